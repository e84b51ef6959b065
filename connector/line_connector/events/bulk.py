"""Inserting many rows by few statements.

Between two steps of SQLite's a thread gives Python's lock away, and may wait milliseconds for it:
one statement of many rows is one step, where one statement for each row is as many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

_SIZES = (256, 32, 4, 1)
"""Rows of a statement: few different ones, so that SQLite keeps them prepared."""

Row = Sequence[Any]


def insert_rows(db: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> int:
    """Insert rows into a table of SQLite's, but for those that it has already; return how many."""
    inserted = 0
    for some in _portions(rows):
        statement = _statement(table.name, tuple(columns), len(some))
        values = tuple(value for row in some for value in row)
        inserted += db.exec_driver_sql(statement, values).rowcount
    return inserted


def _portions(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    start = 0
    for size in _SIZES:
        while len(rows) - start >= size:
            yield rows[start : start + size]
            start += size


@cache
def _statement(table: str, columns: tuple[str, ...], rows: int) -> str:
    row = f"({', '.join('?' * len(columns))})"
    names, values = ", ".join(columns), ", ".join([row] * rows)
    return f"INSERT INTO {table} ({names}) VALUES {values} ON CONFLICT DO NOTHING"  # noqa: S608
