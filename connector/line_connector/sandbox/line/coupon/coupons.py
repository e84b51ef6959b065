"""The account's coupons, and whether they have ended."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.state import State

BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's, which ULIDs are written in."""

PROPERTIES = (
    "title",
    "description",
    "reward",
    "acquisitionCondition",
    "startTimestamp",
    "endTimestamp",
    "timezone",
    "visibility",
    "maxUseCountPerTicket",
    "maxTicketPerUser",
    "imageUrl",
    "couponCode",
    "barcodeImageUrl",
    "usageCondition",
)
"""What is kept of a coupon."""

LARGEST = 2**63 - 1


class Coupon(NamedTuple):
    """A coupon of the account."""

    number: int
    coupon_id: str
    coupon: str
    """JSON, as it was created."""
    created_at: float
    ends_at: float
    is_draft: int
    is_closed: int

    @property
    def facts(self) -> dict[str, Any]:
        """The coupon as it was created."""
        facts: dict[str, Any] = json.loads(self.coupon)
        return facts

    def status(self, now: float) -> str:
        """Return what a coupon is at a time."""
        if self.is_closed or self.ends_at <= now:
            return "CLOSED"
        return "DRAFT" if self.is_draft else "RUNNING"


def add_coupon(
    state: State,
    coupon: Mapping[str, Any],
    *,
    coupon_id: str | None = None,
    is_draft: bool = False,
) -> str:
    """Add a coupon, and return its ID; a new one is made if absent."""
    now = state.clock.now()
    coupon_id = coupon_id or _ulid(state, now)
    kept = {name: coupon[name] for name in PROPERTIES if name in coupon}
    state.db.execute(
        "INSERT INTO coupons (coupon_id, coupon, created_at, ends_at, is_draft, is_closed)"
        " VALUES (?, ?, ?, ?, ?, 0)",
        (coupon_id, json.dumps(kept), now, float(coupon["endTimestamp"]), is_draft),
    )
    return coupon_id


def find_coupon(state: State, coupon_id: str) -> Coupon | None:
    """Return the coupon with an ID, if there is one."""
    row = state.db.execute("SELECT * FROM coupons WHERE coupon_id = ?", (coupon_id,)).fetchone()
    return None if row is None else Coupon(*row)


def list_coupons(state: State, statuses: Collection[str], before: int | None) -> Iterator[Coupon]:
    """Yield coupons, the newest first.

    Args:
        state: of the sandbox.
        statuses: only coupons with one of these; all if empty.
        before: only those older than the one with this number.
    """
    now = state.clock.now()
    rows = state.db.execute(
        "SELECT * FROM coupons WHERE number < ? ORDER BY number DESC",
        (LARGEST if before is None else before,),
    )
    for coupon in (Coupon(*row) for row in rows):
        if not statuses or coupon.status(now) in statuses:
            yield coupon


def count_valid(state: State) -> int:
    """Return how many coupons have not ended."""
    return sum(1 for _ in list_coupons(state, {"RUNNING"}, None))


def close(state: State, coupon: Coupon) -> None:
    """Discontinue a coupon."""
    state.db.execute("UPDATE coupons SET is_closed = 1 WHERE number = ?", (coupon.number,))


def _ulid(state: State, now: float) -> str:
    """Make an ID of a time in milliseconds and 80 random bits."""
    value = (int(now * 1000) << 80) | state.random.bits(80)
    return "".join(BASE32[(value >> shift) & 31] for shift in range(125, -1, -5))
