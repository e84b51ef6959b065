"""Discontinue a coupon."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import GivenId
from line_connector.schema.model import Body, Input


class CloseCouponInput(Input):
    """Which coupon."""

    coupon_id: GivenId
    """ID of the coupon."""


class CloseCoupon(Action[CloseCouponInput, Body]):
    """Discontinue a coupon: nobody can get or use it any more. This cannot be undone.

    Raises:
        NotFoundError: the channel has no coupon with this ID.
        GoneError: it is discontinued already, maybe by an earlier try whose answer was lost.

    Source: https://developers.line.biz/en/reference/messaging-api/#discontinue-coupon
    """

    method = "PUT"
    path = "/v2/bot/coupon/{couponId}/close"
    rate_limit = "200/s"
    idempotent = True
    example = {"couponId": "01SANDB0X00000000000000001"}
