"""Narrowcasts: conditions, phases, reservation, and the ways they fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

HI = [{"type": "text", "text": "Hi"}]
LIMIT_TEXT = "You have reached your monthly limit."
FRIENDS_TEXT = "Your account does not have enough friends"
PAIR_TEXT = "The option forbidPartialDelivery must be used with upToRemainingQuota."
FOURTEEN_DAYS = 14 * 24 * 3600


def narrowcast(client: Client, **conditions: Any) -> Reply:
    return client.post("/v2/bot/message/narrowcast", {"messages": HI, **conditions})


def request_id(reply: Reply) -> str:
    assert (reply.status, reply.text) == (202, "{}")
    return reply.headers["x-line-request-id"]


def progress(client: Client, number: str) -> Any:
    return client.get(f"/v2/bot/message/progress/narrowcast?requestId={number}").json


def outcome(client: Client, **conditions: Any) -> Any:
    """Send a narrowcast and let it end."""
    number = request_id(narrowcast(client, **conditions))
    client.control("clock", advance=2)
    return progress(client, number)


def receivers(client: Client) -> list[str]:
    return [entry["to"] for entry in client.seen("received")["received"]]


def crowd(client: Client, count: int, **facts: Any) -> list[str]:
    users: list[str] = client.control("users", count=count, **facts)["userIds"]
    return users


def audience(client: Client, users: list[str], **facts: Any) -> dict[str, Any]:
    return {"type": "audience", **client.control("audiences", userIds=users, **facts)}


def test_it_goes_through_its_phases_with_the_clock(client: Client, friends: list[str]) -> None:
    client.control("settings", narrowcastWaiting=600, narrowcastSending=600)
    number = request_id(narrowcast(client))
    waiting = progress(client, number)
    assert waiting.keys() == {"phase", "acceptedTime"}
    assert waiting["phase"] == "waiting"
    assert receivers(client) == []

    client.control("clock", advance=600)
    sending = progress(client, number)
    assert sending == {
        **waiting,
        "phase": "sending",
        "successCount": 0,
        "failureCount": 0,
        "targetCount": 5,
    }
    assert receivers(client) == friends

    client.control("clock", advance=600)
    succeeded = progress(client, number)
    assert succeeded.pop("completedTime") > waiting["acceptedTime"]
    assert succeeded == {**sending, "phase": "succeeded", "successCount": 5}
    entries = client.seen("received")["received"]
    assert {(entry["via"], entry["requestId"]) for entry in entries} == {("narrowcast", number)}
    assert len(entries) == 5


def test_what_it_sent_is_counted(client: Client) -> None:
    outcome(client)
    assert client.get("/v2/bot/message/quota/consumption").json == {"totalUsage": 5}


def test_who_blocked_the_account_is_left_out(client: Client, friends: list[str]) -> None:
    client.control("users", userId=friends[0], status="blocked")
    assert outcome(client)["targetCount"] == 4
    assert receivers(client) == friends[1:]


def test_progress_is_told_for_fourteen_days(client: Client) -> None:
    number = request_id(narrowcast(client))
    client.control("clock", advance=FOURTEEN_DAYS - 10)
    assert progress(client, number)["phase"] == "succeeded"
    client.control("clock", advance=10)
    assert progress(client, number) == {"message": "Not found"}


def test_progress_of_something_else_is_not_found(client: Client, friend: str) -> None:
    number = client.push(friend).headers["x-line-request-id"]
    reply = client.get(f"/v2/bot/message/progress/narrowcast?requestId={number}")
    assert (reply.status, reply.json) == (404, {"message": "Not found"})


@pytest.mark.parametrize("query", ["", "?requestId=", "?requestId=1"])
def test_progress_of_a_malformed_id_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/v2/bot/message/progress/narrowcast{query}").status == 400


def test_an_audience_of_uploaded_ids_may_be_small(client: Client, friends: list[str]) -> None:
    stranger = f"U{'c' * 32}"
    two = audience(client, [friends[1], friends[3], stranger])
    assert outcome(client, recipient=two)["phase"] == "succeeded"
    assert receivers(client) == [friends[1], friends[3]]


def test_audiences_can_be_combined(client: Client, friends: list[str]) -> None:
    one, two = audience(client, friends[:3]), audience(client, friends[2:])
    exclusive = {
        "type": "operator",
        "and": [
            {"type": "operator", "or": [one, two]},
            {"type": "operator", "not": {"type": "operator", "and": [one, two]}},
        ],
    }
    assert outcome(client, recipient=exclusive)["targetCount"] == 4
    assert receivers(client) == [*friends[:2], *friends[3:]]


@pytest.mark.parametrize("status", ["IN_PROGRESS", "EXPIRED", None])
def test_an_audience_must_be_ready(client: Client, friends: list[str], status: str | None) -> None:
    chosen = {"type": "audience", "audienceGroupId": 5}
    if status:
        chosen = audience(client, friends, status=status)
    reply = narrowcast(client, recipient=chosen)
    text = f"Invalid audience group id: {chosen['audienceGroupId']}"
    assert (reply.status, reply.json) == (400, {"message": text})


def test_a_redelivery_goes_to_those_of_an_earlier_one(client: Client, friends: list[str]) -> None:
    number = request_id(narrowcast(client, recipient=audience(client, friends[:2])))
    again = {"type": "redelivery", "requestId": number}
    early = narrowcast(client, recipient=again)
    assert (early.status, early.json) == (400, {"message": f"Invalid request id: {number}"})
    client.control("clock", advance=2)
    assert outcome(client, recipient={"type": "operator", "not": again})["targetCount"] == 3
    client.control("clock", advance=FOURTEEN_DAYS)
    assert narrowcast(client, recipient=again).status == 400


def test_attributes_want_a_hundred_friends(client: Client) -> None:
    young = {"demographic": {"type": "age", "lt": "age_30"}}
    reply = narrowcast(client, filter=young)
    assert (reply.status, reply.json) == (403, {"message": FRIENDS_TEXT})
    crowd(client, 95)
    assert narrowcast(client, filter=young).status == 202


@pytest.mark.parametrize(
    "demographic",
    [
        {"type": "gender", "oneOf": ["female"]},
        {"type": "age", "gte": "age_20", "lt": "age_25"},
        {"type": "appType", "oneOf": ["ios"]},
        {"type": "area", "oneOf": ["th_01", "jp_13"]},
        {"type": "subscriptionPeriod", "gte": "day_30"},
        {
            "type": "operator",
            "and": [
                {"type": "gender", "oneOf": ["female", "male"]},
                {"type": "operator", "not": {"type": "area", "oneOf": ["jp_01"]}},
            ],
        },
    ],
)
def test_filters_choose_those_who_fit(client: Client, demographic: dict[str, Any]) -> None:
    fitting = crowd(client, 50, gender="female", age=20, appType="ios", area="th_01", friendDays=30)
    crowd(client, 50, gender="male", age=25, appType="android", area="jp_01", friendDays=29)
    assert outcome(client, filter={"demographic": demographic})["targetCount"] == 50
    assert receivers(client) == sorted(fitting)


def test_fewer_than_fifty_who_fit_are_too_few(client: Client) -> None:
    crowd(client, 49, gender="male")
    client.control("settings", targetReach=100)
    failed = outcome(client, filter={"demographic": {"type": "gender", "oneOf": ["male"]}})
    assert (failed["phase"], failed["errorCode"]) == ("failed", 2)
    assert failed["failedDescription"]
    assert failed["successCount"] == 0
    assert receivers(client) == []


def test_an_audience_of_clicks_must_not_be_small(client: Client, friends: list[str]) -> None:
    assert outcome(client, recipient=audience(client, friends, type="CLICK"))["errorCode"] == 2


def test_each_of_several_audiences_must_have_fifty(client: Client) -> None:
    large = audience(client, crowd(client, 60), type="CLICK")
    small = audience(client, crowd(client, 49), type="IMP")
    either = {"type": "operator", "or": [large, small]}
    assert outcome(client, recipient=either)["errorCode"] == 4


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5])
def test_any_failure_can_be_ordered(client: Client, code: int) -> None:
    client.control("settings", narrowcastErrorCode=code)
    failed = outcome(client)
    assert (failed["phase"], failed["errorCode"]) == ("failed", code)
    client.control("settings", narrowcastErrorCode=None)
    assert outcome(client)["phase"] == "succeeded"


def test_the_target_reach_is_reserved_until_the_count_is_known(client: Client, friend: str) -> None:
    client.control("settings", quota=100, targetReach=100)
    request_id(narrowcast(client))
    refused = client.push(friend)
    assert (refused.status, refused.json) == (429, {"message": LIMIT_TEXT})
    assert client.get("/v2/bot/message/quota/consumption").json == {"totalUsage": 0}
    client.control("clock", advance=1)
    assert client.push(friend).status == 200
    assert client.get("/v2/bot/message/quota/consumption").json == {"totalUsage": 6}


def test_a_limit_reserves_less(client: Client, friend: str) -> None:
    client.control("settings", quota=3)
    request_id(narrowcast(client, limit={"max": 2}))
    assert [client.push(friend).status for _ in range(2)] == [200, 429]
    client.control("clock", advance=2)
    assert receivers(client).count(friend) + len(set(receivers(client)) - {friend}) == 3


def test_more_than_the_remaining_quota_fails_when_delivery_starts(client: Client) -> None:
    client.control("settings", quota=4)
    failed = outcome(client)
    assert (failed["phase"], failed["errorCode"]) == ("failed", 1)


def test_up_to_the_remaining_quota_some_are_reached(client: Client) -> None:
    client.control("settings", quota=4)
    assert outcome(client, limit={"upToRemainingQuota": True})["targetCount"] == 4
    refused = narrowcast(client, limit={"upToRemainingQuota": True})
    assert (refused.status, refused.json) == (429, {"message": LIMIT_TEXT})


def test_all_or_nobody_can_be_demanded(client: Client) -> None:
    client.control("settings", quota=4)
    failed = outcome(client, limit={"upToRemainingQuota": True, "forbidPartialDelivery": True})
    assert failed["errorCode"] == 5
    reply = narrowcast(client, limit={"forbidPartialDelivery": True})
    assert (reply.status, reply.json) == (400, {"message": PAIR_TEXT})


def leaves(count: int) -> dict[str, Any]:
    each = {"type": "redelivery", "requestId": str(uuid4())}
    return {"type": "operator", "or": [each] * count}


@pytest.mark.parametrize(
    ("conditions", "path"),
    [
        ({"recipient": {"type": "everyone"}}, "recipient.type"),
        ({"recipient": {"type": "audience"}}, "recipient.audienceGroupId"),
        ({"recipient": {"type": "operator"}}, "recipient"),
        ({"recipient": {"type": "operator", "and": []}}, "recipient.and"),
        ({"recipient": {**leaves(1), "not": leaves(1)}}, "recipient"),
        ({"recipient": leaves(11)}, "recipient"),
        ({"filter": {"demographic": {"type": "age"}}}, "filter.demographic"),
        ({"filter": {"demographic": {"type": "age", "gte": "age_1"}}}, "filter.demographic.gte"),
        (
            {"filter": {"demographic": {"type": "age", "gte": "age_20", "lt": "age_20"}}},
            "filter.demographic",
        ),
        (
            {"filter": {"demographic": {"type": "area", "oneOf": ["jp_48"]}}},
            "filter.demographic.oneOf[0]",
        ),
        ({"limit": {"max": 0}}, "limit.max"),
    ],
)
def test_wrong_conditions_are_refused(
    client: Client, conditions: dict[str, Any], path: str
) -> None:
    reply = narrowcast(client, **conditions)
    assert reply.status == 400
    assert [where for where, _ in reply.problems] == [path]


def test_a_maximum_beyond_32_bits_is_refused(client: Client) -> None:
    assert narrowcast(client, limit={"max": 2**31 - 1}).status == 202
    reply = narrowcast(client, limit={"max": 2**31})
    assert reply.status == 400
    assert reply.json["message"].startswith("The property, 'limit.max', in the request body is")


def test_ten_objects_are_allowed(client: Client) -> None:
    assert narrowcast(client, recipient=leaves(10)).json["message"].startswith("Invalid request id")
