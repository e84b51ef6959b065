"""Create a coupon."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.action import Action
from line_connector.models.line.coupon import (
    AcquisitionCondition,
    CouponTimezone,
    Reward,
    UnixSeconds,
)
from line_connector.schema.lengths import Utf16Length
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf
from line_connector.schema.urls import MediaUrl

_YEAR_5000 = 95_617_584_000


class CreateCouponInput(Input):
    """The coupon."""

    title: Annotated[str, Utf16Length(60, least=1)]
    """Its name, 1 to 60 characters."""

    description: Annotated[str, Utf16Length(1000, least=0)] | None = None
    """How it is used, at most 1,000 characters; may have line breaks."""

    reward: Annotated[Reward, OneOf()]
    """What it gives."""

    acquisition_condition: Annotated[AcquisitionCondition, OneOf()]
    """Who can get it."""

    start_timestamp: UnixSeconds
    """When it begins to be valid: UNIX time in seconds; 0 for at once."""

    end_timestamp: UnixSeconds
    """When it ends: UNIX time in seconds; in the future, and not before the start."""

    timezone: CouponTimezone
    """Time zone that its validity is shown in."""

    visibility: Literal["UNLISTED", "PUBLIC"]
    """Whether services of LY Corporation list it (`PUBLIC`)."""

    max_use_count_per_ticket: Literal[1, -1]
    """How often a user can use it: `1` for once, `-1` for any number of times."""

    image_url: MediaUrl | None = None
    """HTTPS URL of its image: JPEG or PNG, at most 10 MB, better 1 MB. LINE keeps a copy."""

    coupon_code: Annotated[str, Utf16Length(16, least=0)] | None = None
    """Code that is shown when it is opened, at most 16 characters."""

    barcode_image_url: MediaUrl | None = None
    """HTTPS URL of a barcode that is shown when it is opened: JPEG or PNG, at most 10 MB. LINE
    keeps a copy."""

    usage_condition: Annotated[str, Utf16Length(100, least=0)] | None = None
    """What has to be fulfilled to use it, at most 100 characters."""

    def errors(self) -> Iterator[Problem]:
        """Yield an end before the start."""
        if self.end_timestamp < self.start_timestamp:
            yield Problem(("endTimestamp",), "must not be before startTimestamp")

    def warnings(self) -> Iterator[Problem]:
        """Yield times that are probably not meant, or not accepted."""
        for name, at in (
            ("startTimestamp", self.start_timestamp),
            ("endTimestamp", self.end_timestamp),
        ):
            if at > _YEAR_5000:
                yield warning((name,), "is after the year 5000; LINE counts seconds, not more")
        if self.end_timestamp <= time.time():
            yield warning(("endTimestamp",), "is refused when it is in the past")


class CreateCouponBody(Body):
    """The coupon's ID."""

    coupon_id: str
    """ID to send it with, in a coupon message."""


class CreateCoupon(Action[CreateCouponInput, CreateCouponBody]):
    """Create a coupon; nobody gets it until it is sent as a coupon message.

    A coupon cannot be changed, only discontinued. There can be 5,000 that have not ended.

    Raises:
        BadRequestError: there are 5,000 coupons already, or LINE refuses a property.

    Source: https://developers.line.biz/en/reference/messaging-api/#create-coupon
    """

    method = "POST"
    path = "/v2/bot/coupon"
    rate_limit = "200/s"
    example = {
        "title": "100 yen off",
        "reward": {"type": "discount", "priceInfo": {"type": "fixed", "fixedAmount": 100}},
        "acquisitionCondition": {"type": "normal"},
        "startTimestamp": 0,
        "endTimestamp": 4102412399,
        "timezone": "ASIA_TOKYO",
        "visibility": "UNLISTED",
        "maxUseCountPerTicket": 1,
    }
