"""What arrived, as an agent sees it: resources, and a tool that waits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

from line_connector.events import Event, EventStore
from support.calling_tools import Open, fail, read, succeed
from support.mcp_processes import COMMAND, without_credentials
from support.sandboxed import USER, Line
from support.stored_events import text_event

GROUP = f"C{1:032x}"
TOOL = "wait_for_event"
EVENTS = "line-connector://events"

pytestmark = pytest.mark.anyio


def event(event_id: str, text: str = "Hi", **more: Any) -> Event:
    return replace(text_event(event_id, text), **more)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    with EventStore(f"sqlite:///{tmp_path}/events.sqlite") as opened:
        yield opened


async def wait(client: Client, **arguments: Any) -> tuple[Any, str]:
    result = await succeed(client, TOOL, {"timeout": 0, **arguments})
    return result["event"] and result["event"]["id"], result["cursor"]


async def test_calls_go_on_where_the_last_one_was(client: Open, store: EventStore) -> None:
    store.add([event("before")], []).result()
    async with client(events=store) as opened:
        nothing, cursor = await wait(opened)
        store.add([event("1"), event("2"), event("3", type="follow")], []).result()
        first, cursor = await wait(opened, cursor=cursor)
        second, cursor = await wait(opened, cursor=cursor, types=["message"])
        third, cursor = await wait(opened, cursor=cursor, types=["message"])
        everything, _ = await wait(opened, cursor="0")

    assert (nothing, first, second, third, everything) == (None, "1", "2", None, "before")


async def test_it_waits_for_what_arrives(client: Open, store: EventStore) -> None:
    async with client(events=store) as opened, anyio.create_task_group() as group:

        async def arrive() -> None:
            for number in count():  # again and again: what came before the call is not waited for
                await anyio.sleep(0.3)
                other = event(f"other {number}", chat_id=GROUP)
                both = [other, event(f"wanted {number}", "size=M")]
                await anyio.to_thread.run_sync(store.add(both, []).result)

        group.start_soon(arrive)
        result = await succeed(
            opened, TOOL, {"timeout": 60, "chat": USER, "user": USER, "matching": "^size="}
        )
        group.cancel_scope.cancel()

    assert result["event"]["event"]["message"]["text"] == "size=M"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"matching": "("}, "matching: is not a regular expression"),
        ({"timeout": 3600}, "timeout: must be"),
        ({"cursor": "yesterday"}, "cursor: must"),
        ({"chats": GROUP}, "chats: unknown property; did you mean 'chat'?"),
    ],
)
async def test_wrong_arguments_are_told(
    client: Open, store: EventStore, arguments: dict[str, Any], told: str
) -> None:
    async with client(events=store) as opened:
        words, _ = await fail(opened, TOOL, arguments)

    assert told in words


async def test_recent_events_are_resources(client: Open, store: EventStore) -> None:
    store.add([event("1"), event("2", chat_id=GROUP), event("3", "\ud800")], []).result()
    async with client(events=store) as opened:
        listed = {str(each.uri) for each in (await opened.list_resources()).resources}
        templates = (await opened.list_resource_templates()).resource_templates
        everything = json.loads(await read(opened, EVENTS))["events"]
        group = json.loads(await read(opened, f"{EVENTS}/{GROUP}"))["events"]

    assert EVENTS in listed
    assert f"{EVENTS}/{{chat}}" in {each.uri_template for each in templates}
    assert [each["id"] for each in everything] == ["3", "2", "1"]
    assert [each["id"] for each in group] == ["2"]


async def test_only_chats_that_may_be_sent_to_are_seen(client: Open, store: EventStore) -> None:
    store.add([event("1"), event("2", chat_id=GROUP)], []).result()
    async with client(events=store, allow_to=[GROUP]) as opened:
        seen, cursor = await wait(opened, cursor="0")
        more, _ = await wait(opened, cursor=cursor)
        shown = json.loads(await read(opened, EVENTS))["events"]
        hidden = json.loads(await read(opened, f"{EVENTS}/{USER}"))["events"]

    assert (seen, more) == ("2", None)
    assert [each["id"] for each in shown] == ["2"]
    assert hidden == []


async def test_without_a_store_there_is_neither(client: Open, line: Line) -> None:
    async with client() as opened:
        tools = {tool.name for tool in (await opened.list_tools()).tools}
        resources = {str(each.uri) for each in (await opened.list_resources()).resources}
        with pytest.raises(MCPError, match="unknown resource"):
            await opened.read_resource(EVENTS)

    assert TOOL not in tools
    assert EVENTS not in resources


async def test_the_command_finds_the_store(line: Line, store: EventStore) -> None:
    store.add([event("1")], []).result()
    command, *arguments = COMMAND
    env = {**without_credentials(), **line.env, "LINE_CONNECTOR_STORE": str(store.engine.url)}
    async with Client(
        StdioServerParameters(command=command, args=arguments, env=env), mode="auto"
    ) as opened:
        listed = await opened.list_tools()
        found, _ = await wait(opened, cursor="0")

    assert found == "1"
    assert len(listed.model_dump_json(by_alias=True, exclude_none=True)) <= 40_000
