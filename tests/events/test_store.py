"""What is written down, once each; looked up, erased, kept for as long as it is to be."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from events.conftest import HI, Remembering, named
from line_connector.errors import InputError
from line_connector.events import EventStore, Subscription
from line_connector.events.database import StoreError
from line_connector.events.history import Search
from line_connector.events.retention import DAY, Retention
from line_connector.events.store import now
from line_connector.events.writer import FullError, Writer

HANDLER = Subscription("handler", Remembering())


def ids(store: EventStore, search: Search | None = None) -> list[str]:
    return [each.event.event_id for each in store.find(search or Search())]


def test_an_event_is_there_once_however_often_it_arrives(store: EventStore) -> None:
    first = store.add([HI, named("second")], [HANDLER]).result()
    again = store.add([replace(HI, redelivered=True)], [HANDLER]).result()
    elsewhere = store.add([replace(HI, channel="U8")], [HANDLER]).result()
    assert (first, again, elsewhere) == (2, 0, 1)
    (found, other) = store.find_by_id("first")
    assert {found.event.channel, other.event.channel} == {"U9", "U8"}
    assert found.event == HI
    assert [(each.handler, each.state) for each in found.deliveries] == [("handler", "pending")]


def test_events_that_arrive_together_are_counted_apart(store: EventStore) -> None:
    requests = [[named(f"{each}"), named("same")] for each in range(50)]
    with ThreadPoolExecutor(8) as pool:
        new = list(pool.map(lambda each: store.add(each, [HANDLER]).result(), requests))
    assert sum(new) == 51
    assert len(store.find(Search(limit=100))) == 51
    assert store.waiting() == {"handler": {"pending": 51}}


def test_only_handlers_that_want_an_event_get_it(store: EventStore) -> None:
    wants = [
        Subscription("all", Remembering()),
        Subscription("messages", Remembering(), on=("message",)),
        Subscription("texts", Remembering(), on=("message.text",)),
        Subscription("images", Remembering(), on=("message.image",)),
        Subscription("pattern", Remembering(), on=("mess*",)),
        Subscription("mess", Remembering(), on=("mess",)),
    ]
    store.add([HI], wants).result()
    (found,) = store.find(Search())
    assert {each.handler for each in found.deliveries} == {"all", "messages", "texts", "pattern"}


def test_events_are_found_by_type_person_and_state(store: EventStore) -> None:
    store.add([HI, named("follow", type="follow", user_id="U2", chat_id="U2")], [HANDLER]).result()
    assert ids(store) == ["follow", "first"]
    assert ids(store, Search(type="message")) == ["first"]
    assert ids(store, Search(type="mess")) == []
    assert ids(store, Search(user="U2")) == ["follow"]
    assert ids(store, Search(state="dead")) == []
    assert ids(store, Search(limit=1)) == ["follow"]


def test_a_person_is_erased_wherever_named_and_an_erased_event_never_returns(
    store: EventStore,
) -> None:
    aoi = f"U{1:032x}"
    members = f'{{"events":[{{"joined":{{"members":[{{"userId":"{aoi}"}}]}}}}]}}'
    hi = replace(HI, user_id=aoi, chat_id=aoi)
    joined = named("joined", user_id=None, chat_id="C1", body=members)
    other = named("other", user_id="U10", chat_id="U10", body='{"events":[{"userId":"U10"}]}')
    store.add([hi, joined, other], [HANDLER]).result()

    assert store.forget(aoi) == 2
    assert ids(store) == ["other"]
    assert store.waiting() == {"handler": {"pending": 1}}
    assert store.add([hi, joined], [HANDLER]).result() == 0
    assert ids(store) == ["other"]


def test_who_is_erased_is_looked_for_while_others_write_and_again_in_what_they_wrote(
    store: EventStore,
) -> None:
    aoi = {"user_id": f"U{1:032x}", "chat_id": f"U{1:032x}"}
    store.add([named("one", **aoi), named("two", **aoi)], [HANDLER]).result()
    written: list[int] = []

    def write(*run: Any) -> None:
        if "LIKE" in run[2] and not written:
            new = [named("three", **aoi), named("other")]
            written.append(store.add(new, [HANDLER]).result(5))

    event.listen(store.engine, "after_cursor_execute", write)
    assert store.forget(aoi["user_id"]) == 3
    assert written == [2]
    assert ids(store) == ["other"]
    assert store.waiting() == {"handler": {"pending": 1}}


@pytest.mark.parametrize("no_person", ["", "message", "text", "Hi"])
def test_what_is_no_person_erases_nothing(store: EventStore, no_person: str) -> None:
    store.add(
        [named("one", body='{"events":[{"type":"message","text":"Hi","x":""}]}')], []
    ).result()
    assert store.forget(no_person) == 0
    assert ids(store) == ["one"]


@pytest.mark.parametrize("typed", ["81901234567", "+81901234567"])
def test_a_phone_number_is_found_with_a_plus_and_without(store: EventStore, typed: str) -> None:
    bodies = [f'{{"results":[{{"to":"{each}"}}]}}' for each in ("81901234567", "+81901234567")]
    store.add(
        [
            named("chat", user_id="81901234567", chat_id="81901234567"),
            *(named(each, chat_id=None, user_id=None, body=each) for each in bodies),
            named("other", user_id="819012345678", chat_id="819012345678"),
        ],
        [],
    ).result()
    assert store.forget(typed) == 3
    assert ids(store) == ["other"]


def test_what_is_erased_is_left_neither_in_the_file_nor_in_its_log(tmp_path: Path) -> None:
    with EventStore(f"sqlite:///{tmp_path}/e.sqlite") as store:
        texts = [f'{{"events":[{{"text":"secret {"long " * 2000}"}}]}}', '{"text":"secret"}']
        for number in range(40):
            body = texts[number % 2]
            own = {"user_id": "U-secret", "chat_id": "U-secret", "body": body}
            store.add([named(f"{number}", **own), named(f"other {number}")], [HANDLER]).result()
        assert store.forget("U-secret") == 40
        for file in tmp_path.iterdir():
            assert b"secret" not in file.read_bytes(), file.name
        assert len(ids(store, Search(limit=100))) == 40


def test_nothing_of_an_erased_person_is_left_in_the_file(tmp_path: Path) -> None:
    with EventStore(f"sqlite:///{tmp_path}/e.sqlite") as store:
        store.add([named("one", user_id="U-secret", chat_id="U-secret")], [HANDLER]).result()
        store.forget("U-secret")
    with closing(sqlite3.connect(tmp_path / "e.sqlite")) as db:
        assert "U-secret" not in "\n".join(db.iterdump())


def test_contents_go_first_then_all_but_the_id_then_the_rest(store: EventStore) -> None:
    ages = {"oldest": 40, "older": 20, "old": 5, "new": 0}
    store.add(
        [named(name, received_at=now() - days * DAY) for name, days in ages.items()], []
    ).result()
    store.prune(Retention(events_days=10, content_days=3))
    bodies = {each.event.event_id: each.event.body for each in store.find(Search())}
    assert bodies == {"new": HI.body, "old": None}
    again = [named(name) for name in ages]
    assert store.add(again, []).result() == 1  # after 30 days an ID is forgotten


def test_what_is_not_delivered_is_kept(store: EventStore) -> None:
    store.add([named("waits", received_at=now() - 100 * DAY)], [HANDLER]).result()
    store.prune(Retention(events_days=1, content_days=0))
    (found,) = store.find(Search())
    assert found.event.body == HI.body


def test_a_store_is_opened_again_and_refused_if_it_is_newer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/e.sqlite"
    with EventStore(url) as store:
        store.add([HI], []).result()
    assert (tmp_path / "deep/e.sqlite").stat().st_mode & 0o077 == 0
    with EventStore(url) as store:
        assert ids(store) == ["first"]
    with closing(sqlite3.connect(tmp_path / "deep/e.sqlite")) as db, db:
        db.execute("UPDATE line_connector_schema SET version = 99")
    with pytest.raises(StoreError, match="later version"):
        EventStore(url)


@pytest.mark.parametrize(
    "url", ["", "events.sqlite", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "\0"]
)
def test_a_url_that_is_none_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(InputError, match="--store") as refused:
        EventStore(url or "x")
    assert "\n" not in str(refused.value)


def test_a_database_that_is_away_is_one_line_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as refused:
        EventStore("postgresql://someone:pass-word@127.0.0.1:1/none")
    assert "\n" not in str(refused.value)
    assert "pass-word" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_said_with_what_names_another(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = tmp_path / "file" / "deep" / "e.sqlite"
    with pytest.raises(StoreError) as refused:
        EventStore(f"sqlite:///{file}")
    assert str(refused.value) == (
        f"event store {file}: Not a directory; LINE_CONNECTOR_STORE=sqlite:///PATH names another"
    )


def test_a_value_that_the_database_refuses_harms_no_other(store: EventStore) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("SQLite refuses no text")
    good = [store.add([named(f"{each}")], []) for each in range(20)]
    bad = store.add([named("bad\0")], [])
    assert [each.result() for each in good] == [1] * 20
    with pytest.raises((StoreError, ValueError)):
        bad.result()


def test_more_than_fits_in_memory_is_refused_and_the_rest_is_written(store: EventStore) -> None:
    writer = Writer(store.engine, capacity=3)
    begun: list[Future[Any]] = []
    written: list[int] = []
    busy, free = threading.Event(), threading.Event()

    def block(_: object, items: object) -> list[None]:
        busy.set()
        free.wait(10)
        return [None]

    def take(_: object, items: Sequence[Any]) -> Sequence[Any]:
        written.extend(items)
        return items

    begun.append(writer.ask(block, 0))
    busy.wait(10)
    begun += [writer.ask(take, each) for each in range(3)]
    with pytest.raises(FullError):
        writer.ask(take, 3)
    free.set()
    assert [each.result(10) for each in begun] == [None, 0, 1, 2]
    writer.close()
    assert written == [0, 1, 2]
    with pytest.raises(FullError):
        writer.ask(take, 4)
