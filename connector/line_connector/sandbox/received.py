"""What each recipient received, oldest first."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from line_connector.sandbox.clock import iso
from line_connector.sandbox.state import State


def deliver(
    state: State,
    recipients: Iterable[str],
    *,
    via: str,
    at: float,
    request_id: str,
    content: Mapping[str, Any],
) -> None:
    """Put one delivery into each recipient's chat."""
    entry = json.dumps({**content, "via": via, "at": iso(at), "requestId": request_id})
    state.db.executemany(
        "INSERT INTO received (recipient, entry) VALUES (?, ?)",
        [(recipient, entry) for recipient in recipients],
    )


def received(state: State, to: str | None = None) -> list[dict[str, Any]]:
    """Return what one recipient got, or everybody; each entry names its recipient as `to`.

    A phone may be given with its plus sign, which arrives as a space if it was not encoded.
    """
    if to is not None:
        to = to.lstrip("+ ")
    rows = state.db.execute(
        "SELECT recipient, entry FROM received"
        " WHERE recipient = coalesce(?, recipient) ORDER BY id",
        (to,),
    )
    return [{"to": recipient, **json.loads(entry)} for recipient, entry in rows]
