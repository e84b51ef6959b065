"""Delivers the events of a store to handlers, at least once each."""

from __future__ import annotations

import time
from collections.abc import Sequence

from line_connector.events.backoff import Backoff
from line_connector.events.lane import Lane, Report
from line_connector.events.store import EventStore
from line_connector.events.subscription import Subscription

LEASE = 30.0
"""Seconds after which another process may take what one that died was delivering."""


def _no_report(_: str, __: str) -> None:
    pass


class Dispatcher:
    """Delivers to handlers, each with threads of its own.

    Args:
        store: has the deliveries.
        subscriptions: the handlers.
        lease: seconds after which what a process that died was delivering is delivered again.
        backoff: the pauses between attempts.
        report: called with a handler's name and how a delivery ended: done, failed or dead.
    """

    def __init__(
        self,
        store: EventStore,
        subscriptions: Sequence[Subscription],
        lease: float = LEASE,
        backoff: Backoff | None = None,
        report: Report = _no_report,
    ) -> None:
        self._lanes = [
            Lane(store, each, lease, backoff or Backoff(), report) for each in subscriptions
        ]
        for lane in self._lanes:
            store.on_change(lane.wake)

    def start(self) -> None:
        """Start to deliver."""
        for lane in self._lanes:
            lane.start()

    def stop(self, grace: float = 10) -> None:
        """Stop; deliveries in progress get some seconds to end, the others stay in the store."""
        for lane in self._lanes:
            lane.stop()
        until = time.monotonic() + grace
        for lane in self._lanes:
            lane.join(until)

    def __enter__(self) -> Dispatcher:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
