"""Which membership plans a user has joined."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.models.line.membership import MembershipPlan
from line_connector.schema.model import Body, Input


class GetMembershipSubscriptionInput(Input):
    """Whose memberships."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class Member(Body):
    """A user as a member of a plan."""

    membership_no: int
    """The member's number in the plan."""

    joined_time: int
    """When the user joined: UNIX time in seconds."""

    next_billing_date: str
    """Day of the next payment, `yyyy-MM-dd` in UTC+9."""

    total_subscription_months: int
    """Months as a member since joining; an earlier membership does not count."""


class Subscription(Body):
    """A membership."""

    membership: MembershipPlan
    """The plan."""

    user: Member
    """What holds for this user."""


class GetMembershipSubscriptionBody(Body):
    """The user's memberships."""

    subscriptions: list[Subscription]
    """One for each plan that the user has joined."""


class GetMembershipSubscription(
    Action[GetMembershipSubscriptionInput, GetMembershipSubscriptionBody]
):
    """Get the membership plans of the account that a user has joined.

    Raises:
        NotFoundError: the user has joined none, or nobody has this ID.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-a-users-membership-subscription-status
    """

    method = "GET"
    path = "/v2/bot/membership/subscription/{userId}"
    rate_limit = "200/s"
    example = {"userId": "U00000000000000000000000000000001"}
