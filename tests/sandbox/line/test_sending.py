"""Push, multicast and broadcast: who gets what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

MULTICAST = "/v2/bot/message/multicast"
BROADCAST = "/v2/bot/message/broadcast"
HI = [{"type": "text", "text": "Hi"}]
STRANGER = f"U{'a' * 32}"


def received(client: Client, to: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = client.seen(f"received?to={to}")["received"]
    return entries


def test_a_friend_receives_what_was_pushed(client: Client, friend: str) -> None:
    reply = client.push(friend, "One", "Two")
    assert reply.status == 200
    (entry,) = received(client, friend)
    assert entry["messages"] == [{"type": "text", "text": "One"}, {"type": "text", "text": "Two"}]
    assert entry["via"] == "push"
    assert entry["requestId"] == reply.headers["x-line-request-id"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["at"])
    assert entry["sentMessages"] == reply.json["sentMessages"]


def test_each_message_gets_an_id_and_a_quote_token_if_it_can_be_quoted(
    client: Client, friend: str
) -> None:
    place = {"type": "location", "title": "t", "address": "a", "latitude": 1, "longitude": 2.5}
    reply = client.post("/v2/bot/message/push", {"to": friend, "messages": [*HI, place]})
    text, location = reply.json["sentMessages"]
    assert re.fullmatch(r"\d{18}", text["id"])
    assert len(text["quoteToken"]) == 160
    assert location.keys() == {"id"}
    assert location["id"] != text["id"]


def test_what_was_asked_beside_the_messages_is_kept(client: Client, friend: str) -> None:
    body = {
        "to": friend,
        "messages": HI,
        "notificationDisabled": True,
        "customAggregationUnits": ["news"],
        "tomorrow": "ignored",
    }
    assert client.post("/v2/bot/message/push", body).status == 200
    (entry,) = received(client, friend)
    assert entry["notificationDisabled"] is True
    assert entry["customAggregationUnits"] == ["news"]
    assert "tomorrow" not in entry


def test_a_push_to_a_group_is_recorded_once(client: Client, group: str, friend: str) -> None:
    assert client.push(group).status == 200
    assert [entry["to"] for entry in client.seen("received")["received"]] == [group]
    assert received(client, friend) == []


def test_a_room_can_be_pushed_to(client: Client, friends: list[str]) -> None:
    room = f"R{7:032x}"
    client.control("groups", roomId=room, members=friends[:2])
    assert client.push(room).status == 200
    assert len(received(client, room)) == 1


@pytest.mark.parametrize("to", [STRANGER, f"C{9:032x}", f"R{9:032x}"])
def test_nobody_cannot_be_pushed_to(client: Client, to: str) -> None:
    reply = client.push(to)
    assert (reply.status, reply.json) == (400, {"message": "Failed to send messages"})


def test_a_group_the_account_left_cannot_be_pushed_to(client: Client, group: str) -> None:
    client.control("groups", groupId=group, joined=False)
    assert client.push(group).json == {"message": "Failed to send messages"}


@pytest.mark.parametrize("status", ["blocked", "stranger", "deleted"])
def test_who_is_no_friend_silently_gets_nothing(client: Client, friend: str, status: str) -> None:
    client.control("users", userId=friend, status=status)
    reply = client.push(friend)
    assert reply.status == 200
    assert len(reply.json["sentMessages"]) == 1
    assert received(client, friend) == []


def test_who_wrote_within_a_week_need_not_be_a_friend(client: Client) -> None:
    client.control("users", userId=STRANGER, status="stranger", wrote=True)
    client.push(STRANGER, "Thanks")
    client.control("clock", advance=7 * 24 * 3600)
    assert client.push(STRANGER, "Remember me?").status == 200
    assert [entry["messages"][0]["text"] for entry in received(client, STRANGER)] == ["Thanks"]


@pytest.mark.parametrize("to", ["", "u1", f"X{1:032x}", f"U{1:031x}", f"U{'A' * 32}"])
def test_a_malformed_recipient_is_told_as_such(client: Client, to: str) -> None:
    reply = client.push(to)
    text = "The property, 'to', in the request body is invalid (line: -, column: -)"
    assert (reply.status, reply.json) == (400, {"message": text})


def test_a_multicast_reaches_each_friend_once_and_skips_the_rest(
    client: Client, friends: list[str]
) -> None:
    client.control("users", userId=friends[1], status="blocked")
    to = [friends[0], friends[1], STRANGER, friends[2], friends[0]]
    reply = client.post(MULTICAST, {"to": to, "messages": HI})
    assert (reply.status, reply.text) == (200, "{}")
    entries = client.seen("received")["received"]
    assert [(entry["to"], entry["via"]) for entry in entries] == [
        (friends[0], "multicast"),
        (friends[2], "multicast"),
    ]


@pytest.mark.parametrize("wrong", ["u1", f"C{1:032x}"])
def test_one_malformed_id_refuses_a_whole_multicast(
    client: Client, friend: str, wrong: str
) -> None:
    reply = client.post(MULTICAST, {"to": [friend, wrong], "messages": HI})
    text = "The property, to[1], in the request body is invalid (line: -, column: -)"
    assert (reply.status, reply.json) == (400, {"message": text})
    assert client.seen("received")["received"] == []


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (500, 200), (501, 400)])
def test_a_multicast_has_up_to_500_recipients(client: Client, count: int, status: int) -> None:
    to = [f"U{number:032x}" for number in range(1, count + 1)]
    reply = client.post(MULTICAST, {"to": to, "messages": HI})
    assert reply.status == status
    if status == 400:
        assert reply.problems == [("to", "Size must be between 1 and 500")]


def test_a_broadcast_reaches_all_friends(client: Client, friends: list[str]) -> None:
    client.control("users", userId=friends[4], status="blocked")
    reply = client.post(BROADCAST, {"messages": HI})
    assert (reply.status, reply.text) == (200, "{}")
    entries = client.seen("received")["received"]
    assert [(entry["to"], entry["via"]) for entry in entries] == [
        (friend, "broadcast") for friend in friends[:4]
    ]


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_validation_sends_nothing_and_looks_at_messages_only(client: Client, kind: str) -> None:
    path = f"/v2/bot/message/validate/{kind}"
    assert client.post(path, {"messages": HI, "to": 5, "limit": "x"}).text == "{}"
    assert client.post(path, {"messages": []}).status == 400
    assert client.seen("received")["received"] == []


def test_a_refused_request_sends_nothing_to_anyone(client: Client, friend: str) -> None:
    body = {"to": friend, "messages": [*HI, {"type": "text", "text": ""}]}
    assert client.post("/v2/bot/message/push", body).status == 400
    assert received(client, friend) == []
