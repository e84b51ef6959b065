"""The stream: every channel has its own, of all providers, and a slow reader costs no memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from line_connector.sandbox import request_log, stream
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.received import SOURCE, deliver
from line_connector.sandbox.stream import MOST_CHARACTERS, Stream
from support.event_streams import Told, streamed, told_in

if TYPE_CHECKING:
    from sandbox.conftest import Client

SECOND = {"id": "2000000001", "secret": "s", "token": "second-token"}
NINA = {"userId": f"U{'a' * 32}", "displayName": "Nina"}


def names(events: list[Told]) -> list[str]:
    return [each.name for each in events]


def test_it_tells_of_failover_to_sms_and_of_pushed_reports(client: Client) -> None:
    body = {
        "destinations": [{"to": {"phoneNumber": "66900000009"}}],
        "line": {"text": "By LINE"},
        "sms": {"text": "By SMS"},
        "notify": True,
        "notifyUrl": "http://127.0.0.1:9/reports",
    }
    with streamed(client.url) as events:
        reply = client.send(
            "POST",
            "/omni/1/advanced",
            json.dumps(body).encode(),
            authorization="App sandbox-key",
            content_type="application/json",
        )
        assert reply.status == 200
        found: dict[str, dict[str, Any]] = {}
        while len(found) < 5:
            told = next(events)
            found[told.name] = told.data
    message_id = reply.json["messages"][0]["messageId"]
    assert found["received"]["via"] == "SMS"
    assert found["request"]["path"] == "/omni/1/advanced"
    assert {**found["failover"], "at": ""} == {
        "messageId": message_id,
        "recipient": "66900000009",
        "from": "LINE",
        "to": "SMS",
        "status": "UNDELIVERABLE_REJECTED_OPERATOR",
        "error": "EC_UNKNOWN_USER",
        "at": "",
    }
    assert found["report"]["messageId"] == message_id
    assert json.loads(found["report"]["body"])["results"][0]["messageId"] == message_id
    assert found["reportPush"]["status"] is None
    assert found["reportPush"]["state"] == "pending"
    assert found["reportPush"]["problem"].startswith("ConnectionRefusedError")


def test_each_channel_has_its_own(client: Client, friend: str) -> None:
    client.control("seed", channels=[{**SECOND, "users": [NINA]}])
    message = {"to": NINA["userId"], "messages": [{"type": "text", "text": "Hi"}]}
    with streamed(client.url) as first, streamed(client.url, "?channel=2000000001") as second:
        client.push(friend)
        client.post("/v2/bot/message/push", message, token="second-token")
        seen = {
            each.name: each.data["to"]
            for each in (next(first), next(first), next(first))
            if each.name == "received"
        }
        assert seen == {"received": friend}
        told = [next(second), next(second), next(second)]
        assert sorted(names(told)) == ["received", "request", "request"]
        assert [each.data["to"] for each in told if each.name == "received"] == [NINA["userId"]]
    refused = client.send("GET", "/_sandbox/stream?channel=3")
    assert (refused.status, refused.json["message"]) == (
        400,
        "channel: the sandbox does not know 3",
    )


def test_it_ends_with_its_channel(client: Client) -> None:
    client.control("seed", channels=[SECOND])
    with streamed(client.url, "?channel=2000000001") as events:
        client.control("reset")
        assert list(events) == []


def test_content_of_each_channel_is_shown(client: Client, friend: str) -> None:
    client.control("seed", channels=[{**SECOND, "users": [NINA]}])
    query = "?channel=2000000001"
    told = client.control(f"act{query}", type="image", userId=NINA["userId"], wait=False)
    path = f"/_sandbox/content/{told['messageIds'][0]}"
    assert client.send("GET", path).status == 404
    shown = client.send("GET", path + query)
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    assert client.send("GET", f"{path}?channel=3").status == 400


class Reader:
    """Somebody whose connection takes one part at a time."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._coming: asyncio.Queue[bytes] = asyncio.Queue()
        self._taken = asyncio.Semaphore(0)

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.body":
            self._coming.put_nowait(message.get("body", b""))
            await self._taken.acquire()

    async def receive(self) -> Any:
        await asyncio.Event().wait()

    async def wait(self) -> None:
        """Wait for the next part, which is not taken yet."""
        self.parts.append(await self._coming.get())

    def take(self) -> None:
        self._taken.release()

    def told(self) -> list[Told]:
        return [*told_in(iter(b"".join(self.parts).decode().split("\n")))]


@pytest.fixture
def channels() -> Iterator[Channels]:
    opened = Channels(PROVIDERS)
    yield opened
    opened.close()


def receive_much(channels: Channels, count: int) -> None:
    for number in range(count):
        content = {"messages": [{"type": "text", "text": "x" * 20_000, "number": number}]}
        deliver(channels.default, ["U"], via="push", at=0, request_id="", content=content)
    channels.changes.notify()


def test_a_slow_reader_gets_a_bounded_part_at_a_time_and_all_of_it_in_the_end(
    channels: Channels,
) -> None:
    async def read() -> Reader:
        reader, told = Reader(), Stream(channels, request_log.SOURCE, (SOURCE,))
        serving = asyncio.create_task(
            told.serve("1000000001", reader.send, reader.receive, {}, None)
        )
        await reader.wait()
        for _ in range(2):  # what a reader does not take waits in the database only
            receive_much(channels, 300)
            reader.take()
            await reader.wait()
        while len(reader.told()) < 600:
            reader.take()
            await reader.wait()
        told.stop()
        reader.take()
        assert await serving
        return reader

    reader = asyncio.run(read())
    assert max(map(len, reader.parts)) < MOST_CHARACTERS + 21_000
    numbers = [each.data["messages"][0]["number"] for each in reader.told()]
    assert numbers == [*range(300), *range(300)]


def test_a_reader_that_takes_nothing_is_dropped(
    channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream.Stream, "patience", 0.05)

    async def read() -> bool:
        reader, told = Reader(), Stream(channels, request_log.SOURCE, (SOURCE,))
        return await told.serve("1000000001", reader.send, reader.receive, {}, None)

    assert asyncio.run(read()) is False
