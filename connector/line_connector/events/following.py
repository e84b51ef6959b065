"""Reading events in the order in which they were stored, from a position on.

A position is the number of the last event that was looked at. What is stored later has a higher
number, so that a reader who remembers its position misses nothing and sees nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from line_connector.events.event import Event
from line_connector.events.selection import Selection
from line_connector.events.tables import events
from line_connector.events.writing import STORED

_PAGE = 1_000
"""Events that are looked at in one go."""

_LATE = 10_000
"""Milliseconds within which an event with a lower number may still be committed.

PostgreSQL hands numbers out before transactions end, so that those of several processes can become
visible in another order. A missing number holds up what follows for this long, not forever: a
transaction that was rolled back leaves its number unused. With SQLite nothing is ever missing.
"""

_COLUMNS = (events.c.number, events.c.erased, *(events.c[name] for name in STORED))


class Numbered(NamedTuple):
    """An event with its number."""

    number: int
    event: Event


class Page(NamedTuple):
    """What was found from a position on."""

    found: Sequence[Numbered]

    position: int
    """Where to read on."""

    is_last: bool
    """Whether there is nothing more for now."""


def read_after(db: Connection, position: int, selection: Selection, at: int) -> Page:
    """Return the wanted events of one page, in order.

    Args:
        db: the database.
        position: that of an earlier page, or as `position_at` returned it.
        selection: which events are wanted. Erased ones never are.
        at: the time now, in milliseconds since 1970.
    """
    statement = select(*_COLUMNS).where(events.c.number > position).order_by(events.c.number)
    rows = db.execute(statement.limit(_PAGE)).all()
    is_last = len(rows) < _PAGE
    if db.dialect.name == "postgresql":
        settled = list(_before_a_gap(rows, position, at))
        is_last = is_last or len(settled) < len(rows)
        rows = settled
    found = [
        Numbered(row.number, Event(**dict(zip(STORED, row[2:], strict=True))))
        for row in rows
        if not row.erased
    ]
    wanted = [each for each in found if selection.wants(each.event)]
    return Page(wanted, rows[-1].number if rows else position, is_last)


def position_at(db: Connection, since: int) -> int:
    """Return a position before all events that arrived since a time, in milliseconds since 1970."""
    statement = (
        select(events.c.number)
        .where(events.c.received_at < since - _LATE)
        .order_by(events.c.received_at.desc())
        .limit(1)
    )
    return db.execute(statement).scalar() or 0


def last_position(db: Connection) -> int:
    """Return the position after all events that are stored."""
    return db.execute(select(func.max(events.c.number))).scalar() or 0


def _before_a_gap(rows: Sequence[Any], position: int, at: int) -> Iterator[Any]:
    for row in rows:
        if row.number != position + 1 and row.received_at > at - _LATE:
            return
        position = row.number
        yield row
