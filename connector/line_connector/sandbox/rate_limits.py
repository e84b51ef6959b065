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


_LEFT = "min(:most, tokens + max(:now - filled_at, 0) * :each_second)"

_SPEND = f"""
 INSERT INTO buckets SELECT :operation, :most - 1, :now WHERE :most >= 1
 ON CONFLICT (operation) DO UPDATE SET tokens = {_LEFT} - 1, filled_at = :now WHERE {_LEFT} >= 1
"""
"""Changes no row where no call is left."""


def spend_call(state: State, operation: str, limit: Limit | None) -> bool:
    """Take one call out of an operation's bucket; tell whether there was one left."""
    rates = state.settings(SharedSettings).rate_limits
    if rates is False:
        return True
    if rates is not True and operation in rates:
        limit = Limit(**rates[operation])
    if limit is None:
        return True
    spent = state.db.execute(
        _SPEND,
        {
            "operation": operation,
            "now": state.clock.now(),
            "most": float(limit.calls),
            "each_second": limit.calls / limit.seconds,
        },
    )
    return spent.rowcount == 1
