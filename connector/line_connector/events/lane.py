"""The deliveries of one handler: leased, handled by threads of its own, settled.

Only a few are in memory, and of a fast handler some hundreds; the rest waits in the store. So a
handler that is slow or fails takes nothing from the others.
"""

from __future__ import annotations

import logging
import math
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from line_connector.events.backoff import Backoff
from line_connector.events.clock import Clock
from line_connector.events.database import StoreError
from line_connector.events.failures import Failures
from line_connector.events.leases import Correction, Delivery, Outcome, Renewal, Wanted
from line_connector.events.store import EventStore, now
from line_connector.events.subscription import RejectedError, Subscription

LOG = logging.getLogger(__name__)

Report = Callable[[str, str], object]
"""Called with a handler's name and how a delivery ended: done, failed or dead."""

_POLL = 1.0
"""Seconds between looks for what is due again, and for what other processes have written."""

_BETWEEN_CORRECTIONS = 60.0
"""Seconds between looks for what waits too long, because the clock was set back."""

_GATHER = 0.005
"""Seconds between two leases: many at once cost little more than one."""

_PER_THREAD = 4
"""Deliveries held for each thread at least: the next ones are there when it has handled one."""

_MOST = 512
"""Deliveries held at most, by a handler that is fast."""

_FAST = 0.25
"""Seconds. Whoever needs the next deliveries after less gets twice as many."""

_SLOW = 1.0
"""Seconds. Whoever needs the next deliveries after more gets half as many."""


class Lane:
    """Delivers to one handler.

    Args:
        store: has the deliveries.
        subscription: the handler, and how it wants them.
        lease: seconds after which others may take what this process holds, if it dies.
        backoff: the pauses between attempts.
        report: told how each delivery ended.
    """

    def __init__(
        self,
        store: EventStore,
        subscription: Subscription,
        lease: float,
        backoff: Backoff,
        report: Report,
    ) -> None:
        self._store = store
        self._subscription = subscription
        self._lease_milliseconds = round(lease * 1000)
        self._backoff = backoff
        self._report = report
        self._failures = Failures(subscription.name)
        self._clock = Clock()
        self._held: dict[int, Delivery] = {}
        self._settling: set[int] = set()  # handled, and not yet written down
        self._room = self._least = subscription.concurrency * _PER_THREAD
        self._leased = 0.0
        self._waiting: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._renewed = time.monotonic()
        self._corrected = -math.inf
        self._leasing = threading.Thread(target=self._run, daemon=True)
        self._workers = [
            threading.Thread(target=self._work, daemon=True)
            for _ in range(subscription.concurrency)
        ]

    def start(self) -> None:
        """Start to deliver."""
        for thread in (self._leasing, *self._workers):
            thread.start()

    def wake(self) -> None:
        """Look for deliveries now."""
        self._wake.set()

    def stop(self) -> None:
        """Begin no more deliveries."""
        self._stopping.set()
        self._wake.set()
        for _ in self._workers:
            self._waiting.put(None)

    def join(self, until: float) -> None:
        """Wait for deliveries in progress, then give back what is held."""
        for thread in (self._leasing, *self._workers):
            thread.join(max(0, until - time.monotonic()))
        held = self._held.copy().values()
        self._store.release(Renewal(each.number, each.lease, now()) for each in held)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            is_more = False
            try:
                at, was_set = self._clock.look()
                self._keep(at, at_once=was_set)
                is_more = self._wait_for_others() if was_set else self._lease(at)
            except StoreError as error:
                LOG.warning("%s; trying again", error)
            except Exception:
                LOG.exception("handler %s: internal error", self._subscription.name)
            if is_more:
                self._stopping.wait(_GATHER)
            else:
                self._wake.wait(min(_POLL, self._lease_milliseconds / 3000))

    def _lease(self, at: int) -> bool:
        """Lease as many as there is room for; return whether there may be more now."""
        if not self._needs_more() or not self._store.has_due(self._subscription.name, at):
            return False
        self._adapt()
        room = self._room - len(self._held)
        leased = self._store.lease(
            Wanted(
                self._subscription.name,
                room,
                at,
                at + self._lease_milliseconds,
                self._subscription.attempts,
                self._subscription.ordered,
                # By the clock a lease of ours may have ended: if the machine slept, for instance.
                self._held.copy().keys() | self._settling.copy(),
            )
        )
        for each in leased:
            self._held[each.number] = each
            self._waiting.put(each)
        return bool(leased)

    def _needs_more(self) -> bool:
        return len(self._held) <= self._room // 2

    def _adapt(self) -> None:
        """Make room for more or fewer, by how fast the last ones were handled."""
        seconds, self._leased = time.monotonic() - self._leased, time.monotonic()
        if seconds < _FAST:
            self._room = min(self._room * 2, max(_MOST, self._least))
        elif seconds > _SLOW:
            self._room = max(self._room // 2, self._least)

    def _keep(self, at: int, *, at_once: bool) -> None:
        """Hold what is in progress for longer, well before others may take it."""
        if at_once or time.monotonic() - self._renewed >= self._lease_milliseconds / 3000:
            self._renew(at + self._lease_milliseconds)
        if at_once or time.monotonic() - self._corrected >= _BETWEEN_CORRECTIONS:
            self._correct(at)

    def _wait_for_others(self) -> bool:
        """Give other processes time to see that the clock was set, and to renew their leases."""
        return not self._stopping.wait(2 * _POLL)

    def _renew(self, until: int) -> None:
        self._renewed = time.monotonic()
        held = self._held.copy().values()
        self._store.renew(Renewal(each.number, each.lease, until) for each in held)

    def _correct(self, at: int) -> None:
        """Have deliveries due that wait for a time far ahead, since the clock was set back."""
        self._corrected = time.monotonic()
        attempts = range(1, min(self._subscription.attempts, 60))
        pauses = [0, *(round(self._backoff.most(each) * 1000) for each in attempts)]
        name, lease = self._subscription.name, self._lease_milliseconds
        self._store.correct(Correction(name, at, pauses, lease))

    def _work(self) -> None:
        while (delivery := self._waiting.get()) is not None and not self._stopping.is_set():
            try:
                self._settle(self._deliver(delivery))
            except Exception:
                LOG.exception("handler %s: internal error", self._subscription.name)
            finally:  # else it would be held for ever
                self._held.pop(delivery.number, None)
            if self._needs_more():
                self._wake.set()

    def _settle(self, outcome: Outcome) -> None:
        self._settling.add(outcome.number)
        with suppress(StoreError):  # the store is closed: the lease ends by itself
            written = self._store.settle(outcome)
            written.add_done_callback(lambda _: self._settling.discard(outcome.number))

    def _deliver(self, delivery: Delivery) -> Outcome:
        """Have an event handled; return how that ended."""
        name, event = self._subscription.name, delivery.event
        try:
            if event.body is not None:  # else somebody erased it meanwhile
                self._subscription.handler.handle(event)
        except BaseException as error:  # noqa: BLE001 - a handler may raise anything
            text = f"{type(error).__name__}: {error}".partition("\n")[0]
            is_dead = isinstance(error, RejectedError)
            if not is_dead and delivery.attempt < self._subscription.attempts:
                pause = self._backoff.pause(delivery.attempt)
                self._report(name, "failed")
                self._failures.add(event.event_id, error, pause)
                due_at = now() + round(pause * 1000)
                return Outcome(delivery.number, delivery.lease, "pending", due_at, text)
            LOG.warning("handler %s: event %s is a dead letter", name, event.event_id)
            self._report(name, "dead")
            return Outcome(delivery.number, delivery.lease, "dead", now(), text)
        self._report(name, "done")
        return Outcome(delivery.number, delivery.lease, "done", now())
