"""Reading events in the order in which they were stored, from a position on.

A position is the number of the last event that was looked at. What is stored later has a higher
number, so that a reader who remembers its position misses nothing and sees nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from line_connector.events.database import wait_for_writers
from line_connector.events.event import Event
from line_connector.events.selection import Selection
from line_connector.events.tables import events
from line_connector.events.writing import STORED

PAGE = 1_000
"""Events that are looked at in one go."""

_MARGIN = 10_000
"""Milliseconds that may pass between an event's arrival and its being stored, by all clocks."""

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


def read_after(db: Connection, position: int, selection: Selection, most: int = PAGE) -> Page:
    """Return the wanted events of one page, in order.

    Args:
        db: the database, outside a transaction.
        position: that of an earlier page, or as `position_at` returned it.
        selection: which events are wanted. Erased ones never are.
        most: how many events to look at.
    """
    after = events.c.number > position
    if db.execute(select(events.c.number).where(after).limit(1)).first() is None:
        return Page([], position, is_last=True)
    db.commit()
    newest = last_position(db)
    statement = select(*_COLUMNS).where(after, events.c.number <= newest)
    rows = db.execute(statement.order_by(events.c.number).limit(most)).all()
    found = [
        Numbered(row.number, Event(**dict(zip(STORED, row[2:], strict=True))))
        for row in rows
        if not row.erased
    ]
    wanted = [each for each in found if selection.wants(each.event)]
    return Page(wanted, rows[-1].number if rows else newest, is_last=len(rows) < most)


def position_at(db: Connection, since: int) -> int:
    """Return a position before all events that arrived since a time, in milliseconds since 1970."""
    statement = (
        select(events.c.number)
        .where(events.c.received_at < since - _MARGIN)
        .order_by(events.c.received_at.desc())
        .limit(1)
    )
    return db.execute(statement).scalar() or 0


def last_position(db: Connection) -> int:
    """Return the position after all events that are stored; `db` is outside a transaction.

    PostgreSQL hands numbers out before transactions end, so that an event can be seen before
    another one with a lower number: those who write them are waited for.
    """
    with db.begin():
        wait_for_writers(db)
        return db.execute(select(func.max(events.c.number))).scalar() or 0
