"""The coupon message."""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.line.ids import GivenId
from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.pattern import Form


class CouponMessage(MessageProperties):
    """A coupon of the account.

    Source: https://developers.line.biz/en/reference/messaging-api/#coupon-message
    """

    type: Literal["coupon"] = "coupon"

    coupon_id: GivenId
    """ID of the coupon, from creating or listing coupons."""

    delivery_tag: (
        Annotated[
            str, Form("[A-Za-z0-9_]{0,30}", "must be at most 30 letters, digits and underscores")
        ]
        | None
    ) = None
    """Tag that tells in statistics which message brought the coupon, at most 30 characters."""
