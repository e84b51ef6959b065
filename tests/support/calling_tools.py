"""MCP tools called as tests call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from mcp import Client
from mcp.types import CallToolResult, TextContent, TextResourceContents

from support.sandboxed import USER, text

Open = Callable[..., AbstractAsyncContextManager[Client]]
"""Opens a client of a server with the settings it is given."""

OTHER = f"U{2:032x}"
PUSH: dict[str, Any] = {"to": USER, "messages": text()}
TO_TWO: dict[str, Any] = {"to": [USER, OTHER], "messages": text()}


async def succeed(client: Client, tool: str, arguments: dict[str, Any] | None = None) -> Any:
    """Call a tool that is to succeed; return its structured result, which its text repeats."""
    result = await client.call_tool(tool, arguments or {})
    assert not result.is_error, words_of(result)
    assert json.loads(words_of(result)) == result.structured_content
    return result.structured_content


async def fail(client: Client, tool: str, arguments: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Call a tool that is to fail; return its words, and the error as JSON."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error, words_of(result)
    words, error = (part.text for part in result.content if isinstance(part, TextContent))
    return words, json.loads(error)


async def sent(client: Client) -> list[dict[str, Any]]:
    """Read what the server says it has sent, newest first."""
    entries: list[dict[str, Any]] = json.loads(await read(client, "line-connector://sent"))["sent"]
    return entries


async def read(client: Client, uri: str) -> str:
    contents = (await client.read_resource(uri)).contents[0]
    assert isinstance(contents, TextResourceContents)
    return contents.text


def words_of(result: CallToolResult) -> str:
    first = result.content[0]
    assert isinstance(first, TextContent)
    return first.text
