"""What an outbox asks of a database. Its SQL is kept to what SQLite and PostgreSQL share."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from line_connector.errors import ConnectorError


class JournalError(ConnectorError):
    """Something cannot be written down, or what was written down cannot be read."""

    exit_status = 3


class Change(NamedTuple):
    """One statement that changes something; `?` stands for each value."""

    sql: str
    values: tuple[Any, ...] = ()


class Database(Protocol):
    """Tables in a database, for all threads of a process."""

    def read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return rows.

        Raises:
            JournalError: they cannot be read.
        """
        ...

    def write(self, *changes: Change, durable: bool = True) -> int:
        """Make changes, all of them or none, in the order in which threads ask.

        Returns the number of rows that they changed.

        Args:
            changes: the changes.
            durable: whether a power cut must not undo them. Others survive the end of the process;
                a power cut may undo the latest of them, never one without all that came after it.

        Raises:
            JournalError: they cannot be made; nothing is changed.
        """
        ...

    def close(self) -> None:
        """Close the database."""
        ...
