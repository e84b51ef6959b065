"""Rate limits: a bucket for each operation, filled by the sandbox's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

HI = [{"type": "text", "text": "Hi"}]
LIMITED = {"message": "The API rate limit has been exceeded. Try again later."}


def broadcast(client: Client) -> Reply:
    return client.post("/v2/bot/message/broadcast", {"messages": HI})


def test_sixty_broadcasts_empty_the_bucket_and_a_minute_brings_one(client: Client) -> None:
    statuses = [broadcast(client).status for _ in range(60)]
    refused = broadcast(client)
    assert statuses == [200] * 60
    assert (refused.status, refused.json) == (429, LIMITED)
    client.control("clock", advance=60)
    assert [broadcast(client).status for _ in range(2)] == [200, 429]


def test_refused_requests_are_counted_too(client: Client, friend: str) -> None:
    client.control("settings", rateLimits={"pushMessage": {"calls": 2, "seconds": 3600}})
    statuses = [client.push(friend, text).status for text in ("", "Hi", "Hi")]
    assert statuses == [400, 200, 429]


def test_each_operation_has_its_own_bucket(client: Client, friend: str) -> None:
    client.control("settings", rateLimits={"pushMessage": {"calls": 1, "seconds": 3600}})
    assert [client.push(friend).status for _ in range(2)] == [200, 429]
    assert client.validate(*HI).status == 200
    assert client.get("/v2/bot/message/quota").status == 200


def test_a_bucket_never_holds_more_than_its_capacity(client: Client, friend: str) -> None:
    client.control("settings", rateLimits={"pushMessage": {"calls": 2, "seconds": 3600}})
    client.push(friend)
    client.control("clock", advance=100 * 3600)
    assert [client.push(friend).status for _ in range(3)] == [200, 200, 429]


def test_limits_can_be_switched_off(client: Client) -> None:
    client.control("settings", rateLimits=False)
    assert {broadcast(client).status for _ in range(61)} == {200}
