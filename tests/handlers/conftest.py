"""Handlers, read from a file in the test's folder."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from line_connector import Connector
from line_connector.events import Subscription
from line_connector.handlers.reading import Surroundings, read_handlers
from support.listening import SECRET

Read = Callable[..., list[Subscription]]


@pytest.fixture
def stdout() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def read(tmp_path: Path, connector: Connector, stdout: io.StringIO, warnings: list[str]) -> Read:
    def read_file(text: str, name: str = "handlers.yaml") -> list[Subscription]:
        file = tmp_path / name
        file.write_text(text)
        secrets = {"tokyo": SECRET}
        around = Surroundings(
            secrets.get, lambda: connector, tmp_path / "state", stdout, warnings.append
        )
        return read_handlers(file, around)

    return read_file
