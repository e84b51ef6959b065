"""Faults on order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from sandbox.conftest import Client

PUSH = "/v2/bot/message/push"


def texts(client: Client) -> list[str]:
    return [entry["messages"][0]["text"] for entry in client.seen("received")["received"]]


def test_an_answer_stands_in_for_the_operation(client: Client, friend: str) -> None:
    client.control(
        "faults",
        path=PUSH,
        answer={"status": 503, "json": {"message": "Busy"}, "headers": {"Retry-After": "1"}},
    )
    reply = client.push(friend)
    assert (reply.status, reply.json) == (503, {"message": "Busy"})
    assert reply.headers["retry-after"] == "1"
    assert reply.headers["x-line-request-id"]
    assert texts(client) == []
    assert client.push(friend).status == 200


def test_an_answer_may_be_html(client: Client, friend: str) -> None:
    client.control("faults", answer={"status": 502, "text": "<h1>Bad gateway</h1>"})
    reply = client.push(friend)
    assert (reply.status, reply.text) == (502, "<h1>Bad gateway</h1>")
    assert reply.headers["content-type"].startswith("text/html")


def test_a_connection_can_be_lost_before_anything_is_done(client: Client, friend: str) -> None:
    client.control("faults", drop="before")
    with pytest.raises(requests.ConnectionError):
        client.push(friend)
    assert texts(client) == []


def test_a_connection_can_be_lost_after_all_is_done(client: Client, friend: str) -> None:
    client.control("faults", drop="after")
    with pytest.raises(requests.ConnectionError):
        client.push(friend)
    assert texts(client) == ["Hi"]
    assert client.seen("requests")["requests"][-1]["status"] is None


@pytest.mark.parametrize("when", ["delayBefore", "delayAfter"])
def test_an_answer_can_be_late(client: Client, friend: str, when: str) -> None:
    client.control("faults", **{when: 0.2})
    began = time.monotonic()
    assert client.push(friend).status == 200
    assert time.monotonic() - began >= 0.2


def test_who_does_not_wait_is_served_all_the_same(client: Client, friend: str) -> None:
    client.control("faults", delayBefore=0.2)
    client.session.headers["authorization"] = "Bearer sandbox-token"
    body = {"to": friend, "messages": [{"type": "text", "text": "Late"}]}
    with pytest.raises(requests.ReadTimeout):
        client.session.post(client.url + PUSH, json=body, timeout=0.05)
    for _ in range(100):
        if texts(client):
            break
        time.sleep(0.05)
    assert texts(client) == ["Late"]


def test_faults_are_matched_by_method_and_path(client: Client, friend: str) -> None:
    client.control("faults", method="GET", path=PUSH, answer={"status": 500})
    client.control("faults", path="/v2/bot/message/validate/*", answer={"status": 501})
    assert client.push(friend).status == 200
    assert client.validate().status == 501
    assert client.get(PUSH).status == 500
    assert client.seen("faults")["faults"] == []


def test_some_requests_can_pass_before_some_fail(client: Client, friend: str) -> None:
    client.control("faults", skip=1, times=2, answer={"status": 500})
    assert [client.push(friend).status for _ in range(4)] == [200, 500, 500, 200]


def test_faults_befall_in_their_order_and_can_be_seen_and_cleared(
    client: Client, friend: str
) -> None:
    client.control("faults", answer={"status": 500}, times=2)
    client.control("faults", answer={"status": 502})
    assert client.push(friend).status == 500
    left: list[dict[str, Any]] = client.seen("faults")["faults"]
    assert [(fault["answer"]["status"], fault["times"]) for fault in left] == [(500, 1), (502, 1)]
    assert client.send("DELETE", "/_sandbox/faults").json == {"faults": []}
    assert client.push(friend).status == 200


def test_the_control_api_has_no_faults(client: Client) -> None:
    client.control("faults", answer={"status": 500})
    assert client.seen("received") == {"received": []}
    assert len(client.seen("faults")["faults"]) == 1


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_content_leaves_the_connection_whole(client: Client, status: int) -> None:
    client.control("faults", answer={"status": status})
    assert (client.get("/v2/bot/info").status, client.get("/v2/bot/nothing").status) == (
        status,
        404,
    )
