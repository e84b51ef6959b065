"""Our models and the sandbox's own rules agree on coupons; see test_messages.py."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings

from differential.spoiling import spoilt
from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import Line

COUPON: dict[str, Any] = {
    "title": "Friends only",
    "description": "Show it at the till.",
    "reward": {"type": "free"},
    "acquisitionCondition": {"type": "normal"},
    "startTimestamp": 1,
    "endTimestamp": 4102412399,
    "timezone": "ASIA_BANGKOK",
    "visibility": "PUBLIC",
    "maxUseCountPerTicket": -1,
    "imageUrl": "https://example.com/a.png",
    "barcodeImageUrl": "https://example.com/b.png",
    "couponCode": "CODE",
    "usageCondition": "From 1,000 yen",
}
PRICES = [
    {"type": "fixed", "fixedAmount": 100},
    {"type": "percentage", "percentage": 25},
    {"type": "explicit", "originalPrice": 12000, "priceAfterDiscount": 9500},
]
REWARDS = [
    *({"type": "discount", "priceInfo": price} for price in PRICES),
    *({"type": "cashBack", "priceInfo": price} for price in PRICES[:2]),
    *({"type": kind} for kind in ("free", "gift", "others")),
]
LOTTERY = {"type": "lottery", "lotteryProbability": 50, "maxAcquireCount": 100}
SEEDS = [
    *({**COUPON, "reward": reward} for reward in REWARDS),
    {**COUPON, "acquisitionCondition": LOTTERY},
]


@pytest.mark.parametrize("coupon", SEEDS)
def test_good_coupons_are_good_to_both(connector: Connector, coupon: dict[str, Any]) -> None:
    assert connector.run("create_coupon", coupon).status_code == 200


def test_both_readings_agree(connector: Connector, line: Line) -> None:
    line.control("settings", {"rateLimits": False})

    @settings(
        max_examples=400,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(coupon=spoilt(SEEDS))
    def agree(coupon: dict[str, Any]) -> None:
        ours, sent = judged(connector, coupon)
        theirs = refusal(connector, sent)
        note(f"sent:    {json.dumps(sent, ensure_ascii=False)}")
        note(f"models:  {ours}")
        note(f"sandbox: {theirs}")
        assert bool(ours) == (theirs is not None)

    agree()


def judged(connector: Connector, coupon: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """Return what our models have against a coupon, and the coupon as it would be sent."""
    try:
        call = connector.call("create_coupon", coupon)
    except InputError as error:
        return [str(problem) for problem in error.problems], coupon
    # LINE's clock decides on the past, so that is only warned of.
    past = [str(each) for each in call.warnings if "in the past" in each.message]
    return past, call.data.to_wire()


def refusal(connector: Connector, coupon: dict[str, Any]) -> Any:
    """Return what the sandbox says against a coupon, or None."""
    request = {"method": "POST", "path": "/v2/bot/coupon", "body": coupon}
    try:
        connector.run("line_request", request)
    except BadRequestError as error:
        return error.output.json_body
    return None
