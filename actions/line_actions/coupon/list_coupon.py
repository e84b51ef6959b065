"""List the coupons of the account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import ContinuationToken
from line_connector.paging import Pages
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem


class ListCouponInput(Input):
    """Which coupons, which page, and how long it may be."""

    status: list[Literal["DRAFT", "RUNNING", "CLOSED"]] | None = None
    """Only coupons with one of these states: a draft, one that has not ended, or one that has
    ended or was discontinued. Absent, all."""

    start: ContinuationToken = None

    limit: Annotated[int, Field(ge=1, le=100)] | None = None
    """Coupons on a page at most; 20 if absent."""

    def errors(self) -> Iterator[Problem]:
        """Yield a state that is there twice."""
        if self.status and len(set(self.status)) < len(self.status):
            yield Problem(("status",), "must have each state once")


class ListedCoupon(Body):
    """A coupon in the list."""

    coupon_id: str
    """Its ID."""

    title: str
    """Its name."""


class ListCouponBody(Body):
    """One page of coupons."""

    items: list[ListedCoupon]
    """The coupons, also those that were made in LINE Official Account Manager."""

    next: str | None = None
    """Continuation token for the next page; absent on the last one."""


class ListCoupon(Action[ListCouponInput, ListCouponBody]):
    """List the IDs and names of the account's coupons, page by page.

    Raises:
        BadRequestError: the continuation token is unknown or older than 24 hours.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-coupons-list
    """

    method = "GET"
    path = "/v2/bot/coupon"
    rate_limit = "200/s"
    pages = Pages("items")
    example = {"status": ["RUNNING"], "limit": 100}
