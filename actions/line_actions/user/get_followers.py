"""List the friends of the account."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import ContinuationToken
from line_connector.paging import Pages
from line_connector.schema.model import Body, Input


class GetFollowersInput(Input):
    """Which page, and how long it may be."""

    start: ContinuationToken = None

    limit: Annotated[int, Field(ge=1, le=1000)] | None = None
    """IDs on a page at most; 300 if absent."""


class GetFollowersBody(Body):
    """One page of user IDs; it may be shorter than `limit` although another follows."""

    user_ids: list[str]
    """IDs of friends. Who blocked the account, deleted theirs or did not consent is not there."""

    next: str | None = None
    """Continuation token for the next page; absent on the last one."""


class GetFollowers(Action[GetFollowersInput, GetFollowersBody]):
    """List the IDs of the users who are friends of the account, page by page.

    Raises:
        BadRequestError: the continuation token is unknown or older than 24 hours.
        ForbiddenError: the account is neither verified nor premium.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-follower-ids
    """

    method = "GET"
    path = "/v2/bot/followers/ids"
    rate_limit = "2000/s"
    pages = Pages("userIds")
    example = {"limit": 1000}
