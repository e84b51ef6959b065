"""What is kept of messages to phones has a bound: the oldest are forgotten with their reports."""

from line_connector.sandbox.state import State

MOST_MESSAGES = 100_000
"""How many of the newest messages are kept, as of webhook events; those on their way besides."""

AT_ONCE = 1000
"""How many messages come between two times that old ones are forgotten."""

_ENDED = (
    "next IS NULL AND number <= :last AND NOT EXISTS (SELECT 1 FROM report_pushes WHERE"
    " report_pushes.number = infobip_messages.number AND next_at IS NOT NULL)"
)
_FORGOTTEN = "<= :last AND {} NOT IN (SELECT number FROM infobip_messages WHERE number <= :last)"
_PUSHES = f"FROM report_pushes WHERE number {_FORGOTTEN.format('number')}"
_FORGETTING = (
    f"DELETE FROM infobip_messages WHERE {_ENDED}",  # noqa: S608 (our own words, as below)
    f"DELETE FROM report_push_attempts WHERE push_id IN (SELECT push_id {_PUSHES})",  # noqa: S608
    f"DELETE {_PUSHES}",
    f"DELETE FROM failovers WHERE message {_FORGOTTEN.format('message')}",  # noqa: S608
)


def forget_the_oldest(state: State, newest: int) -> None:
    """Forget messages that ended and are too old, with all that became of them.

    Args:
        state: of the sandbox.
        newest: number of the newest message; nothing is done but for each thousandth.
    """
    if newest % AT_ONCE:
        return
    for forget in _FORGETTING:
        state.db.execute(forget, {"last": newest - MOST_MESSAGES})
