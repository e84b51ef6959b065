"""The SQLite file of the journal: opened or made, brought up to date, read and written."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from line_connector.errors import ConnectorError

FILE = "playbooks.sqlite"

VERSION = 2
"""The version of the tables, which the file carries. One from before it did says 0."""

_UPGRADES = {1: "ALTER TABLE runs ADD COLUMN accounts TEXT"}
"""What makes tables of a version those of the next."""


class JournalError(ConnectorError):
    """Runs cannot be written down, or what was written down cannot be read."""

    exit_status = 3


class Database:
    """One SQLite file, for all threads of a process and for several processes.

    Args:
        folder: where the file is, made if need be; None keeps everything in memory.
        timeout: seconds to wait for a process that is writing.

    Raises:
        JournalError: the folder or the file cannot be used.
    """

    def __init__(self, folder: Path | None, timeout: float) -> None:
        self._name = "the state in memory" if folder is None else f"state folder {folder}"
        self._lock = threading.RLock()
        with self.errors():
            if folder is not None:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place = ":memory:" if folder is None else folder / FILE
            self._db = sqlite3.connect(
                place, timeout=timeout, isolation_level=None, check_same_thread=False
            )
            try:
                if folder is not None:
                    Path(place).chmod(0o600)  # it holds IDs and messages
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return rows.

        Raises:
            JournalError: the file cannot be read.
        """
        with self._lock, self.errors():
            return self._db.execute(sql, values).fetchall()

    def write(self, sql: str, *values: Any) -> None:
        """Make a change, which is on the disk before anything else happens.

        Raises:
            JournalError: it cannot be written; nothing is changed.
        """
        with self._lock, self.errors():
            self._db.execute(sql, values)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Let several changes be made, all of them or none.

        Raises:
            JournalError: they cannot be written; nothing is changed.
        """
        with self._lock, self.errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has ended it already
                    self._db.execute("ROLLBACK")
                raise

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

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if self._version() != VERSION:
            with self.transaction():
                self._upgrade()

    def _version(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _upgrade(self) -> None:
        """Make the tables, or those of an earlier version into today's."""
        version = self._version()  # another process may have been here first
        if version > VERSION:
            raise JournalError(
                f"{self._name}: was written by a later version of line-connector; "
                "use that one, or another folder (--state FOLDER)"
            )
        tables = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master")}
        if version == 0 and "runs" not in tables:
            for statement in _statements():
                self._db.execute(statement)
        else:
            for number in range(version or 1, VERSION):
                self._db.execute(_UPGRADES[number])
        self._db.execute(f"PRAGMA user_version = {VERSION}")


def _statements() -> Iterator[str]:
    script = files("line_connector.playbook").joinpath("tables.sql").read_text(encoding="utf-8")
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
