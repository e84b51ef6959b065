"""The Inspector, a client of MCP's that shares no code with the library the server stands on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.calling_tools import PUSH, TO_TWO
from support.mcp_processes import COMMAND, TOKEN, Served
from support.node import found_node
from support.sandboxed import KEY, Line

Inspect = Callable[..., tuple[int, tuple[str, str]]]
LEAST_NODE = (22, 19)


def found_inspector() -> list[str]:
    """Return how the Inspector is started, or skip the test with what is missing."""
    installed = Path(sys.prefix, "inspector/node_modules/.bin/mcp-inspector")
    script = os.environ.get("MCP_INSPECTOR") or shutil.which("mcp-inspector")
    if script is None and installed.exists():
        script = str(installed)
    if script is None:
        pytest.skip("the MCP Inspector is not installed: make test-with-inspector")
    return [found_node(LEAST_NODE), script, "--cli"]


@pytest.fixture(scope="module")
def inspector() -> list[str]:
    return found_inspector()


@pytest.fixture
def inspect(inspector: list[str], line: Line, tmp_path: Path) -> Inspect:
    """Ask our command, or the server at `url`, with the Inspector."""

    def run(*asked: str, url: str | None = None, token: str = TOKEN) -> tuple[int, tuple[str, str]]:
        target = [url, "--header", f"Authorization: Bearer {token}"] if url else [*COMMAND]
        path = {name: os.environ[name] for name in ("PYTHONPATH",) if os.environ.get(name)}
        variables = {**line.env, **path}
        given = [part for item in variables.items() for part in ("-e", "=".join(item))]
        ended = subprocess.run(
            [*inspector, *target, *([] if url else given), *asked],
            capture_output=True,
            text=True,
            env={**os.environ, "HOME": str(tmp_path)},
            timeout=120,
            check=False,
        )
        return ended.returncode, (ended.stdout, ended.stderr)

    return run


def called(tool: str, arguments: dict[str, Any]) -> list[str]:
    """Return the Inspector's arguments for a call."""
    pairs = [
        f"{name}={v if isinstance(v, str) else json.dumps(v)}" for name, v in arguments.items()
    ]
    return [
        *("--method", "tools/call", "--tool-name", tool),
        *(part for pair in pairs for part in ("--tool-arg", pair)),
    ]


def test_no_host_refuses_the_schemas(inspect: Inspect) -> None:
    status, (out, errors) = inspect("--method", "tools/list", "--strict")

    assert status == 0, errors
    assert "line_push_message" in {tool["name"] for tool in json.loads(out)["tools"]}


def test_it_pushes_over_standard_streams(inspect: Inspect, line: Line) -> None:
    status, (out, errors) = inspect(*called("line_push_message", PUSH))

    assert status == 0, errors
    assert json.loads(out)["structuredContent"]["status_code"] == 200
    assert len(line.received()) == 1


@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_it_plans_and_sends_over_http(
    inspect: Inspect, served: Served, line: Line, era: str
) -> None:
    def call(tool: str, arguments: dict[str, Any]) -> Any:
        asked = [*called(tool, arguments), "--protocol-era", era]
        status, (out, errors) = inspect(*asked, url=served.url)
        assert status == 0, errors
        return json.loads(out)["structuredContent"]

    plan = call("line_plan_multicast", TO_TWO)["plan"]
    assert line.received() == []
    assert call("line_multicast", {"plan": plan})["status_code"] == 200
    assert len(line.received()) == 1


def test_it_is_not_let_in_without_the_token(inspect: Inspect, served: Served) -> None:
    status, (_, errors) = inspect("--method", "tools/list", url=served.url, token="another-token")

    assert status != 0
    assert "auth_required" in errors


def test_thirty_calls_at_once_with_one_key_send_one_message(
    inspect: Inspect, served: Served, line: Line
) -> None:
    load = ["--load", "--load-requests", "30", "--load-concurrency", "10"]
    push = called("line_push_message", {**PUSH, "retryKey": KEY})

    status, (_, errors) = inspect(*push, *load, url=served.url)

    assert status == 0, errors
    assert len(line.received()) == 1
