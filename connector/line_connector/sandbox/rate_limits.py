"""How often an operation may be called: a token bucket for each, filled by the sandbox's clock.

No provider publishes its buckets' capacity. Here a full bucket holds one period's calls (the
second's, minute's or hour's), and it fills continuously.
"""

from typing import NamedTuple

from line_connector.sandbox.settings import SharedSettings
from line_connector.sandbox.state import State


class Limit(NamedTuple):
    """So many calls in so many seconds."""

    calls: float
    seconds: float


def spend_call(state: State, operation: str, limit: Limit | None) -> bool:
    """Take one call out of an operation's bucket; tell whether there was one left."""
    rates = state.settings(SharedSettings).rate_limits
    if rates is False:
        return True
    if rates is not True and operation in rates:
        limit = Limit(**rates[operation])
    if limit is None:
        return True
    now = state.clock.now()
    left = _calls_left(state, operation, limit, now)
    if left < 1:
        return False
    state.db.execute("REPLACE INTO buckets VALUES (?, ?, ?)", (operation, left - 1, now))
    return True


def _calls_left(state: State, operation: str, limit: Limit, now: float) -> float:
    row = state.db.execute(
        "SELECT tokens, filled_at FROM buckets WHERE operation = ?", (operation,)
    ).fetchone()
    if row is None:
        return limit.calls
    tokens, filled_at = float(row[0]), float(row[1])
    refilled = max(now - filled_at, 0) * limit.calls / limit.seconds
    return min(limit.calls, tokens + refilled)
