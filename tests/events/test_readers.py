"""Reading all events in the order in which they were written, at least once each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from events.conftest import HI, named
from line_connector.events import EventStore, Subscription
from line_connector.events.following import Page
from line_connector.events.retention import DAY, Retention
from line_connector.events.store import now


def read_all(store: EventStore, most: int = 1_000) -> Iterator[str]:
    while page := store.unread("reader", most):
        yield from ids_on(page)
        store.mark_read("reader", page.position)


def ids_on(page: Page) -> list[str]:
    return [event.event_id for _, event in page.found]


def test_events_are_read_once_each_in_their_order(store: EventStore) -> None:
    ids = [f"{number}" for number in range(25)]
    store.add(map(named, ids), []).result()
    assert list(read_all(store, most=10)) == ids
    assert store.unread("reader") is None
    store.add([HI], []).result()
    assert list(read_all(store)) == ["first"]


def test_what_is_not_marked_is_read_again_also_by_another_process(
    store: EventStore, url: str
) -> None:
    store.add([HI, named("second")], []).result()
    with EventStore(url) as other:
        page = store.unread("reader", 1)
        assert page is not None
        assert ids_on(page) == ["first"]
        assert other.unread("reader", 1) == page
        other.mark_read("reader", page.position)
        other.mark_read("reader", 0)  # late, and no step back
    assert list(read_all(store)) == ["second"]


def test_no_event_is_missed_while_several_processes_write(url: str) -> None:
    """PostgreSQL gives a number before the event can be seen: a later one can be seen first."""
    names = [[f"{writer}-{number}" for number in range(60)] for writer in range(4)]
    read = list[str]()
    with EventStore(url) as store:

        def write(own: list[str]) -> None:
            with EventStore(url) as writer:
                for each in own:
                    writer.add([named(each)], []).result()

        threads = [threading.Thread(target=write, args=(own,)) for own in names]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            read += read_all(store)
        read += read_all(store)
    assert sorted(read) == sorted(each for own in names for each in own)


def test_contents_are_kept_for_a_reader_that_is_late_but_not_for_ever(store: EventStore) -> None:
    store.add([HI], []).result()
    assert list(read_all(store)) == ["first"]
    store.add([named("late"), named("old", received_at=now() - 2 * DAY)], []).result()
    store.prune(Retention(content_days=0))
    (late, old) = store.find_by_id("late") + store.find_by_id("old")
    assert (late.event.body, old.event.body) == (HI.body, None)
    assert list(read_all(store)) == ["late", "old"]
    store.prune(Retention(content_days=0))
    assert store.find_by_id("late")[0].event.body is None


def test_a_reader_misses_nothing_after_all_events_were_deleted(store: EventStore) -> None:
    ages = {f"{number}": 200 for number in range(3)}
    store.add(
        [named(name, received_at=now() - days * DAY) for name, days in ages.items()], []
    ).result()
    assert list(read_all(store)) == list(ages)
    store.prune(Retention())
    store.add([HI], []).result()
    assert list(read_all(store)) == ["first"]


def test_a_store_of_the_first_version_is_upgraded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/events.sqlite"
    with EventStore(url) as store:
        store.add([HI], [Subscription("old", None)]).result()  # type: ignore[arg-type]
        with store.engine.begin() as db:
            db.exec_driver_sql("DROP TABLE line_connector_readers")
            db.exec_driver_sql("ALTER TABLE line_connector_deliveries DROP COLUMN lease")
            db.exec_driver_sql("UPDATE line_connector_schema SET version = 1")
    with EventStore(url) as store:
        assert list(read_all(store)) == ["first"]
        assert store.waiting() == {"old": {"pending": 1}}
