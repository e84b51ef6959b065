"""Delivers the events of a store to handlers, at least once each."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence

from line_connector.events.backoff import Backoff
from line_connector.events.database import StoreError
from line_connector.events.lane import Lane, Report
from line_connector.events.retention import Retention
from line_connector.events.store import EventStore
from line_connector.events.subscription import Subscription

LOG = logging.getLogger(__name__)

_BETWEEN_PRUNINGS = 60.0
"""Seconds."""

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
        retention: how long events are kept.
    """

    def __init__(
        self,
        store: EventStore,
        subscriptions: Sequence[Subscription],
        lease: float = LEASE,
        backoff: Backoff | None = None,
        report: Report = _no_report,
        retention: Retention | None = None,
    ) -> None:
        self._store = store
        self._retention = retention or Retention()
        self._stopping = threading.Event()
        self._pruning = threading.Thread(target=self._prune, name="retention", daemon=True)
        self._lanes = [
            Lane(store, each, lease, backoff or Backoff(), report) for each in subscriptions
        ]
        for lane in self._lanes:
            store.on_change(lane.wake)

    def start(self) -> None:
        """Start to deliver."""
        for lane in self._lanes:
            lane.start()
        self._pruning.start()

    def stop(self, grace: float = 10) -> None:
        """Stop; deliveries in progress get some seconds to end, the others stay in the store."""
        self._stopping.set()
        for lane in self._lanes:
            lane.stop()
        until = time.monotonic() + grace
        for lane in self._lanes:
            lane.join(until)
        self._pruning.join(max(0, until - time.monotonic()))

    def __enter__(self) -> Dispatcher:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _prune(self) -> None:
        while not self._stopping.is_set():
            try:
                self._store.prune(self._retention)
            except StoreError as error:
                LOG.warning("%s; old events are erased later", error)
            self._stopping.wait(_BETWEEN_PRUNINGS)
