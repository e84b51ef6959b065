"""MCP servers in processes of their own, as a client or an operator starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import NamedTuple

from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

COMMAND = (sys.executable, "-m", "line_connector", "mcp")
TOKEN = "a-token-for-tests"


def without_credentials() -> dict[str, str]:
    """Return the environment without what says who we are to LINE and Infobip."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LINE_", "INFOBIP_"))
    }


class Ended(NamedTuple):
    status: int
    errors: list[str]


def run(*arguments: str, **variables: str) -> Ended:
    """Start the command with nobody to talk to, and wait for its end."""
    ended = subprocess.run(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**without_credentials(), **variables},
        timeout=60,
        check=False,
    )
    assert ended.stdout == ""
    return Ended(ended.returncode, ended.stderr.splitlines())


class Served(NamedTuple):
    """A server that runs in a process of its own, over HTTP."""

    url: str
    process: subprocess.Popen[str]

    @asynccontextmanager
    async def client(self, mode: str = "auto", token: str = TOKEN) -> AsyncIterator[Client]:
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            create_mcp_http_client(headers) as http,
            Client(streamable_http_client(self.url, http_client=http), mode=mode) as client,
        ):
            yield client


@contextmanager
def serving(environment: Mapping[str, str], *arguments: str) -> Iterator[Served]:
    """Serve over HTTP what the environment gives credentials for."""
    process = subprocess.Popen(
        [*COMMAND, "--http", "--port", "0", *arguments],
        env={**without_credentials(), **environment, "LINE_CONNECTOR_MCP_TOKEN": TOKEN},
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        announced = process.stderr.readline()
        try:
            assert announced.startswith("MCP is at http://"), announced
            yield Served(announced.split()[3], process)
        finally:
            process.terminate()
