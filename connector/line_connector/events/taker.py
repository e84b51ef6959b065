"""Waits for one event, and takes it: no other who waits under the same name gets it too."""

from __future__ import annotations

from line_connector.events.event import Event
from line_connector.events.selection import Selection
from line_connector.events.store import EventStore, now
from line_connector.events.taking import Take


class Taker:
    """Takes the first wanted event that no other taker of its consumer has taken.

    Args:
        store: has the events.
        selection: which events it wants.
        consumer: name of those of whom only one gets an event, at most 64 characters.
        name: its own; under which it finds again what it took before it was interrupted.
    """

    def __init__(self, store: EventStore, selection: Selection, consumer: str, name: str) -> None:
        self._store = store
        self._selection = selection
        self._consumer = consumer
        self._name = name
        self._position: int | None = None

    def take(self) -> Event | None:
        """Return the event; None if there is none yet, then ask again later.

        Raises:
            StoreError: the database fails.
        """
        if self._position is None:
            start = self._store.position_at(self._selection.since)
            earlier = self._store.taken_after(start, self._name)
            if earlier is not None:
                return earlier
            self._position = start
        while True:
            page = self._store.read_after(self._position, self._selection)
            for number, event in page.found:
                wanted = Take(number, event, self._consumer, self._name, now())
                if self._store.take(wanted):
                    return event
            self._position = page.position
            if page.is_last:
                return None
