from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import pytest
from mcp import Client, StdioServerParameters

from support.calling_tools import PUSH, fail, succeed
from support.hanging import hanging_provider, wait_until
from support.mcp_processes import COMMAND, run, without_credentials
from support.sandboxed import Line

pytestmark = pytest.mark.anyio


async def test_a_client_starts_the_command_and_sends(
    by_stdio: StdioServerParameters, line: Line
) -> None:
    async with Client(by_stdio) as client:
        assert client.instructions is not None
        assert "two steps" in client.instructions
        assert (await succeed(client, "line_push_message", PUSH))["status_code"] == 200

    assert len(line.received()) == 1


async def test_the_operators_limits_come_from_the_command_line(
    by_stdio: StdioServerParameters, line: Line
) -> None:
    by_stdio.args += ["--toolset", "messaging,line_request", "--allow-to", f"C{1:032x},U{3:032x}"]
    by_stdio.args += ["--max-recipients", "1"]
    async with Client(by_stdio) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        words, _ = await fail(client, "line_push_message", PUSH)
        await succeed(client, "line_push_message", {**PUSH, "to": f"U{3:032x}"})

    assert not any(name.startswith("infobip") for name in names)
    assert "this server does not allow the recipient" in words
    assert line.received() == []


async def test_the_sandbox_needs_nothing_else() -> None:
    server = StdioServerParameters(
        command=COMMAND[0],
        args=[*COMMAND[1:], "--sandbox", "--toolset", "all"],
        env=without_credentials(),
    )
    async with Client(server) as client:
        assert (await succeed(client, "line_push_message", PUSH))["status_code"] == 200
        assert (await succeed(client, "infobip_list_omni_scenarios"))["status_code"] == 200


async def test_a_client_is_answered_while_every_call_hangs() -> None:
    with hanging_provider() as provider:
        env = {**without_credentials(), "LINE_URL": provider.url, "LINE_TOKEN": "t"}
        server = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:]], env=env)
        async with Client(server) as client, anyio.create_task_group() as tasks:
            for _ in range(45):
                tasks.start_soon(client.call_tool, "line_get_message_quota", {})
            await anyio.to_thread.run_sync(wait_until, lambda: provider.holds == 40)

            with anyio.fail_after(20):
                assert (await client.list_tools()).tools
            tasks.cancel_scope.cancel()
            provider.hang_up()


def test_nothing_but_the_protocol_is_on_standard_output(line: Line) -> None:
    asked: list[dict[str, Any]] = [
        {
            "method": "initialize",
            "id": 1,
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "by hand", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        {"method": "tools/call", "id": 2, "params": {"name": "line_push_message", "arguments": {}}},
    ]
    with subprocess.Popen(
        [*COMMAND, "--toolset", "messaging"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**without_credentials(), "LINE_URL": line.url, "LINE_TOKEN": "sandbox-token"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        answers = []
        for message in asked:
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
            process.stdin.flush()
            if "id" in message:
                answers.append(json.loads(process.stdout.readline()))
        rest, errors = process.communicate(timeout=60)

    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[0]["result"]["serverInfo"]["title"] == "LINE Messaging"
    assert "to: is required" in str(answers[1]["result"]["content"])
    assert (process.returncode, rest) == (0, "")
    assert errors.startswith("no tools of infobip: ")
    assert "sandbox-token" not in errors


def test_it_ends_when_it_is_interrupted(line: Line) -> None:
    with subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **line.env},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == -signal.SIGINT


def test_without_any_credentials_it_does_not_start() -> None:
    status, errors = run()

    assert status == 3
    assert errors[0].startswith("error: connection line has no credentials: give token, or")


def test_a_toolset_that_does_not_exist_is_told_with_those_that_do() -> None:
    status, errors = run("--toolset", "mesaging", LINE_TOKEN="x")

    assert status == 2
    told = "error: unknown toolset 'mesaging', must be one of all, messaging, more_messaging, "
    assert errors[-1].startswith(told)
    assert "infobip" not in errors[-1]  # it has no credentials


@pytest.mark.parametrize("option", ["--allow-to", "--toolset"])
def test_a_limit_that_names_nothing_is_not_taken_for_no_limit(option: str) -> None:
    status, errors = run(option, " ,", LINE_TOKEN="x")

    assert status == 2
    assert errors[-1] == f"error: {option}: must not be empty"


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(name='mcp')")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])

    status, errors = run("--sandbox", PYTHONPATH=path)

    assert status == 2
    assert errors == [
        "error: mcp needs mcp, which is not installed: pip install '.[mcp]' in a checkout"
    ]
