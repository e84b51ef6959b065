"""The messages that an audience can be made of: broadcasts and narrowcasts."""

import json
from datetime import datetime
from typing import NamedTuple

from line_connector.sandbox.line.audience import errors
from line_connector.sandbox.line.audience.audiences import DAY
from line_connector.sandbox.line.audience.errors import audience_error
from line_connector.sandbox.state import State

OLDEST = 60 * DAY


class SentMessage(NamedTuple):
    """A message that was sent to many."""

    request_id: str
    recipients: list[str]


def find_message(state: State, request_id: str) -> SentMessage:
    """Return the broadcast or narrowcast with a request ID, or refuse it.

    A narrowcast is there once it has succeeded.
    """
    rows = state.db.execute(
        "SELECT recipient, entry FROM received"
        " WHERE json_extract(entry, '$.requestId') = ?"
        " AND json_extract(entry, '$.via') IN ('broadcast', 'narrowcast')"
        " AND ? NOT IN (SELECT request_id FROM narrowcasts WHERE phase <> 'succeeded')",
        (request_id, request_id),
    ).fetchall()
    if not rows:
        raise audience_error(errors.NO_SUCH_MESSAGE)
    sent_at = datetime.fromisoformat(json.loads(rows[0][1])["at"].replace("Z", "+00:00"))
    if sent_at.timestamp() <= state.clock.now() - OLDEST:
        raise audience_error(errors.OLD_MESSAGE)
    return SentMessage(request_id, [recipient for recipient, _ in rows])
