"""A database in one SQLite file, or in memory."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from line_connector.outbox.database import Change, JournalError

_WAKING_SECONDS = 1
"""Seconds after which a thread no longer waits to be woken: a signal may have interrupted the one
that was to do it, just then."""


class Tables(NamedTuple):
    """The tables of a file, and how they came to be what they are."""

    version: int
    """Their version, which the file carries. One from before it did says 0."""

    statements: Sequence[str]
    """What makes them."""

    upgrades: Mapping[int, Sequence[str]]
    """What makes tables of a version those of the next."""

    oldest: frozenset[str]
    """Names of the tables that there were in every version."""


class SqliteDatabase:
    """One SQLite file, for all threads of a process and for several processes.

    What threads ask to be written at the same time is written by one of them, in one transaction.

    Args:
        folder: where the file is, made if need be; None keeps everything in memory.
        file: the file's name.
        tables: its tables.
        timeout: seconds to wait for a process that is writing.

    Raises:
        JournalError: the folder or the file cannot be used.
    """

    def __init__(self, folder: Path | None, file: str, tables: Tables, timeout: float) -> None:
        self._name = "the state in memory" if folder is None else f"state folder {folder}"
        self._file = file
        self._tables = tables
        self._lock = threading.Lock()
        self._queue = threading.Lock()
        self._waiting: list[_Commit] = []
        self._waits: bool | None = None
        """Whether a commit waits for the disk; None until that is set."""
        with self.errors():
            if folder is not None:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place = ":memory:" if folder is None else folder / file
            self._db = sqlite3.connect(
                place, timeout=timeout, isolation_level=None, check_same_thread=False
            )
            try:
                if folder is not None:
                    Path(place).chmod(0o600)  # it holds IDs and messages
                self._prepare(timeout)
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return rows, as `Database.read`."""
        with self._lock, self.errors():
            return self._db.execute(sql, values).fetchall()

    def write(self, *changes: Change, durable: bool = True) -> int:
        """Make changes, as `Database.write`."""
        commit = _Commit(changes, durable)
        try:
            with self._queue:
                self._waiting.append(commit)
                first = self._waiting[0] is commit
            # Waiting for the lock itself, a thread whose changes are made would wait for the next.
            if not first:
                commit.woken.wait(_WAKING_SECONDS)
            if not commit.ended:
                with self._lock:
                    self._write_waiting(commit)
        finally:
            self._leave_queue(commit)
        if commit.error is not None:
            raise commit.error
        return commit.rows

    def foreign(self) -> JournalError:
        """Return the error that says that the file is another program's."""
        return JournalError(f"{self._name}: {self._file} is no journal of line-connector")

    @contextmanager
    def errors(self, *others: type[Exception]) -> Generator[None]:
        """Raise faults of the file system and of SQLite as what they mean to a person.

        Args:
            others: what is no such fault, and is left alone.
        """
        try:
            yield
        except others:
            raise
        except sqlite3.Error as error:
            raise JournalError(f"{self._name}: {error}") from None
        except OSError as error:
            raise JournalError(f"{self._name}: {error.strerror or error}") from None
        except (ValueError, OverflowError):  # half a surrogate pair, or an integer of many digits
            raise JournalError(f"{self._name}: cannot hold a text or a number of this") from None

    def _leave_queue(self, commit: _Commit) -> None:
        """Leave the queue, wake those whose changes are made, and whoever is the next to write."""
        with self._queue:
            if commit not in self._waiting:
                return
            ended = [each for each in self._waiting if each.ended]
            self._waiting = [c for c in self._waiting if not c.ended and c is not commit]
            for each in (*ended, *self._waiting[:1]):
                each.woken.set()

    def _write_waiting(self, commit: _Commit) -> None:
        if not commit.ended:
            self._write([each for each in self._waiting if not each.ended])

    def _write(self, group: Sequence[_Commit]) -> None:
        """Write changes; should they fail together, each alone, for its own error."""
        try:
            self._commit(group)
        except JournalError as error:
            if len(group) > 1:
                for each in group:
                    self._write([each])
                return
            group[0].error = error
        for each in group:
            each.ended = True

    def _commit(self, group: Sequence[_Commit]) -> None:
        durable = any(each.durable for each in group)
        with self.errors():
            if len(group) == len(group[0].changes) == 1:  # a transaction of its own
                self._wait_for_disk(durable)
                group[0].execute(self._db)
                return
            with self._transaction(durable=durable):
                for commit in group:
                    commit.execute(self._db)

    @contextmanager
    def _transaction(self, *, durable: bool) -> Generator[None]:
        self._wait_for_disk(durable)
        try:
            self._db.execute("BEGIN IMMEDIATE")  # in here: a signal can come as it returns
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk has ended it already
                self._db.execute("ROLLBACK")
            raise

    def _wait_for_disk(self, durable: bool) -> None:
        # Until its log is full, SQLite waits for the disk only where it is told to. What is not
        # waited for can be undone from its end, and in no other order.
        if durable is not self._waits:
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._waits = durable

    def _prepare(self, timeout: float) -> None:
        self._db.execute("PRAGMA secure_delete = ON")  # what is forgotten is not left on the disk
        self._use_log(time.monotonic() + timeout)
        if self._version() != self._tables.version:
            with self._transaction(durable=True):
                self._upgrade()

    def _use_log(self, until: float) -> None:
        # Here SQLite does not wait for a process that makes the same file at the same time.
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:  # noqa: PERF203 (it is seldom tried twice)
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    def _version(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _upgrade(self) -> None:
        """Make the tables, or those of an earlier version into today's."""
        version = self._version()  # another process may have been here first
        wanted = self._tables.version
        if version > wanted:
            raise JournalError(
                f"{self._name}: was written by a later version of line-connector; "
                "use that one, or another folder (--state FOLDER)"
            )
        names = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master")}
        if names and not names >= self._tables.oldest:
            raise self.foreign()
        if not names:
            for statement in self._tables.statements:
                self._db.execute(statement)
        else:
            for number in range(version or 1, wanted):
                for statement in self._tables.upgrades[number]:
                    self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {wanted}")


class _Commit:
    """Changes that a thread waits for."""

    def __init__(self, changes: Sequence[Change], durable: bool) -> None:
        self.changes = changes
        self.durable = durable
        self.ended = False
        self.woken = threading.Event()
        """Set when the changes are made, or are for this thread to make."""
        self.rows = 0
        self.error: JournalError | None = None

    def execute(self, db: sqlite3.Connection) -> None:
        """Make the changes."""
        self.rows = sum(db.execute(sql, values).rowcount for sql, values in self.changes)
