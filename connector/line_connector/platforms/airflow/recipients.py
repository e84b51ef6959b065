"""Recipients from a query: checked, without duplicates, in an order that no database decides."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from typing_extensions import Self

from line_connector.errors import InputError
from line_connector.models.line.ids import USER_ID

_USER_ID = re.compile(USER_ID)


class Recipients:
    """User IDs in a temporary file, so that a million of them take little memory.

    They are sorted: the same IDs make the same batches, in whichever order a query returns them.

    Attributes:
        given: how many were added, duplicates among them.
    """

    def __init__(self) -> None:
        self.given = 0
        self._file = sqlite3.connect("")  # SQLite removes it when it is closed
        self._file.execute("CREATE TABLE recipients (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def __enter__(self) -> Self:
        """Return it, to be closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the file."""
        self._file.close()

    def __len__(self) -> int:
        """Return how many different ones there are."""
        count: int = self._file.execute("SELECT count(*) FROM recipients").fetchone()[0]
        return count

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add the rows of a query's result.

        Raises:
            InputError: a row is anything but one user ID.
        """
        insert = "INSERT OR IGNORE INTO recipients VALUES (?)"
        self._file.executemany(insert, ((self._checked(row),) for row in rows))

    def remove(self, user_ids: Iterable[str]) -> None:
        """Remove those of these that are there."""
        self._file.executemany(
            "DELETE FROM recipients WHERE id = ?", ((user_id,) for user_id in user_ids)
        )

    def batches(self, size: int) -> Iterator[list[str]]:
        """Yield them in lists of at most `size`."""
        found = self._file.execute("SELECT id FROM recipients ORDER BY id")
        while rows := found.fetchmany(size):
            yield [user_id for (user_id,) in rows]

    def _checked(self, row: tuple[Any, ...]) -> str:
        self.given += 1
        if len(row) != 1:
            raise InputError(f"recipients_sql: must select one column, not {len(row)}")
        (value,) = row
        if not isinstance(value, str) or not _USER_ID.fullmatch(value):
            raise InputError(
                f"recipients_sql: row {self.given}: must be a user ID: U and 32 hex digits"
            )
        return value
