from __future__ import annotations

import anyio
import pytest
from mcp import Client

from support.calling_tools import Open, fail, succeed
from support.sandboxed import Line, text

pytestmark = pytest.mark.anyio

PROGRESS = "line_get_narrowcast_progress"


async def narrowcast(client: Client) -> str:
    plan = await succeed(client, "line_plan_narrowcast", {"messages": text()})
    result = await succeed(client, "line_narrowcast", {"plan": plan["plan"]})
    request_id: str = result["response_headers"]["x-line-request-id"]
    return request_id


async def test_waiting_for_a_narrowcast_reports_how_far_it_is(client: Open, line: Line) -> None:
    seen: list[tuple[float, float | None, str | None]] = []

    async def watch(
        progress: float, total: float | None = None, message: str | None = None
    ) -> None:
        seen.append((progress, total, message))
        await anyio.to_thread.run_sync(line.control, "clock", {"advance": 60})

    async with client(poll_seconds=0) as opened:
        arguments = {"requestId": await narrowcast(opened), "wait": 60}
        result = await opened.call_tool(PROGRESS, arguments, progress_callback=watch)

    assert result.structured_content["json_body"]["phase"] == "succeeded"
    assert seen[0][-1] == "waiting"
    assert seen[-1] == (5, 5, "succeeded, 5 of 5")
    assert [done for done, *_ in seen] == sorted({done for done, *_ in seen})


async def test_without_waiting_it_is_asked_once(client: Open, line: Line) -> None:
    async with client() as opened:
        result = await succeed(opened, PROGRESS, {"requestId": await narrowcast(opened)})

    assert result["json_body"]["phase"] == "waiting"


async def test_one_that_takes_longer_is_told_as_far_as_it_is(client: Open, line: Line) -> None:
    async with client() as opened:
        arguments = {"requestId": await narrowcast(opened), "wait": 0}
        result = await succeed(opened, PROGRESS, arguments)

    assert result["json_body"]["phase"] == "waiting"


async def test_one_that_fails_is_an_error_with_its_reason(client: Open, line: Line) -> None:
    line.control("settings", {"narrowcastErrorCode": 2})
    async with client() as opened:
        request_id = await narrowcast(opened)
        line.control("clock", {"advance": 60})
        words, error = await fail(opened, PROGRESS, {"requestId": request_id, "wait": 60})
        unfit, _ = await fail(opened, PROGRESS, {"requestId": request_id, "wait": "long"})

    assert "failed" in words
    assert error["output"]["json_body"]["errorCode"] == 2
    assert unfit == "wait: must be a number of seconds"


async def test_a_client_that_gives_up_ends_the_asking(client: Open, line: Line) -> None:
    async with client(poll_seconds=0.05) as opened:
        request_id = await narrowcast(opened)
        with anyio.move_on_after(0.5) as gone:
            await opened.call_tool(PROGRESS, {"requestId": request_id, "wait": 3600})
        # Leaving the block waits for the server, and so for the thread that asks.

    assert gone.cancelled_caught
