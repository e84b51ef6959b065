"""One writer for all threads: what they ask for at the same time is one transaction."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from line_connector.outbox.database import Change, JournalError
from line_connector.outbox.sqlite import SqliteDatabase, Tables

TABLES = Tables(
    version=1,
    statements=("CREATE TABLE numbers (number INTEGER PRIMARY KEY)",),
    upgrades={},
    oldest=frozenset({"numbers"}),
)
THREADS = 16
FRAME = 4096 + 24
"""Bytes of SQLite's log for each page that a transaction changed."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    with closing(SqliteDatabase(tmp_path, "numbers.sqlite", TABLES, timeout=30)) as database:
        yield database


@contextmanager
def waiting_writers(
    database: SqliteDatabase, folder: Path, numbers: list[int]
) -> Iterator[list[Future[None]]]:
    """Let threads write while another process keeps the file locked; the lock ends the context."""
    ready = threading.Barrier(len(numbers) + 1)

    def write(number: int) -> None:
        ready.wait(20)
        database.write(Change("INSERT INTO numbers VALUES (?)", (number,)))

    with (
        closing(sqlite3.connect(folder / "numbers.sqlite", isolation_level=None)) as other,
        ThreadPoolExecutor(len(numbers)) as pool,
    ):
        other.execute("BEGIN IMMEDIATE")
        futures = [pool.submit(write, number) for number in numbers]
        ready.wait(20)
        time.sleep(0.5)
        other.execute("ROLLBACK")
        yield futures


def test_what_waits_is_written_together(database: SqliteDatabase, tmp_path: Path) -> None:
    log = tmp_path / "numbers.sqlite-wal"
    before = log.stat().st_size
    with waiting_writers(database, tmp_path, list(range(THREADS))) as futures:
        for future in futures:
            future.result()

    assert [row for (row,) in database.read("SELECT * FROM numbers")] == list(range(THREADS))
    assert (log.stat().st_size - before) // FRAME < THREADS / 2  # alone, each has a page of its own


def test_a_fault_of_one_is_no_fault_of_the_others(database: SqliteDatabase, tmp_path: Path) -> None:
    database.write(Change("INSERT INTO numbers VALUES (7)"))
    with waiting_writers(database, tmp_path, list(range(THREADS))) as futures:
        errors = [future.exception() for future in futures]

    (error,) = [error for error in errors if error]
    assert error is errors[7]
    assert isinstance(error, JournalError)
    assert len(database.read("SELECT * FROM numbers")) == THREADS


def test_changes_are_made_all_or_none(database: SqliteDatabase) -> None:
    change = Change("INSERT INTO numbers VALUES (1)")
    with pytest.raises(JournalError, match="UNIQUE"):
        database.write(change, change)
    assert database.read("SELECT * FROM numbers") == []


def test_many_threads_lose_nothing(database: SqliteDatabase) -> None:
    def write(number: int) -> None:
        database.write(
            Change("INSERT INTO numbers VALUES (?)", (number,)), durable=number % 50 == 0
        )

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(write, range(2000)):
            pass
    assert len(database.read("SELECT * FROM numbers")) == 2000


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let SIGINT interrupt, also where the shell has the tests ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("threads", [0, 4])
def test_an_interrupt_stops_nobody_else_from_writing(
    database: SqliteDatabase, tmp_path: Path, threads: int
) -> None:
    """Ctrl-C comes while the main thread writes, or waits for a thread that does."""
    others = range(threads)

    def write(number: int) -> None:
        database.write(Change("INSERT INTO numbers VALUES (?)", (number,)))

    file = tmp_path / "numbers.sqlite"
    with (
        closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as lock,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        lock.execute("BEGIN IMMEDIATE")
        futures = [pool.submit(write, number) for number in others]

        def interrupt() -> None:
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGINT)
            lock.execute("ROLLBACK")

        def write_until_interrupted() -> None:
            futures.append(pool.submit(interrupt))
            write(99)
            time.sleep(20)  # the signal is on its way

        with pytest.raises(KeyboardInterrupt):
            write_until_interrupted()
        for future in futures:
            future.result(20)
    write(100)
    assert {*others, 100} <= {number for (number,) in database.read("SELECT * FROM numbers")}


class Interrupted(SqliteDatabase):
    """Gets Ctrl-C as its first write is about to leave the queue."""

    interrupted = False

    def _leave_queue(self, commit: Any) -> None:
        if not self.interrupted:
            self.interrupted = True
            raise KeyboardInterrupt
        super()._leave_queue(commit)


def test_an_interrupt_just_before_others_are_woken_stops_nobody(tmp_path: Path) -> None:
    with (
        closing(Interrupted(tmp_path, "numbers.sqlite", TABLES, timeout=30)) as database,
        ThreadPoolExecutor(4) as pool,
    ):
        with pytest.raises(KeyboardInterrupt):
            database.write(Change("INSERT INTO numbers VALUES (0)"))
        changes = [Change("INSERT INTO numbers VALUES (?)", (number,)) for number in range(1, 9)]
        for written in [pool.submit(database.write, change) for change in changes]:
            assert written.result(20) == 1
        assert [number for (number,) in database.read("SELECT * FROM numbers")] == [*range(9)]
