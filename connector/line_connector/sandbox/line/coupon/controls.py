"""Control of coupons: those that are made in LINE Official Account Manager."""

from typing import Any

from line_connector.sandbox.line.coupon.coupons import add_coupon
from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()

VALID_FOR = 30 * 24 * 60 * 60
"""Seconds."""


@controls.post("coupons", seed_rank=3)
def put_coupons(state: State, fields: Fields) -> Fields:
    """Add coupons of the manager: drafts, or for bringing friends, which the API cannot make."""
    now = state.clock.now()
    coupon = _coupon(fields, int(now))
    with state.transaction():
        coupon_ids = [
            add_coupon(state, coupon, is_draft=fields.get("draft", False))
            for _ in range(fields.get("count", 1))
        ]
    return {"couponIds": coupon_ids}


def _coupon(fields: Fields, now: int) -> dict[str, Any]:
    tickets = fields.get("ticketsPerFriend")
    return {
        "title": fields.get("title", "Coupon"),
        "reward": {"type": "others"},
        "acquisitionCondition": {"type": "referral" if tickets else "normal"},
        "startTimestamp": now,
        "endTimestamp": now + VALID_FOR,
        "timezone": "ASIA_TOKYO",
        "visibility": "UNLISTED",
        "maxUseCountPerTicket": 1,
        "maxTicketPerUser": tickets or 1,
    }
