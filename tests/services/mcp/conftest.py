"""The protocol's own client, beside our server and far from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager

import pytest
from mcp import Client, StdioServerParameters

from line_connector import Connector
from line_connector.sandbox import Sandbox
from line_connector.services.mcp.server import build_server
from line_connector.services.mcp.settings import Settings
from support.calling_tools import Open
from support.mcp_processes import COMMAND, Served, serving
from support.sandboxed import Line


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["auto", "legacy"])
def client(connector: Connector, request: pytest.FixtureRequest) -> Open:
    """A client of a server with the given settings, by the newest protocol and by the older."""

    def open_client(**settings: object) -> Client:
        settings = {"toolsets": ["all"], **settings}
        server = build_server(connector, Settings(**settings))  # type: ignore[arg-type]
        return Client(server, mode=request.param)

    return open_client


@pytest.fixture(scope="module")
def served(running_sandbox: Sandbox) -> Iterator[Served]:
    with serving(running_sandbox.env) as running:
        yield running


@pytest.fixture
def by_stdio(line: Line) -> StdioServerParameters:
    """How a client starts the command itself."""
    command, *arguments = COMMAND
    return StdioServerParameters(command=command, args=arguments, env={**os.environ, **line.env})


@pytest.fixture(params=["stdio auto", "stdio legacy", "http auto", "http legacy"])
def afar(request: pytest.FixtureRequest) -> Open:
    """A client of a server in another process."""
    transport, mode = request.param.split()

    def open_client() -> AbstractAsyncContextManager[Client]:
        if transport == "stdio":
            return Client(request.getfixturevalue("by_stdio"), mode=mode)
        served: Served = request.getfixturevalue("served")
        return served.client(mode)

    # Started here: a fixture cannot be asked for once the test's loop runs.
    request.getfixturevalue("by_stdio" if transport == "stdio" else "served")
    return open_client
