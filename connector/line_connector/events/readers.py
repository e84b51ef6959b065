"""Reading all events in the order in which they were written down.

A reader is for what learns from every event and does no harm by learning twice: it costs one row,
where a handler costs one for each event. How far it is, the store knows by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.events.database import wait_for_writers
from line_connector.events.event import Event
from line_connector.events.leases import events_numbered
from line_connector.events.tables import events, readers


class Unread(NamedTuple):
    """The next events of a reader."""

    events: Sequence[Event]

    last: int
    """Up to which number these are all; to be marked as read."""


class Mark(NamedTuple):
    """How far a reader is."""

    reader: str
    number: int


def unread(db: Connection, reader: str, most: int) -> Unread | None:
    """Return the next events of a reader; None if there are none. Erased ones have no contents."""
    position = db.execute(select(readers.c.number).where(readers.c.name == reader)).scalar()
    after = events.c.number > (position or 0)
    if db.execute(select(events.c.number).where(after).limit(1)).first() is None:
        return None
    db.commit()
    with db.begin():
        wait_for_writers(db)
        newest = db.execute(select(func.max(events.c.number))).scalar_one()
    statement = select(events.c.number).where(after, events.c.number <= newest)
    numbers = list(db.execute(statement.order_by(events.c.number).limit(most)).scalars())
    found = events_numbered(db, numbers)
    return Unread([found[each] for each in numbers if each in found], numbers[-1])


def mark_read(db: Connection, marks: Sequence[Mark]) -> list[None]:
    """Write down how far readers are; never back."""
    dialect: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    for mark in marks:
        statement = dialect.insert(readers).values(name=mark.reader, number=mark.number)
        new = statement.excluded.number
        later = case((new > readers.c.number, new), else_=readers.c.number)
        db.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"number": later}))
    return [None] * len(marks)
