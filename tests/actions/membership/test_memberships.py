from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError
from support.sandboxed import USER, Line

PLAN = 3189
OTHER = f"U{2:032x}"
LIST = "get_membership_list"
SUBSCRIPTION = "get_membership_subscription"
MEMBERS = "get_joined_membership_users"


@pytest.fixture
def plan(line: Line) -> None:
    """The only plan, joined by two friends."""
    line.control("memberships", {"membershipId": 1001, "offered": False, "members": []})
    line.control(
        "memberships",
        {"membershipId": PLAN, "title": "Gold", "price": 1500, "members": [OTHER, USER]},
    )


@pytest.mark.usefixtures("plan")
def test_plans_are_listed(connector: Connector) -> None:
    (found,) = connector.run(LIST).body.memberships

    assert (found.membership_id, found.title, found.price) == (PLAN, "Gold", 1500)
    assert (found.member_count, found.member_limit, found.is_published) == (2, None, True)


@pytest.mark.usefixtures("plan")
def test_plan_that_is_not_offered_is_not_listed(connector: Connector, line: Line) -> None:
    line.control("memberships", {"membershipId": PLAN, "offered": False})

    with pytest.raises(NotFoundError, match="Membership plan not found"):
        connector.run(LIST)


@pytest.mark.usefixtures("plan")
def test_what_a_user_has_joined(connector: Connector) -> None:
    (found,) = connector.run(SUBSCRIPTION, {"userId": USER}).body.subscriptions

    assert (found.membership.membership_id, found.membership.title) == (PLAN, "Gold")
    assert (found.user.membership_no, found.user.total_subscription_months) == (2, 1)


@pytest.mark.usefixtures("plan")
def test_months_are_counted_by_the_clock(connector: Connector, line: Line) -> None:
    before = connector.run(SUBSCRIPTION, {"userId": USER}).body.subscriptions[0].user
    line.control("clock", {"advance": 70 * 24 * 3600})
    after = connector.run(SUBSCRIPTION, {"userId": USER}).body.subscriptions[0].user

    assert (before.joined_time, after.joined_time) == (before.joined_time, before.joined_time)
    assert after.total_subscription_months == 3
    assert after.next_billing_date > before.next_billing_date


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("user_id", [f"U{3:032x}", f"U{999:032x}"])
def test_user_without_a_membership(connector: Connector, user_id: str) -> None:
    with pytest.raises(NotFoundError, match="Not found"):
        connector.run(SUBSCRIPTION, {"userId": user_id})


def test_what_is_no_user_id_is_refused(connector: Connector, line: Line) -> None:
    with pytest.raises(InputError, match="userId"):
        connector.run(SUBSCRIPTION, {"userId": "C1"})
    assert line.requests() == []

    request = {"method": "GET", "path": "/v2/bot/membership/subscription/C1"}
    with pytest.raises(BadRequestError, match="The value for the 'userId' parameter is invalid"):
        connector.run("line_request", request)


def test_members_come_page_by_page(connector: Connector, line: Line) -> None:
    members = line.control("users", {"count": 350})["userIds"]
    line.control("memberships", {"membershipId": PLAN, "members": members})

    first = connector.run(MEMBERS, {"membershipId": PLAN}).body
    assert (len(first.user_ids), first.next is None) == (300, False)
    assert list(connector.items(MEMBERS, {"membershipId": PLAN, "limit": 100})) == members


@pytest.mark.usefixtures("plan")
def test_page_may_be_empty_although_another_follows(connector: Connector, line: Line) -> None:
    line.control("users", {"userId": OTHER, "status": "blocked"})

    first = connector.run(MEMBERS, {"membershipId": PLAN, "limit": 1}).body

    assert (first.user_ids, first.next is None) == ([], False)
    assert list(connector.items(MEMBERS, {"membershipId": PLAN, "limit": 1})) == [USER]


@pytest.mark.usefixtures("plan")
def test_wrong_page_or_plan(connector: Connector, line: Line) -> None:
    with pytest.raises(BadRequestError, match="Invalid start param"):
        connector.run(MEMBERS, {"membershipId": PLAN, "start": "x"})
    with pytest.raises(NotFoundError, match="Membership ID is not found"):
        connector.run(MEMBERS, {"membershipId": 7})
    before = len(line.requests())
    for limit in (0, 1001):
        with pytest.raises(InputError, match="limit"):
            connector.run(MEMBERS, {"membershipId": PLAN, "limit": limit})
    assert len(line.requests()) == before
