"""The store: what arrived, and to whom it was delivered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import cast

from line_connector.events import following, history, leases, readers, retention, taking
from line_connector.events.database import default_url, empty_log, errors, open_engine
from line_connector.events.event import Event
from line_connector.events.following import PAGE, Page
from line_connector.events.history import Found, Replay, Search
from line_connector.events.leases import Correction, Delivery, Outcome, Renewal, Wanted
from line_connector.events.readers import Mark
from line_connector.events.retention import Prune, Retention
from line_connector.events.selection import Selection
from line_connector.events.subscription import Subscription
from line_connector.events.taking import Take
from line_connector.events.writer import Writer
from line_connector.events.writing import Arrived, write_events


def store_exists(url: str | None = None) -> bool:
    """Tell whether there can be a store at a URL, without making one; servers are not asked."""
    path = (url or default_url()).removeprefix("sqlite:///")
    return "://" in path or Path(path).exists()


def now() -> int:
    """Return the time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class EventStore:
    """Events and deliveries in a database, for all threads of a process and several processes.

    Args:
        url: of the database; the SQLite file in the user's data folder if absent.

    Raises:
        InputError: the URL is wrong.
        StoreError: the database cannot be used.
    """

    def __init__(self, url: str | None = None) -> None:
        self.engine = open_engine(url or default_url())
        self._writer = Writer(self.engine)
        self._listeners: list[Callable[[], object]] = []

    def close(self) -> None:
        """Write what is waiting, and close the database."""
        self._writer.close()
        self.engine.dispose()

    def __enter__(self) -> EventStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def on_change(self, listener: Callable[[], object]) -> None:
        """Have a function called, by the thread that writes, after each write of events."""
        self._listeners.append(listener)

    def add(self, arrived: Iterable[Event], subscriptions: Sequence[Subscription]) -> Future[int]:
        """Write events and their deliveries down, durably, in one transaction.

        Returns what will hold the number of events that were new, once they are on the disk.

        Raises:
            FullError: too much is waiting; nothing is written.
        """
        due = [
            Arrived(event, tuple(each.name for each in subscriptions if each.wants(event)))
            for event in arrived
        ]
        future = cast("Future[int]", self._writer.ask(write_events, due))
        future.add_done_callback(self._tell)
        return future

    def find(self, search: Search) -> list[Found]:
        """Return events, the latest first.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return history.find(db, search)

    def find_by_id(self, event_id: str) -> list[Found]:
        """Return the events with an ID: one, unless several channels got it.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return history.find_by_id(db, event_id)

    def read_after(self, position: int, selection: Selection) -> Page:
        """Return the wanted events of a page, in the order in which they were stored.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return following.read_after(db, position, selection)

    def position_at(self, since: int) -> int:
        """Return a position before all events that arrived since a time, in ms since 1970.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return following.position_at(db, since)

    def last_position(self) -> int:
        """Return the position after all events that are stored.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return following.last_position(db)

    def take(self, wanted: Take) -> bool:
        """Take an event; return whether it is the taker's now. If not, another one has it.

        Raises:
            StoreError: the database fails.
        """
        taken: bool = self._writer.ask(taking.take, wanted).result()
        return taken

    def taken_after(self, position: int, taker: str) -> Event | None:
        """Return the event after a position that a taker has taken; None if there is none.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return taking.taken_after(db, position, taker)

    def waiting(self) -> dict[str, dict[str, int]]:
        """Return the number of deliveries that are not done, by handler and state.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return history.waiting(db)

    def handlers(self) -> list[str]:
        """Return the names of the handlers that any event was delivered to, or waits for.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return history.handlers(db)

    def replay(self, numbers: Sequence[int], handlers: Sequence[str] = ()) -> int:
        """Have events delivered again; return the number of deliveries.

        Args:
            numbers: those of the events.
            handlers: names of the handlers; those that they were delivered to if absent.

        Raises:
            StoreError: the database fails.
        """
        request = Replay(numbers, handlers, now())
        done: int = self._writer.ask(history.replay, request).result()
        for listener in self._listeners:
            listener()
        return done

    def forget(self, user: str) -> int:
        """Erase a person, by ID or phone number, from all events; return the number of rows.

        To look for them takes long, and holds no writer up. They are looked for again in what was
        stored meanwhile, until none of it is theirs.

        Raises:
            StoreError: the database fails. What is not erased yet can be, by doing it again.
        """
        done = after = 0
        while True:
            last = self.last_position()
            with errors(), self.engine.connect() as db:
                numbers = retention.numbers_of(db, user, after)
            if not numbers:
                break
            for some in retention.batches(numbers):
                done += self._writer.ask(retention.erase, some).result()
            after = last
        empty_log(self.engine)
        return done

    def deliveries_of(self, user: str) -> Iterator[tuple[str, Event]]:
        """Yield the names of handlers with the events that they got and `forget` would erase.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            yield from retention.deliveries_of(db, user)

    def prune(self, kept: Retention) -> None:
        """Erase what is older than it is kept.

        Raises:
            StoreError: the database fails.
        """
        while self._writer.ask(retention.prune, Prune(kept, now()), durable=False).result():
            pass

    def unread(self, reader: str, most: int = PAGE) -> Page | None:
        """Return the next events of a reader; None if there are none.

        Args:
            reader: its name, under which the store knows how far it is.
            most: how many at once.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            position = readers.position_of(db, reader)
            page = following.read_after(db, position, Selection(), most)
        return None if page.position == position else page

    def mark_read(self, reader: str, position: int) -> None:
        """Note that a reader has read the events up to a position.

        Raises:
            StoreError: the database fails; it gets them again.
        """
        self._writer.ask(readers.mark_read, Mark(reader, position), durable=False).result()

    def has_due(self, handler: str, at: int) -> bool:
        """Return whether a handler has deliveries that may be leased. Waits for nobody.

        Raises:
            StoreError: the database fails.
        """
        with errors(), self.engine.connect() as db:
            return leases.has_due(db, handler, at)

    def lease(self, wanted: Wanted) -> list[Delivery]:
        """Lease deliveries that are due.

        Raises:
            StoreError: the database fails.
        """
        asked = self._writer.ask(leases.lease, wanted, durable=False)
        return cast("list[Delivery]", asked.result())

    def settle(self, outcome: Outcome) -> Future[None]:
        """Have it written how a lease ended; should that fail, the lease ends by itself."""
        return self._writer.ask(leases.settle, outcome, durable=False)

    def renew(self, renewals: Iterable[Renewal]) -> None:
        """Have leases last longer."""
        for each in renewals:
            self._writer.ask(leases.renew, each, durable=False)

    def release(self, held: Iterable[Renewal]) -> None:
        """Give leases back."""
        for each in held:
            self._writer.ask(leases.release, each, durable=False)

    def correct(self, correction: Correction) -> None:
        """Have deliveries due now that wait longer than they can: the clock was set back since.

        Raises:
            StoreError: the database fails.
        """
        self._writer.ask(leases.correct, correction, durable=False).result()

    def _tell(self, done: Future[int]) -> None:
        if done.exception() is None and done.result():
            for listener in self._listeners:
                listener()
