"""What is kept has a bound; the oldest is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from line_connector.sandbox.channels import Channels
from line_connector.sandbox.exchange import Request, json_response
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.received import deliver, received
from line_connector.sandbox.request_log import log_request, logged_requests
from line_connector.sandbox.state import State

if TYPE_CHECKING:
    from sandbox.conftest import Client

MESSAGES = {"messages": [{"type": "text", "text": "Hi"}]}


@pytest.fixture
def state() -> Iterator[State]:
    channels = Channels(
        PROVIDERS, settings={"kept_messages": 80, "kept_per_chat": 10, "kept_requests": 20}
    )
    yield channels.default
    channels.close()


def rows(state: State, table: str) -> int:
    (count,) = state.db.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)


def send(state: State, recipients: list[str], number: int) -> None:
    deliver(state, recipients, via="push", at=0, request_id=str(number), content=MESSAGES)


def test_each_chat_keeps_its_newest(state: State) -> None:
    for number in range(30):
        send(state, ["A"], number)
        send(state, ["B", "C"] if number < 3 else ["B"], number)
    assert [entry["requestId"] for entry in received(state, "A")] == [str(n) for n in range(20, 30)]
    assert len(received(state, "B")) == 10
    assert len(received(state, "C")) == 3
    assert (rows(state, "received"), rows(state, "deliveries")) == (23, 23)


def test_all_chats_together_keep_the_newest(state: State) -> None:
    for number in range(300):
        send(state, [f"user {number}"], number)
    assert rows(state, "received") == 80
    assert received(state)[0]["requestId"] == "220"


def test_the_log_keeps_the_newest_requests(state: State) -> None:
    for number in range(300):
        request = Request(str(number), "GET", "/v2/bot/info", {}, {}, {}, b"")
        log_request(state, request, 0, json_response({}))
    kept = [each["requestId"] for each in logged_requests(state)]
    assert kept == [str(number) for number in range(280, 300)]


def test_the_pages_of_the_database_do_not_grow(state: State) -> None:
    def fill(count: int) -> int:
        for number in range(count):
            send(state, [f"user {number % 40}"], number)
            request = Request(str(number), "POST", "/v2/bot/message/push", {}, {}, {}, b"{}" * 200)
            log_request(state, request, 0, json_response({}))
        return int(state.db.execute("PRAGMA page_count").fetchone()[0])

    once = fill(500)
    assert fill(2000) <= once + 5


def test_the_bounds_are_settings(client: Client, friend: str) -> None:
    client.control("settings", keptPerChat=2, keptRequests=3)
    for text in "abcde":
        client.push(friend, text)
    assert len(client.seen(f"received?to={friend}")["received"]) == 2
    assert len(client.seen("requests")["requests"]) == 3
    settings = client.seen("settings")
    assert (settings["keptPerChat"], settings["keptMessages"]) == (2, 1_000_000)
    reply = client.send("POST", "/_sandbox/settings", json.dumps({"keptRequests": 0}))
    assert reply.status == 400
