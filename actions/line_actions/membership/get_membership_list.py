"""List the membership plans of the account."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.membership import MembershipPlan
from line_connector.schema.model import Body, Input


class GetMembershipListInput(Input):
    """No input."""


class OfferedMembershipPlan(MembershipPlan):
    """A plan that the account offers."""

    member_count: int
    """Members it has."""

    member_limit: int | None
    """Members it may have; null where there is no limit."""

    is_in_app_purchase: bool
    """Whether members pay in the app; else they pay in a browser."""

    is_published: bool
    """Whether it can be joined; a plan that was discontinued still has members."""


class GetMembershipListBody(Body):
    """The plans."""

    memberships: list[OfferedMembershipPlan]
    """At most 5; those under review and those that have ended are not there."""


class GetMembershipList(Action[GetMembershipListInput, GetMembershipListBody]):
    """List the membership plans that the account offers.

    Raises:
        NotFoundError: it offers none.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-membership-plans
    """

    method = "GET"
    path = "/v2/bot/membership/list"
    rate_limit = "200/s"
    example = {}
