from __future__ import annotations

import time
from typing import Any

import anyio
import pytest
from mcp import Client

from support.calling_tools import PUSH, TO_TWO, Open, fail, sent, succeed
from support.sandboxed import PUSH as PUSH_PATH
from support.sandboxed import Line

pytestmark = pytest.mark.anyio


async def give_up(client: Client, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Call a tool and stop waiting for it; return what the history says once it has ended."""
    with anyio.move_on_after(0.5) as gone:
        await client.call_tool(tool, arguments)
    assert gone.cancelled_caught
    until = time.monotonic() + 20
    entries: list[dict[str, Any]] = []
    while not entries or entries[0]["outcome"] == "pending":
        assert time.monotonic() < until
        await anyio.sleep(0.1)
        entries = await sent(client)
    return entries[0]


async def test_a_push_nobody_waited_for_is_told_by_the_history_and_not_doubled(
    afar: Open, line: Line
) -> None:
    line.fault(PUSH_PATH, delayAfter=1.5)
    async with afar() as opened:
        entry = await give_up(opened, "line_push_message", PUSH)
        assert (entry["outcome"], entry["caller_told"]) == ("accepted", False)
        result = await succeed(opened, "line_push_message", PUSH)
        await succeed(opened, "line_push_message", PUSH)

    assert (result["status_code"], result["retry_key"]) == (409, entry["retry_key"])
    assert len(line.received()) == 2  # the third call is another message


async def test_a_plan_nobody_waited_for_is_not_sent_again(afar: Open, line: Line) -> None:
    line.fault("/v2/bot/message/multicast", delayAfter=1.5)
    async with afar() as opened:
        plan = await succeed(opened, "line_plan_multicast", TO_TWO)
        entry = await give_up(opened, "line_multicast", {"plan": plan["plan"]})
        words, _ = await fail(opened, "line_multicast", {"plan": plan["plan"]})

    assert (entry["outcome"], entry["caller_told"]) == ("accepted", False)
    assert words == "plan: completed before; nothing was sent again"
    assert len(line.received()) == 1
