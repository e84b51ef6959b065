"""The messages that an audience can be made of: broadcasts and narrowcasts."""

from line_connector.sandbox.line.audience import errors
from line_connector.sandbox.line.audience.audiences import DAY
from line_connector.sandbox.line.audience.errors import audience_error
from line_connector.sandbox.line.insight.sends import Send, find_send
from line_connector.sandbox.state import State

OLDEST = 60 * DAY


def find_message(state: State, request_id: str) -> Send:
    """Return the broadcast or narrowcast with a request ID, or refuse it.

    A narrowcast is there once it has succeeded.
    """
    now = state.clock.now()
    send = find_send(state, request_id)
    if send is None or send.kind not in {"broadcast", "narrowcast"} or send.complete_at > now:
        raise audience_error(errors.NO_SUCH_MESSAGE)
    if send.sent_at <= now - OLDEST:
        raise audience_error(errors.OLD_MESSAGE)
    return send
