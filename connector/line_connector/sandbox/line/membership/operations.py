"""Membership."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getMembershipSubscription", "membership/subscription/{userId}")
def get_membership_subscription(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "subscriptions": [
                {
                    "membership": {
                        "membershipId": 3189,
                        "title": "Basic Plan",
                        "description": "You will receive messages and photos every Saturday.",
                        "benefits": ["Members Only Messages", "Members Only Photos"],
                        "price": 500.0,
                        "currency": "JPY",
                    },
                    "user": {
                        "membershipNo": 1,
                        "joinedTime": 1707214784,
                        "nextBillingDate": "2024-02-08",
                        "totalSubscriptionMonths": 1,
                    },
                }
            ]
        }
    )


@operations.get("getMembershipList", "membership/list")
def get_membership_list(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "memberships": [
                {
                    "membershipId": 3189,
                    "title": "Basic Plan",
                    "description": "You will receive messages and photos every Saturday.",
                    "benefits": ["Members Only Messages", "Members Only Photos"],
                    "price": 500.0,
                    "currency": "JPY",
                    "memberCount": 1,
                    "memberLimit": None,
                    "isInAppPurchase": True,
                    "isPublished": True,
                },
                {
                    "membershipId": 3213,
                    "title": "Premium Plan",
                    "description": "Invitation to a special party.",
                    "benefits": ["Members Only Party"],
                    "price": 1500.0,
                    "currency": "JPY",
                    "memberCount": 0,
                    "memberLimit": None,
                    "isInAppPurchase": False,
                    "isPublished": True,
                },
            ]
        }
    )


@operations.get("getJoinedMembershipUsers", "membership/{membershipId}/users/ids")
def get_joined_membership_users(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {"userIds": ["U4af4980629...", "U0c229f96c4...", "U95afb1d4df..."], "next": "jxEWCEEP..."}
    )
