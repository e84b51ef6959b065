"""LINE's own MCP server, unmodified, in front of the sandbox: `make test-with-node` installs it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mcp import Client as McpClient
from mcp.client.stdio import StdioServerParameters, stdio_client

from sandbox.line.sdk.prepared import FRIEND, Prepared
from support.node import found_node, found_packages

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp.types import CallToolResult

    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

PACKAGE = "@line/line-bot-mcp-server"
TEXT = {"type": "text", "text": "Hi"}
BOX = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "Hi"}]}
FLEX = {"type": "flex", "altText": "Hi", "contents": {"type": "bubble", "body": BOX}}

TOOLS: dict[str, Callable[[Prepared], dict[str, Any]]] = {
    "push_text_message": lambda _: {"message": TEXT},
    "push_flex_message": lambda _: {"message": FLEX},
    "broadcast_text_message": lambda _: {"message": TEXT},
    "broadcast_flex_message": lambda _: {"message": FLEX},
    "get_profile": lambda _: {},
    "get_message_quota": lambda _: {},
    "get_follower_ids": lambda _: {"limit": 2},
    "get_rich_menu_list": lambda _: {},
    "delete_rich_menu": lambda known: {"richMenuId": known.rich_menu()},
    "set_rich_menu_default": lambda known: {"richMenuId": known.rich_menu(image=True)},
    "cancel_rich_menu_default": lambda _: {},
}
"""Arguments by tool. One is left out: create_rich_menu draws a picture with a
browser, and sends it to an address that cannot be changed."""


async def results_of_all(mcp: McpClient, prepared: Prepared) -> dict[str, CallToolResult]:
    """Call every tool."""
    return {
        tool: await mcp.call_tool(tool, arguments(prepared)) for tool, arguments in TOOLS.items()
    }


def test_every_tool_reaches_the_sandbox(sandbox: Sandbox, client: Client) -> None:
    folder = found_packages("line-node", PACKAGE, "test-with-node")
    environment = {
        "LINE_MESSAGING_API_BASE_URL": sandbox.url,
        "CHANNEL_ACCESS_TOKEN": "sandbox-token",
        "DESTINATION_USER_ID": FRIEND,
    }
    script = str(folder / "node_modules" / PACKAGE / "dist" / "index.js")
    server = StdioServerParameters(command=found_node(), args=[script], env=environment)

    async def run() -> None:
        async with McpClient(stdio_client(server)) as mcp:
            listed = await mcp.list_tools()
            assert {tool.name for tool in listed.tools} == {*TOOLS, "create_rich_menu"}

            results = await results_of_all(mcp, Prepared(client))
            assert [result for result in results.values() if result.is_error] == []

            to_nobody = {"userId": f"U{99:032x}", "message": TEXT}
            refused = await mcp.call_tool("push_text_message", to_nobody)
            assert refused.is_error
            assert "400" in str(refused.content)

    asyncio.run(run())
    vias = [entry["via"] for entry in sandbox.received(FRIEND)]
    assert vias == ["push", "push", "broadcast", "broadcast"]
