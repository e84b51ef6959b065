"""One sandbox for the whole run, emptied before each test, and sessions on it that wait briefly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

from line_connector import Connector
from line_connector.sandbox import Sandbox
from support.postgres import Postgres, running_postgres, why_no_postgres
from support.sandboxed import SOON_RETRIES, Line

# A busy machine is no failure; and what lands must not depend on the examples of the day.
settings.register_profile(
    "ours",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("ours")

# A sandbox that happens to run on this machine must not take part.
os.environ["LINE_CONNECTOR_SANDBOX"] = "embedded"
# Nor must the recipient book of who runs this.
_NO_BOOK = TemporaryDirectory(prefix="line-connector-")
os.environ["LINE_CONNECTOR_DATABASE"] = f"sqlite:///{_NO_BOOK.name}/recipients.sqlite"

# Loopback is reached directly, whatever proxy whoever runs this needs.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost,::1"


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[Sandbox]:
    with Sandbox(port=0) as sandbox:
        yield sandbox


@pytest.fixture
def line(running_sandbox: Sandbox) -> Line:
    running_sandbox.reset()
    return Line(running_sandbox)


@pytest.fixture
def connector(line: Line) -> Iterator[Connector]:
    values = {
        name: {
            variable.removeprefix(f"{name.upper()}_").lower(): value
            for variable, value in line.env.items()
            if variable.startswith(name.upper())
        }
        for name in ("line", "infobip")
    }
    with Connector(values, retries=SOON_RETRIES) as connector:
        yield connector


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; the test is skipped where none can be started."""
    if why := why_no_postgres():
        pytest.skip(why)
    with running_postgres() as server:
        yield server
