"""List the members of a membership plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import ContinuationToken, MembershipId
from line_connector.paging import Pages
from line_connector.schema.model import Body, Input


class GetJoinedMembershipUsersInput(Input):
    """Which plan, which page, and how long it may be."""

    membership_id: MembershipId
    """ID of the plan, from listing the plans or from webhooks."""

    start: ContinuationToken = None

    limit: Annotated[int, Field(ge=1, le=1000)] | None = None
    """IDs on a page at most; 300 if absent."""


class GetJoinedMembershipUsersBody(Body):
    """One page of user IDs; it may be shorter than `limit` although another follows."""

    user_ids: list[str]
    """IDs of members. Who blocked the account or is no friend of it, deleted theirs or did not
    consent is not there."""

    next: str | None = None
    """Continuation token for the next page; absent on the last one."""


class GetJoinedMembershipUsers(Action[GetJoinedMembershipUsersInput, GetJoinedMembershipUsersBody]):
    """List the IDs of the users who have joined a membership plan, page by page.

    Raises:
        BadRequestError: the continuation token is unknown or older than 24 hours.
        NotFoundError: the account has no plan with this ID.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-membership-user-ids
    """

    method = "GET"
    path = "/v2/bot/membership/{membershipId}/users/ids"
    rate_limit = "200/s"
    pages = Pages("userIds")
    example = {"membershipId": 1001, "limit": 1000}
