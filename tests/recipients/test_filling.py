"""The books that `listen` fills from what it stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from events.conftest import HI
from line_connector import Connector
from line_connector.configuration import read_configuration
from line_connector.events import Event, EventStore
from line_connector.recipients import Book, BookFiller
from line_connector.recipients.filling import READER
from support.listening import until
from support.sandboxed import Line
from support.webhook_events import AOI, MEI, OPS, event, said


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    with EventStore(f"sqlite:///{tmp_path}/events.sqlite") as opened:
        yield opened


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/book.sqlite"
    monkeypatch.setenv("LINE_CONNECTOR_DATABASE", url)
    return url


def stored(content: dict[str, Any], event_id: str, account: str = "", **more: Any) -> Event:
    body = json.dumps({"destination": "U9", "events": [content]})
    return replace(HI, event_id=event_id, body=body, account=account, **more)


@contextmanager
def filling(store: EventStore, connector: Connector) -> Iterator[None]:
    with BookFiller(store, read_configuration(), lambda: connector):
        yield


def is_read(store: EventStore) -> bool:
    return store.unread(READER) is None


def test_a_book_learns_what_was_stored_before_and_what_comes(
    store: EventStore, database: str, connector: Connector
) -> None:
    store.add([stored(event("follow", 1, AOI), "before")], []).result()
    with filling(store, connector):
        store.add([stored(said("Hi", 2, OPS, MEI), "now")], []).result()
        until(lambda: is_read(store))
        with Book.at(database, "default") as book:
            assert {each.id for each in book.recipients()} == {AOI, MEI, OPS}
            until(lambda: all(each.name for each in book.recipients()))


def test_each_account_has_its_book_and_infobip_has_none(store: EventStore, database: str) -> None:
    store.add(
        [
            stored(event("follow", 1, AOI), "one", "tokyo"),
            stored(event("follow", 1, MEI), "two", "bangkok"),
            stored({"from": "66900000009"}, "three", "sms", provider="infobip"),
            replace(HI, event_id="erased", body=None),
        ],
        [],
    ).result()
    with filling(store, Connector({})):
        until(lambda: is_read(store))
    for account, known in {"tokyo": {AOI}, "bangkok": {MEI}, "sms": set[str]()}.items():
        with Book.at(database, account) as book:
            assert {each.id for each in book.recipients()} == known


def test_without_credentials_nobody_is_asked(
    store: EventStore, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    store.add([stored(event("follow", 1, AOI), "one")], []).result()
    with filling(store, Connector({})):
        until(lambda: is_read(store))
    assert caplog.records == []
    with Book.at(database, "default") as book:
        assert [each.name for each in book.recipients()] == [""]


def test_a_book_that_fails_learns_later(
    store: EventStore,
    tmp_path: Path,
    connector: Connector,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("line_connector.recipients.filling._PAUSE", 0.05)
    folder = tmp_path / "book"
    folder.write_text("in the way")
    monkeypatch.setenv("LINE_CONNECTOR_DATABASE", f"sqlite:///{folder}/book.sqlite")
    with filling(store, connector):
        assert store.add([stored(event("follow", 1, AOI), "one")], []).result() == 1
        until(lambda: "learns it later" in caplog.text)
        folder.unlink()
        until(lambda: is_read(store))
    with Book.at(f"sqlite:///{folder}/book.sqlite", "default") as book:
        assert [each.id for each in book.recipients()] == [AOI]


def test_names_are_asked_for_once(
    store: EventStore, database: str, connector: Connector, line: Line
) -> None:
    with filling(store, connector):
        for number in range(3):
            store.add([stored(said("Hi", number + 1, AOI), f"{number}")], []).result()
            until(lambda: is_read(store))
        with Book.at(database, "default") as book:
            until(lambda: [each.name for each in book.recipients()] == ["Aoi"])
    assert len(line.requests(f"/v2/bot/profile/{AOI}")) == 1
