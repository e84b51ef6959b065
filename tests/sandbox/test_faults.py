"""Faults on order."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
import requests

from line_connector.sandbox.fault_kinds import KINDS
from support.listening import until

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
    client.control("faults", delayBefore=1)
    client.session.headers["authorization"] = "Bearer sandbox-token"
    body = {"to": friend, "messages": [{"type": "text", "text": "Late"}]}
    with pytest.raises(requests.ReadTimeout):
        client.session.post(client.url + PUSH, json=body, timeout=0.05)
    until(lambda: texts(client))
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


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        ("rate-limit", 429, "The API rate limit has been exceeded. Try again later."),
        ("monthly-limit", 429, "You have reached your monthly limit."),
        ("token-revoked", 401, "Authentication failed. Confirm that the access token"),
        ("server-error", 500, "The server failed"),
    ],
)
def test_a_kind_answers_as_line_does(
    client: Client, friend: str, kind: str, status: int, message: str
) -> None:
    client.control("faults", kind=kind)
    reply = client.push(friend)
    assert reply.status == status
    assert reply.json["message"].startswith(message)
    assert texts(client) == []
    assert client.push(friend).status == 200


def test_infobip_refuses_in_its_own_words(client: Client) -> None:
    client.control("faults", kind="rate-limit", path="/omni/*")
    reply = client.get("/omni/1/reports")
    assert reply.status == 429
    assert "requestError" in reply.json


def test_a_connection_is_reset_before_or_after(client: Client, friend: str) -> None:
    for kind in ("reset-before", "reset-after"):
        client.control("faults", kind=kind)
        with pytest.raises(requests.ConnectionError, match="ConnectionResetError"):
            client.push(friend, kind)
    assert texts(client) == ["reset-after"]


def test_a_body_may_end_too_early(client: Client, friend: str) -> None:
    client.control("faults", kind="truncated", value=7)
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="7 bytes read"):
        client.push(friend)
    assert texts(client) == ["Hi"]
    client.control("faults", kind="truncated", value=0)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        client.push(friend)
    assert client.push(friend).status == 200


def test_a_slow_body_comes_whole(client: Client, friend: str) -> None:
    client.control("faults", kind="slow", value=1000)
    began = time.monotonic()
    reply = client.push(friend)
    assert reply.json["sentMessages"]
    assert time.monotonic() - began >= len(reply.text) / 1000


def test_a_content_type_may_be_wrong(client: Client, friend: str) -> None:
    client.control("faults", kind="content-type")
    reply = client.push(friend)
    assert reply.headers["content-type"].startswith("text/html")
    assert reply.json["sentMessages"]
    client.control("faults", kind="content-type", value="application/octet-stream")
    assert client.push(friend).headers["content-type"] == "application/octet-stream"


def test_a_fault_is_for_an_operation_or_a_chapter(client: Client, friend: str) -> None:
    client.control("faults", kind="server-error", operation="pushMessage", times=9)
    client.control("faults", kind="server-error", value=503, chapter="quota", times=9)
    assert client.push(friend).status == 500
    assert client.validate({"type": "text", "text": "Hi"}).status == 200
    assert client.get("/v2/bot/message/quota").status == 503
    assert client.get("/v2/bot/nothing").status == 404


def test_a_fault_lasts_for_a_time(client: Client, friend: str) -> None:
    client.control("faults", kind="server-error", seconds=600)
    assert [client.push(friend).status for _ in range(3)] == [500, 500, 500]
    client.control("clock", advance=601)
    assert client.seen("faults") == {"faults": []}
    assert client.push(friend).status == 200


def test_one_fault_ends_by_its_id(client: Client, friend: str) -> None:
    first = client.control("faults", kind="server-error", times=5)["id"]
    client.control("faults", kind="server-error", value=502)
    left = client.send("DELETE", f"/_sandbox/faults?id={first}").json["faults"]
    assert [fault["value"] for fault in left] == [502]
    assert client.send("DELETE", f"/_sandbox/faults?id={first}").status == 400
    assert client.push(friend).status == 502


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ({"kind": "rate-limits"}, "kind: 'rate-limits' is not one of"),
        ({"kind": "rate-limit", "value": 1}, "value: rate-limit takes none"),
        ({"kind": "latency", "value": "long"}, "value: latency takes seconds, not 'long'"),
        (
            {"kind": "server-error", "value": "x"},
            "value: server-error takes a status, 500 to 599, not 'x'",
        ),
        (
            {"kind": "server-error", "value": 200},
            "value: server-error takes a status, 500 to 599, not 200",
        ),
        ({"kind": "content-type", "value": "text/html; a=\r"}, "value: content-type takes a"),
        ({"contentType": "text/日本"}, "contentType: 'text/日本' does not match"),
        (
            {"answer": {"status": 200, "headers": {"Content-Length": "5"}, "text": "toolong"}},
            "answer.headers.Content-Length: follows from the body; truncate ends it too early",
        ),
        (
            {"answer": {"status": 200, "headers": {"transfer-encoding": "chunked"}}},
            "answer.headers.transfer-encoding: follows from the body",
        ),
        (
            {"answer": {"status": 200, "headers": {"a b": "c"}}},
            "answer.headers.a b: is no name of a header",
        ),
        *(
            (
                {"answer": {"status": 200, "headers": {"x": value}}},
                "answer.headers.x: must be Latin-1 text without control characters",
            )
            for value in ("a\r\nb", "a\n", "a\x00", " a", "日本")
        ),
        ({"drop": "after", "value": 1}, "value: only a kind has a value"),
        (
            {"kind": "slow", "operation": "pushMesage"},
            "operation: there is no operation pushMesage; did you mean pushMessage?",
        ),
        (
            {"kind": "slow", "chapter": "messages"},
            "chapter: there is no chapter messages; did you mean message?",
        ),
        ({"kind": "slow", "channel": "1"}, "channel: the sandbox does not know 1"),
        ({"kind": "slow", "tmes": 1}, "tmes: tmes is unknown; did you mean times?"),
        ({"kind": "slow", "probability": 2}, "probability: 2 is greater than the maximum of 1"),
    ],
)
def test_a_wrong_fault_is_refused(client: Client, fault: dict[str, Any], problem: str) -> None:
    reply = client.send("POST", "/_sandbox/faults", json.dumps(fault))
    assert (reply.status, reply.json["message"][: len(problem)]) == (400, problem)
    assert client.seen("faults") == {"faults": []}


def test_the_kinds_in_the_rules_are_those_there_are(client: Client) -> None:
    for kind in KINDS:
        client.control("faults", kind=kind)
    assert [fault["kind"] for fault in client.seen("faults")["faults"]] == list(KINDS)
