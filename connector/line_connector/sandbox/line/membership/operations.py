"""Membership plans, who joined them, and what a user has joined."""

import re

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, invalid_parameter, refusal
from line_connector.sandbox.line.membership.plans import (
    members,
    offered_plans,
    plan_exists,
    subscriptions,
)
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.pages import page_of
from line_connector.sandbox.line.user.users import friends
from line_connector.sandbox.line.validation import path_id, read_query
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

MEMBERSHIP_LIMIT = Limit(200, 1)
MEMBERS_ON_A_PAGE = 300

operations = LineOperations()


@operations.get("getMembershipList", "membership/list", limit=MEMBERSHIP_LIMIT)
def get_membership_list(state: State, _: Request) -> Response:
    """Answer with the plans on offer."""
    plans = offered_plans(state)
    if not plans:
        raise refusal(404, "Membership plan not found")
    return json_response({"memberships": plans})


@operations.get(
    "getMembershipSubscription", "membership/subscription/{userId}", limit=MEMBERSHIP_LIMIT
)
def get_membership_subscription(state: State, request: Request) -> Response:
    """Answer with what a user has joined."""
    found = subscriptions(state, path_id(request, "userId"))
    if not found:
        raise refusal(404, NOT_FOUND)
    return json_response({"subscriptions": found})


@operations.get(
    "getJoinedMembershipUsers", "membership/{membershipId}/users/ids", limit=MEMBERSHIP_LIMIT
)
def get_joined_membership_users(state: State, request: Request) -> Response:
    """Answer with the members of a plan, a page at a time; who is no friend is left out of it."""
    query = read_query(request, "membership/members")
    page = page_of(members(state, _plan(state, request)), "userIds", query, MEMBERS_ON_A_PAGE)
    reachable = set(friends(state))
    return json_response(
        {**page, "userIds": [each for each in page["userIds"] if each in reachable]}
    )


def _plan(state: State, request: Request) -> int:
    value = request.path_parameters["membershipId"]
    if not re.fullmatch("[0-9]{1,18}", value):
        raise invalid_parameter("membershipId")
    if not plan_exists(state, int(value)):
        raise refusal(404, "Membership ID is not found")
    return int(value)
