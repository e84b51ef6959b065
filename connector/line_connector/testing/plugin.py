"""The pytest plugin. Every pytest run of an environment imports it: it imports nothing large."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from line_connector.testing import LineSandbox


@pytest.fixture(scope="session")
def line_sandbox_server() -> Iterator[Sandbox]:
    """One sandbox for the whole run, on a free port of this machine."""
    from line_connector.sandbox import Sandbox, SandboxNotInstalledError

    try:
        sandbox = Sandbox(port=0)
    except SandboxNotInstalledError as error:
        pytest.fail(str(error), pytrace=False)
    with sandbox:
        yield sandbox


@pytest.fixture
def line_sandbox(line_sandbox_server: Sandbox) -> LineSandbox:
    """LINE and Infobip on this machine, as new for each test."""
    from line_connector.testing.line_sandbox import LineSandbox

    line_sandbox_server.reset()
    return LineSandbox(line_sandbox_server.url)


def pytest_assertrepr_compare(op: str, left: Any, right: Any) -> list[str] | None:
    """Say why nothing was received, where a test expected something."""
    kit: Any = sys.modules.get("line_connector.testing.line_sandbox")
    if kit is None:
        return None
    for side in (left, right):
        if isinstance(side, kit.Messages) and not side:
            return [f"{left!r} {op} {right!r}", *side.explain().splitlines()]
    return None
