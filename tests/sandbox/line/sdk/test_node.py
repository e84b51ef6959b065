"""Every method of LINE's official SDK for Node, unmodified: `make test-with-node` installs it."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from openapi import snake
from sandbox.line.sdk.calls import CALLS
from sandbox.line.sdk.not_yet import NOT_YET
from sandbox.line.sdk.prepared import NoRouteError, Prepared, has_route
from support.node import found_node, found_packages

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

NOT_IN_NODE = {"push_templated_messages_by_phone", "get_pnp_templated_message_statistics"}
"""Operations that the SDK for Node leaves out, as LINE's OpenAPI files do."""

SCRIPT = Path(__file__).parents[1] / "node" / "call.mjs"


class NodeSdk:
    """The SDK in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        clients: dict[str, list[str]] = self.ask({})["clients"]
        self.methods = [(client, name) for client, names in clients.items() for name in names]

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question, default=_file) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def _file(content: bytes) -> dict[str, str]:
    kind = "image/png" if content.startswith(b"\x89PNG") else "text/plain"
    return {"$file": base64.b64encode(content).decode(), "type": kind}


@pytest.fixture(scope="module")
def sdk(running: Sandbox) -> Iterator[NodeSdk]:
    folder = found_packages("line-node", "@line/bot-sdk", "test-with-node")
    command = [found_node(), str(SCRIPT), running.url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=folder) as process:
        yield NodeSdk(process)


def test_every_method_has_a_call_and_every_call_a_method(sdk: NodeSdk) -> None:
    assert {snake(name) for _, name in sdk.methods} == CALLS.keys() - NOT_IN_NODE


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            name,
            marks=(
                [pytest.mark.xfail(raises=NoRouteError, reason="not in the sandbox yet")]
                if name in NOT_YET
                else []
            ),
        )
        for name in sorted(CALLS.keys() - NOT_IN_NODE)
    ],
)
def test_every_call_is_answered(
    operation: str, sdk: NodeSdk, sandbox: Sandbox, client: Client
) -> None:
    for name, method in sdk.methods:
        if snake(method) == operation:
            sandbox.reset()
            arguments = CALLS[operation](Prepared(client))
            told = sdk.ask({"client": name, "method": method, "arguments": arguments})
            if told.get("status") in {404, 405}:
                last = client.seen("requests")["requests"][-1]
                if not has_route(last["method"], last["path"]):
                    raise NoRouteError(f"{last['method']} {last['path']}")
            assert "answer" in told, f"{name}.{method}: {told}"
