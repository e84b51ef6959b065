"""The month's quota, counted in people, and the counts of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

HI = [{"type": "text", "text": "Hi"}]
MONTHLY_LIMIT = {"message": "You have reached your monthly limit."}
DAY = 24 * 3600


def used(client: Client) -> int:
    usage: int = client.get("/v2/bot/message/quota/consumption").json["totalUsage"]
    return usage


def delivery(client: Client, kind: str, date: str) -> Any:
    return client.get(f"/v2/bot/message/delivery/{kind}?date={date}").json


def test_the_quota_is_a_number_or_none(client: Client) -> None:
    assert client.get("/v2/bot/message/quota").json == {"type": "limited", "value": 30_000}
    client.control("settings", quota=None)
    assert client.get("/v2/bot/message/quota").json == {"type": "none"}


def test_people_are_counted_not_messages(client: Client, friends: list[str], group: str) -> None:
    client.push(friends[0], "One", "Two", "Three")
    assert used(client) == 1
    client.push(group)
    assert used(client) == 4
    client.post("/v2/bot/message/multicast", {"to": friends[:2], "messages": HI})
    assert used(client) == 6
    client.post("/v2/bot/message/broadcast", {"messages": HI})
    assert used(client) == 11


def test_who_gets_nothing_is_not_counted(client: Client, friend: str) -> None:
    client.control("users", userId=friend, status="blocked")
    client.push(friend)
    client.post("/v2/bot/message/multicast", {"to": [friend], "messages": HI})
    assert used(client) == 0


def test_what_would_exceed_the_quota_is_refused_whole(
    client: Client, friends: list[str], group: str
) -> None:
    client.control("settings", quota=2)
    refused = client.push(group)
    assert (refused.status, refused.json) == (429, MONTHLY_LIMIT)
    assert client.post("/v2/bot/message/broadcast", {"messages": HI}).json == MONTHLY_LIMIT
    body = {"to": friends[:3], "messages": HI}
    assert client.post("/v2/bot/message/multicast", body).json == MONTHLY_LIMIT
    assert client.seen("received")["received"] == []
    assert [client.push(friend).status for friend in friends[:3]] == [200, 200, 429]


def test_a_new_month_has_a_new_quota(client: Client, friend: str) -> None:
    client.control("settings", quota=1)
    client.control("clock", at="2026-04-01T00:00:00+09:00")
    client.push(friend)
    assert client.push(friend).status == 429
    client.control("clock", at="2026-04-30T23:59:59+09:00")
    assert client.push(friend).status == 429
    client.control("clock", advance=1)
    assert used(client) == 0
    assert client.push(friend).status == 200


def test_a_day_is_counted_the_day_after(client: Client, friends: list[str]) -> None:
    day = "20260430"
    client.control("clock", at="2026-04-30T23:59:59+09:00")
    client.push(friends[0])
    client.push(friends[1], "One", "Two")
    client.post("/v2/bot/message/multicast", {"to": friends, "messages": HI})
    token = client.control("reply-tokens", userId=friends[0])["replyToken"]
    client.post("/v2/bot/message/reply", {"replyToken": token, "messages": HI})
    assert delivery(client, "push", day) == {"status": "unready"}
    client.control("clock", advance=DAY)
    counts = {kind: delivery(client, kind, day) for kind in ("push", "multicast", "reply")}
    assert counts == {
        "push": {"status": "ready", "success": 2},
        "multicast": {"status": "ready", "success": 5},
        "reply": {"status": "ready", "success": 1},
    }
    assert delivery(client, "broadcast", day) == {"status": "ready", "success": 0}


def test_counts_began_in_march_2018(client: Client) -> None:
    assert delivery(client, "push", "20180330") == {"status": "out_of_service"}
    assert delivery(client, "push", "20180331") == {"status": "ready", "success": 0}


@pytest.mark.parametrize("date", ["", "2026-01-01", "20261301", "20260230", "tomorrow"])
def test_a_bad_date_is_refused(client: Client, date: str) -> None:
    reply = client.get(f"/v2/bot/message/delivery/push?date={date}")
    text = "The value for the 'date' parameter is invalid"
    assert (reply.status, reply.json) == (400, {"message": text})
