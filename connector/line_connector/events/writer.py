"""Group commit: one thread writes, and what is asked of it meanwhile is its next transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError

from line_connector.events.database import (
    WRITES,
    StoreError,
    begun,
    told,
    wait_for_disk,
)

Change = Callable[[Connection, Sequence[Any]], Sequence[Any]]
"""Writes what several callers asked for, and returns a result for each of them."""


_AT_FAULT = (DataError, IntegrityError, ValueError)
"""Errors that one value among many can cause."""


class FullError(StoreError):
    """More waits to be written than fits in memory; nothing was written."""


class _Asked(NamedTuple):
    change: Change
    item: Any
    durable: bool
    future: Future[Any]


class Writer:
    """The one thread of a process that writes.

    Args:
        engine: where to write.
        capacity: how many requests may wait.
        group: how many are written in one transaction.
    """

    def __init__(self, engine: Engine, capacity: int = 10_000, group: int = 1_000) -> None:
        self._engine = engine
        self._capacity = capacity
        self._group = group
        self._waiting: list[_Asked] = []
        self._condition = threading.Condition()
        self._closing = False
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run, name="event store", daemon=True)
        self._thread.start()

    def ask(self, change: Change, item: Any, *, durable: bool = True) -> Future[Any]:
        """Have something written; return what will hold the result once it is.

        Args:
            change: what writes it, along with the items of others who ask for the same.
            item: what to write.
            durable: whether a power cut must not undo it.

        Raises:
            FullError: too much is waiting.
        """
        asked = _Asked(change, item, durable, Future())
        asked.future.set_running_or_notify_cancel()  # a caller that leaves cannot take it back
        with self._condition:
            # What is durable comes from outside and can be sent again; the rest must get through.
            if self._closing or (durable and len(self._waiting) >= self._capacity):
                raise FullError("event store: too much is waiting to be written")
            self._waiting.append(asked)
            self._condition.notify()
        return asked.future

    def close(self) -> None:
        """Write what is waiting, and end."""
        with self._condition:
            self._closing = True
            self._condition.notify()
        self._thread.join()

    def _run(self) -> None:
        while group := self._next():
            error = self._try(group)
            # If one of them is at fault, each is written alone; else the database is.
            is_alone = len(group) == 1 or not isinstance(error, _AT_FAULT)
            for asked in group if error else ():
                own = error if is_alone else self._try([asked])
                if own:
                    asked.future.set_exception(told(own))
        self._forget_connection()

    def _try(self, group: Sequence[_Asked]) -> Exception | None:
        """Write a group and hand out the results, or return why that failed."""
        try:
            results = self._write(group)
        except Exception as error:  # noqa: BLE001 - each caller gets the error
            self._forget_connection()
            return error
        for asked, result in zip(group, results, strict=True):
            asked.future.set_result(result)
        return None

    def _next(self) -> list[_Asked]:
        """Wait for something to write; return nothing once the writer is closed."""
        with self._condition:
            while not self._waiting and not self._closing:
                self._condition.wait()
            group, self._waiting = self._waiting[: self._group], self._waiting[self._group :]
            return group

    def _write(self, group: Sequence[_Asked]) -> list[Any]:
        """Write a group in one transaction; return the results in its order."""
        by_change: dict[Change, list[int]] = {}
        for position, asked in enumerate(group):
            by_change.setdefault(asked.change, []).append(position)
        durable = any(asked.durable for asked in group)
        results: list[Any] = [None] * len(group)
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(**{WRITES: True})
        wait_for_disk(self._connection, durable=durable)
        with self._connection.begin():
            begun(self._connection, durable=durable)
            for change, positions in by_change.items():
                done = change(self._connection, [group[each].item for each in positions])
                for position, result in zip(positions, done, strict=True):
                    results[position] = result
        return results

    def _forget_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()
