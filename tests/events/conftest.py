"""A store in SQLite and one in PostgreSQL, and handlers that remember."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from line_connector.events import Event, EventStore
from line_connector.events.backoff import Backoff
from line_connector.events.store import now

SOON = Backoff(first=0.01, longest=0.05)

HI = Event(
    provider="line",
    channel="U9",
    event_id="first",
    type="message.text",
    timestamp=1_000,
    received_at=now(),
    body='{"destination":"U9","events":[{"type":"message","message":{"type":"text","text":"Hi"}}]}',
    chat_id="U1",
    user_id="U1",
)


def named(event_id: str, **more: object) -> Event:
    return replace(HI, event_id=event_id, **more)  # type: ignore[arg-type]


class Remembering:
    """Keeps the IDs of what it handled; fails as it is told to."""

    def __init__(self, act: Callable[[Event], object] = lambda _: None) -> None:
        self.handled: list[str] = []
        self._act = act

    def handle(self, event: Event) -> None:
        self._act(event)
        self.handled.append(event.event_id)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/events.sqlite"
    database: str = request.getfixturevalue("postgres").new_database()
    return database


@pytest.fixture
def store(url: str) -> Iterator[EventStore]:
    with EventStore(url) as opened:
        yield opened
