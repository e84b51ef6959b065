"""Retry keys: at most once, for a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

HI = [{"type": "text", "text": "Hi"}]


@pytest.fixture
def key() -> str:
    return str(uuid4())


def count(client: Client) -> int:
    return len(client.seen("received")["received"])


def test_a_second_push_is_told_what_the_first_one_did(
    client: Client, friend: str, key: str
) -> None:
    first = client.push(friend, x_line_retry_key=key)
    second = client.push(friend, x_line_retry_key=key.upper())
    assert (first.status, second.status) == (200, 409)
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert list(second.json.items()) == [
        ("message", "The retry key is already accepted"),
        ("sentMessages", first.json["sentMessages"]),
    ]
    assert count(client) == 1


@pytest.mark.parametrize(
    ("kind", "status"), [("multicast", 200), ("broadcast", 200), ("narrowcast", 202)]
)
def test_the_others_are_told_without_messages(
    client: Client, friends: list[str], key: str, kind: str, status: int
) -> None:
    body = {"messages": HI, **({"to": friends} if kind == "multicast" else {})}
    first = client.post(f"/v2/bot/message/{kind}", body, x_line_retry_key=key)
    second = client.post(f"/v2/bot/message/{kind}", body, x_line_retry_key=key)
    assert (first.status, second.status) == (status, 409)
    assert second.json == {"message": "The retry key is already accepted"}
    client.control("clock", advance=10)
    assert count(client) == len(friends)


def test_after_a_day_a_key_is_new(client: Client, friend: str, key: str) -> None:
    client.push(friend, x_line_retry_key=key)
    client.control("clock", advance=24 * 3600 - 10)
    assert client.push(friend, x_line_retry_key=key).status == 409
    client.control("clock", advance=10)
    assert client.push(friend, x_line_retry_key=key).status == 200
    assert client.push(friend, x_line_retry_key=key).status == 409
    assert count(client) == 2


def test_a_refused_request_does_not_claim_its_key(
    client: Client, friend: str, group: str, key: str
) -> None:
    client.control("settings", quota=2)
    assert client.push(friend, "", x_line_retry_key=key).status == 400
    assert client.push(group, x_line_retry_key=key).status == 429
    assert client.push(friend, x_line_retry_key=key).status == 200


def test_a_lost_answer_is_made_good_by_the_key(client: Client, friend: str, key: str) -> None:
    client.control("faults", answer={"status": 500, "json": {"message": "Internal Server Error"}})
    assert client.push(friend, x_line_retry_key=key).status == 500
    assert client.push(friend, x_line_retry_key=key).status == 200
    assert client.push(friend, x_line_retry_key=key).status == 409
    assert count(client) == 1


def test_of_many_at_once_one_is_accepted(client: Client, friend: str, key: str) -> None:
    # The delay holds all of them until each has arrived.
    client.control("faults", delayBefore=0.05, times=20)
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda _: client.push(friend, x_line_retry_key=key), range(20)))
    statuses = sorted(reply.status for reply in replies)
    assert statuses == [200] + [409] * 19
    accepted = next(reply for reply in replies if reply.status == 200)
    assert {reply.json["sentMessages"][0]["id"] for reply in replies} == {
        accepted.json["sentMessages"][0]["id"]
    }
    assert count(client) == 1
