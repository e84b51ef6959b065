"""A package of npm's with clients for LINE, in a process of its own."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.node import found_node, found_packages

SCRIPT = Path(__file__).parents[1] / "node" / "call.mjs"


class NodeClients:
    """The clients of a package, which are called over a pipe.

    Attributes:
        methods: the names of each client and of each of its methods.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        clients: dict[str, list[str]] = self._ask({})["clients"]
        self.methods = [(client, name) for client, names in clients.items() for name in names]

    def call(self, client: str, method: str, arguments: list[Any]) -> dict[str, Any]:
        """Return what came of a call: an `answer`, or an `error` and its `status`."""
        return self._ask({"client": client, "method": method, "arguments": arguments})

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question, default=_file) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def _file(content: bytes) -> dict[str, str]:
    kind = "image/png" if content.startswith(b"\x89PNG") else "text/plain"
    return {"$file": base64.b64encode(content).decode(), "type": kind}


@contextmanager
def node_clients(package: str, url: str) -> Generator[NodeClients]:
    """Start a package's clients for a sandbox; skip the test where npm has not installed it."""
    folder = found_packages("line-node", package, "test-with-node")
    command = [found_node(), str(SCRIPT), package, url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=folder) as process:
        yield NodeClients(process)
