"""The page on MCP shows a conversation, which is had here as it is printed."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mcp import Client

from line_connector import Connector
from line_connector.events import EventStore
from line_connector.services.mcp.server import build_server
from line_connector.services.mcp.settings import Settings
from support.markdown_blocks import read_blocks
from support.stored_events import text_event
from support.transcript import is_as_printed

PAGE = Path(__file__).parents[2] / "docs" / "mcp.md"
PLAN = re.compile(r"multicast\.to-2\.[\w-]+")


def calls_on_the_page() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield each call: the tool, its arguments, and what it returns."""
    for block in read_blocks(PAGE):
        for call in re.split(r"^> ", block.text, flags=re.MULTILINE)[1:]:
            tool, _, rest = call.partition(" ")
            arguments, end = json.JSONDecoder().raw_decode(rest)
            yield tool, arguments, rest[end:]


def without_spaces(text: str) -> str:
    """Return what is compared: the page is wrapped, and a plan's name is another each time."""
    return re.sub(r"\s+", "", PLAN.sub("PLAN", text))


async def conversation(connector: Connector, store: EventStore) -> list[tuple[str, str]]:
    """Return what each call returns, beside what the page says."""
    said: list[tuple[str, str]] = []
    plan = ""
    async with Client(build_server(connector, Settings(events=store))) as client:
        for tool, arguments, printed in calls_on_the_page():
            if "plan" in arguments:
                arguments["plan"] = plan
            result = await client.call_tool(tool, arguments)
            text = "\n".join(getattr(each, "text", "") for each in result.content)
            if tool == "line_send_text":  # and the user answers
                store.add([text_event("01H810YECXQQZ37VAXPF6H9E6T", "7")], []).result()
            found = PLAN.search(text)
            plan = found[0] if found else plan
            said.append((without_spaces(text), without_spaces(printed)))
    return said


def test_conversation_goes_as_printed(connector: Connector, tmp_path: Path) -> None:
    with EventStore(f"sqlite:///{tmp_path}/events.sqlite") as store:
        store.add([text_event(f"{number}", "7") for number in range(41)], []).result()
        said = asyncio.run(conversation(connector, store))

    assert len(said) == 7
    assert [(real, page) for real, page in said if not is_as_printed(real, page)] == []
