"""Creating, listing, reading and discontinuing coupons."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from line_connector.sandbox.exchange import RefusedError, Request, Response, json_response
from line_connector.sandbox.line.coupon.coupons import (
    Coupon,
    add_coupon,
    close,
    count_valid,
    find_coupon,
    list_coupons,
)
from line_connector.sandbox.line.errors import refusal, request_errors
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.validation import RULES, Body, read_body
from line_connector.sandbox.line.violations import Violation, field_violation
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

COUPON_LIMIT = Limit(200, 1)
MOST_VALID = 5000
ON_A_PAGE = 20
PRICED = {"fixed", "explicit"}
"""Kinds of prices that have a currency."""

operations = LineOperations()


@operations.post("createCoupon", "coupon", limit=COUPON_LIMIT)
def create_coupon(state: State, request: Request) -> Response:
    """Create a coupon."""

    def check_end(body: Body) -> Iterator[Violation]:
        # LINE documents the rule, not its texts.
        if body["endTimestamp"] <= state.clock.now():
            yield field_violation(["endTimestamp"], "Must be in the future")
        elif body["endTimestamp"] < body["startTimestamp"]:
            yield field_violation(["endTimestamp"], "Must be after startTimestamp")

    body = read_body(request, "coupon/create", check_end)
    if count_valid(state) >= MOST_VALID:
        raise request_errors([{"message": "You have too many coupons created.", "property": ""}])
    coupon_id = add_coupon(state, {**body, "maxTicketPerUser": 1})
    return json_response({"couponId": coupon_id})


@operations.get("listCoupon", "coupon", limit=COUPON_LIMIT)
def list_coupon(state: State, request: Request) -> Response:
    """Answer with coupons, the newest first, a page at a time."""
    query, breaches = RULES.read_query("coupon/list", request.query)
    if breaches:
        raise request_errors(
            [{"message": str(breach.says), "property": str(breach.path[0])} for breach in breaches]
        )
    limit = query.get("limit", ON_A_PAGE)
    statuses: list[str] = query["status"].split(",") if "status" in query else []
    found = list(islice(list_coupons(state, statuses, query.get("start")), limit + 1))
    page = found[:limit]
    more = {"next": str(page[-1].number)} if len(found) > limit else {}
    items = [{"couponId": each.coupon_id, "title": each.facts["title"]} for each in page]
    return json_response({**more, "items": items})


@operations.get("getCouponDetail", "coupon/{couponId}", limit=COUPON_LIMIT)
def get_coupon_detail(state: State, request: Request) -> Response:
    """Answer with all that is known of a coupon."""
    coupon = _coupon(state, request)
    facts = coupon.facts
    return json_response(
        {
            "couponId": coupon.coupon_id,
            **facts,
            "reward": _with_currency(facts["reward"]),
            "status": coupon.status(state.clock.now()),
            "createdTimestamp": int(coupon.created_at),
        }
    )


@operations.put("closeCoupon", "coupon/{couponId}/close", limit=COUPON_LIMIT)
def close_coupon(state: State, request: Request) -> Response:
    """Discontinue a coupon, unless it has ended."""
    coupon = _coupon(state, request)
    if coupon.status(state.clock.now()) == "CLOSED":
        raise _about_coupon(410, "The coupon has already been closed.")
    close(state, coupon)
    return json_response({})


def _coupon(state: State, request: Request) -> Coupon:
    coupon = find_coupon(state, request.path_parameters["couponId"])
    if coupon is None:
        raise _about_coupon(404, "coupon not found")
    return coupon


def _about_coupon(status: int, text: str) -> RefusedError:
    message = "The request body has 1 error(s)"
    return refusal(status, message, [{"message": text, "property": ""}])


def _with_currency(reward: dict[str, Any]) -> dict[str, Any]:
    price = reward.get("priceInfo", {})
    if price.get("type") not in PRICED:
        return reward
    return {**reward, "priceInfo": {**price, "currency": "JPY"}}
