"""Playbooks run in the test's own process, on the sandbox."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.playbook.events import Event
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import start_run

Play = Callable[..., dict[str, Any]]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "state")) as journal:
        yield journal


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def play(connector: Connector, journal: Journal, events: list[Event]) -> Play:
    def play(text: str, **inputs: Any) -> dict[str, Any]:
        file = parse_playbook(textwrap.dedent(text), "test.yaml")
        file.check(connector.manifest)
        return start_run(file, inputs, connector, journal, events.append)

    return play
