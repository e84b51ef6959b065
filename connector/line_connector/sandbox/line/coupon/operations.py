"""Coupon."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.post("createCoupon", "coupon")
def create_coupon(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({"couponId": "x"})


@operations.get("listCoupon", "coupon")
def list_coupon(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({"items": [{"couponId": "x", "title": "x"}]})


@operations.get("getCouponDetail", "coupon/{couponId}")
def get_coupon_detail(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.put("closeCoupon", "coupon/{couponId}/close")
def close_coupon(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})
