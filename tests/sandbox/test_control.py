"""The control API, the log of requests, and the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client


def test_the_environment_comes_as_shell_lines(client: Client) -> None:
    assert client.send("GET", "/_sandbox/env").text.splitlines() == [
        f"export LINE_URL={client.url}",
        f"export LINE_DATA_URL={client.url}",
        f"export LINE_MANAGER_URL={client.url}",
        f"export LINE_TOKEN_URL={client.url}/oauth2/v3/token",
        "export LINE_CLIENT_ID=1000000001",
        "export LINE_CLIENT_SECRET=sandbox-secret",
        f"export INFOBIP_URL={client.url}",
        "export INFOBIP_API_KEY=sandbox-key",
    ]


def test_what_was_received_comes_oldest_first(
    client: Client, sandbox: Sandbox, friends: list[str]
) -> None:
    for to, text in ((friends[0], "One"), (friends[1], "Two"), (friends[0], "Three")):
        client.push(to, text)
    everybodys = client.seen("received")["received"]
    assert [entry["messages"][0]["text"] for entry in everybodys] == ["One", "Two", "Three"]
    mine = client.seen(f"received?to={friends[0]}")["received"]
    assert mine == [everybodys[0], everybodys[2]]
    assert sandbox.received() == everybodys
    assert sandbox.received(friends[0]) == mine


def test_reset_forgets_everything(client: Client, friend: str) -> None:
    client.push(friend)
    client.control("clock", advance=3600)
    client.control("settings", quota=1)
    client.control("users", userId=friend, status="blocked")
    client.control("faults", answer={"status": 500})
    assert client.control("reset") == {}
    assert client.seen("received") == {"received": []}
    assert client.seen("requests") == {"requests": []}
    assert client.seen("faults") == {"faults": []}
    assert client.seen("clock")["offset"] == 0
    assert client.seen("settings")["quota"] == 30_000
    assert {user["status"] for user in client.seen("users")["users"]} == {"friend"}


def test_time_moves_forward_and_stays_there(client: Client) -> None:
    before = client.seen("clock")["now"]
    after = client.control("clock", advance=86400)
    assert after["offset"] == 86400
    assert before[:10] < after["now"][:10]
    assert client.seen("clock")["offset"] == 86400


def test_users_can_be_added_and_changed(client: Client, friend: str) -> None:
    (added,) = client.control("users", displayName="Nina", language="de", age=33)["userIds"]
    client.control("users", userId=added, status="blocked", age=34)
    users = {user["userId"]: user for user in client.seen("users")["users"]}
    assert len(users) == 6
    assert users[added] == {
        "userId": added,
        "status": "blocked",
        "displayName": "Nina",
        "language": "de",
        "age": 34,
    }
    assert users[friend]["status"] == "friend"


def test_a_group_can_be_made(client: Client, friends: list[str]) -> None:
    made = client.control("groups", members=friends[:1])["groupId"]
    assert client.push(made).status == 200


def test_requests_are_logged_without_secrets(client: Client, friend: str) -> None:
    client.push(friend, "Hello")
    form = {"grant_type": "client_credentials", "client_id": "1", "client_secret": "hush"}
    client.send(
        "POST",
        "/oauth2/v3/token",
        urlencode(form),
        content_type="application/x-www-form-urlencoded",
    )
    client.get("/v2/bot/message/delivery/push?date=x", token="hush")
    push, token, delivery = client.seen("requests")["requests"]
    assert (push["method"], push["path"], push["status"]) == ("POST", "/v2/bot/message/push", 200)
    assert push["body"]["messages"] == [{"type": "text", "text": "Hello"}]
    assert push["headers"]["content-type"] == "application/json"
    assert push["requestId"] == client.seen("received")["received"][0]["requestId"]
    assert token["body"] == {**form, "client_secret": "(secret)"}
    assert (delivery["query"], delivery["body"], delivery["status"]) == ({"date": "x"}, None, 401)
    assert delivery["headers"]["authorization"] == "Bearer (secret)"
    assert "hush" not in json.dumps([push, token, delivery])


def test_requests_can_be_asked_for_by_path_and_method(client: Client, friend: str) -> None:
    client.push(friend)
    client.get("/v2/bot/message/quota")
    client.get("/v2/bot/message/push")
    by_path = client.seen("requests?path=/v2/bot/message/push")["requests"]
    by_both = client.seen("requests?path=/v2/bot/message/push&method=GET")["requests"]
    assert [entry["status"] for entry in by_path] == [200, 405]
    assert [entry["status"] for entry in by_both] == [405]


@pytest.mark.parametrize(
    ("name", "given", "problem"),
    [
        ("clock", {}, "one of advance, at and running is missing"),
        ("clock", {"advance": -1}, "advance: -1 is less than the minimum of 0"),
        ("clock", {"advance": "1 day"}, "advance: '1 day' is not of type 'number'"),
        ("clock", {"advance": 1, "rewind": 1}, "rewind: rewind is unknown"),
        ("clock", {"at": "0001-01-01T00:00:00+23:00"}, "at: the clock shows the years 1970 to"),
        ("clock", {"at": "1969-12-31T23:59:59Z"}, "at: the clock shows the years 1970 to 8999"),
        ("clock", {"at": "9999-12-31T23:59:59Z"}, "at: the clock shows the years 1970 to 8999"),
        ("settings", {"quota": "lots"}, "quota: 'lots' is not of type 'integer', 'null'"),
        ("settings", {"narrowcastErrorCode": 6}, "narrowcastErrorCode: 6 is not one of"),
        ("settings", {"rateLimits": {"multicast": {"calls": 1}}}, "rateLimits.multicast.seconds"),
        (
            "settings",
            {"rateLimits": {"pushMessage": {"calls": 0.5, "seconds": 1}}},
            "rateLimits.pushMessage.calls: 0.5 is less than the minimum of 1",
        ),
        (
            "settings",
            {"rateLimits": {"push_message": {"calls": 1, "seconds": 1}}},
            "rateLimits.push_message: there is no operation push_message; did you mean pushMessage",
        ),
        ("reply-tokens", {}, "userId or groupId is missing"),
        ("reply-tokens", {"userId": "me"}, "userId: 'me' does not match"),
        ("reply-tokens", {"userId": f"U{'0' * 32}"}, "userId: the sandbox does not know U000"),
        ("reply-tokens", {"groupId": f"C{'0' * 32}"}, "groupId: the sandbox does not know C000"),
        ("users", {"status": "enemy"}, "status: 'enemy' is not one of"),
        ("users", {"displayName": "\ud800"}, "The body is not JSON"),
        ("groups", {"members": [f"U{'0' * 32}"]}, "members: the sandbox does not know U000"),
        ("audiences", {"userIds": 1}, "userIds: 1 is not of type 'array'"),
        ("faults", {}, "one of kind, answer, refuse, drop, delayBefore, delayAfter,"),
        ("faults", {"drop": "never"}, "drop: 'never' is not one of"),
        ("faults", {"answer": {"status": 99}}, "answer.status: 99 is less than"),
        (
            "faults",
            {"answer": {"status": 500}, "drop": "after"},
            "answer, refuse and drop exclude each",
        ),
        ("faults", {"drop": "after", "path": "push"}, "path: 'push' does not match"),
        ("reset", {"all": True}, "all: all is unknown"),
    ],
)
def test_wrong_input_is_told_in_one_line(
    client: Client, name: str, given: dict[str, Any], problem: str
) -> None:
    reply = client.send("POST", f"/_sandbox/{name}", json.dumps(given))
    assert reply.status == 400
    assert reply.json.keys() == {"message"}
    assert reply.json["message"].startswith(problem)
    assert "\n" not in reply.json["message"]


@pytest.mark.parametrize("at", ["1970-01-01T00:00:00Z", "8999-12-31T23:59:59Z"])
def test_everything_works_at_both_ends_of_time(client: Client, friend: str, at: str) -> None:
    client.control("clock", at=at)
    client.control("faults", drop="after", seconds=3153600000, path="/none")
    assert client.push(friend).status == 200
    assert client.get("/v2/bot/message/delivery/push?date=20260101").status == 200
    assert client.seen("received")["received"][0]["at"].startswith(at[:4])


def test_the_clock_cannot_be_advanced_step_by_step_to_where_nothing_works(
    client: Client, friend: str
) -> None:
    century = json.dumps({"advance": 3153600000})
    replies = [client.send("POST", "/_sandbox/clock", century) for _ in range(80)]
    assert replies[-1].status == 400
    assert replies[-1].json["message"].startswith("advance: the clock shows the years")
    assert client.push(friend).status == 200


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b"\xff"])
def test_what_is_no_object_is_refused(client: Client, body: bytes) -> None:
    reply = client.send("POST", "/_sandbox/clock", body)
    assert reply.status == 400
    assert reply.json["message"].startswith("The body")


def test_an_unknown_query_is_refused(client: Client) -> None:
    reply = client.send("GET", "/_sandbox/received?for=me")
    assert (reply.status, reply.json) == (400, {"message": "for: for is unknown"})


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    assert client.send("GET", "/_sandbox/nothing").status == 404
