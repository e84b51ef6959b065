"""Everything about one coupon."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.models.any_json import JsonObject
from line_connector.models.line.coupon import CouponTimezone
from line_connector.models.line.ids import GivenId
from line_connector.schema.model import Body, Input


class GetCouponDetailInput(Input):
    """Which coupon."""

    coupon_id: GivenId
    """ID of the coupon."""


class GetCouponDetailBody(Body):
    """The coupon."""

    coupon_id: str | None = None
    """Its ID."""

    title: str | None = None
    """Its name."""

    description: str | None = None
    """How it is used."""

    status: Literal["DRAFT", "RUNNING", "CLOSED"] | str | None = None
    """`RUNNING` until it ends, then `CLOSED`, also when it was discontinued."""

    reward: JsonObject | None = None
    """What it gives, as it was created; amounts have a `currency` too."""

    acquisition_condition: JsonObject | None = None
    """Who can get it, as it was created; or of type `referral`: for bringing friends."""

    start_timestamp: int | None = None
    """When it begins to be valid: UNIX time in seconds."""

    end_timestamp: int | None = None
    """When it ends: UNIX time in seconds."""

    timezone: CouponTimezone | str | None = None
    """Time zone that its validity is shown in."""

    visibility: Literal["UNLISTED", "PUBLIC", "PRIVATE"] | str | None = None
    """Whether services of LY Corporation list it."""

    max_use_count_per_ticket: int | None = None
    """How often a user can use it; -1 for any number of times."""

    max_ticket_per_user: int | None = None
    """How many of it a user can get: 1, or up to 30 for bringing friends."""

    max_acquire_count: int | None = None
    """How many users can get it."""

    image_url: str | None = None
    """Address of its image."""

    coupon_code: str | None = None
    """Code that is shown when it is opened."""

    barcode_image_url: str | None = None
    """Address of a barcode that is shown when it is opened."""

    usage_condition: str | None = None
    """What has to be fulfilled to use it."""

    created_timestamp: int | None = None
    """When it was created: UNIX time in seconds."""


class GetCouponDetail(Action[GetCouponDetailInput, GetCouponDetailBody]):
    """Get all that is known of a coupon, such as whether it has ended.

    Raises:
        NotFoundError: the channel has no coupon with this ID.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-coupon
    """

    method = "GET"
    path = "/v2/bot/coupon/{couponId}"
    rate_limit = "200/s"
    example = {"couponId": "01SANDB0X00000000000000001"}
