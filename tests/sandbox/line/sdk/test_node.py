"""Every method of LINE's official SDK for Node, unmodified: `make test-with-node` installs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from openapi import snake
from sandbox.line.sdk.calls import CALLS
from sandbox.line.sdk.node_clients import NodeClients, node_clients
from sandbox.line.sdk.prepared import NoRouteError, Prepared, has_route

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

NOT_IN_NODE = {"push_templated_messages_by_phone", "get_pnp_templated_message_statistics"}
"""Operations that the SDK for Node leaves out, as LINE's OpenAPI files do."""


@pytest.fixture(scope="module")
def sdk(running: Sandbox) -> Iterator[NodeClients]:
    with node_clients("@line/bot-sdk", running.url) as clients:
        yield clients


def test_every_method_has_a_call_and_every_call_a_method(sdk: NodeClients) -> None:
    assert {snake(name) for _, name in sdk.methods} == CALLS.keys() - NOT_IN_NODE


@pytest.mark.parametrize("operation", sorted(CALLS.keys() - NOT_IN_NODE))
def test_every_call_is_answered(
    operation: str, sdk: NodeClients, sandbox: Sandbox, client: Client
) -> None:
    for name, method in sdk.methods:
        if snake(method) == operation:
            sandbox.reset()
            told = sdk.call(name, method, CALLS[operation](Prepared(client)))
            if told.get("status") in {404, 405}:
                last = client.seen("requests")["requests"][-1]
                if not has_route(last["method"], last["path"]):
                    raise NoRouteError(f"{last['method']} {last['path']}")
            assert "answer" in told, f"{name}.{method}: {told}"
