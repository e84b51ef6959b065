"""How far those are who read all events.

A reader is for what learns from every event and does no harm by learning twice: it costs one row,
where a handler costs one for each event. How far it is, the store knows by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, select
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.events.tables import readers


class Mark(NamedTuple):
    """How far a reader is."""

    reader: str
    position: int


def position_of(db: Connection, reader: str) -> int:
    """Return the position that a reader has read up to."""
    return db.execute(select(readers.c.number).where(readers.c.name == reader)).scalar() or 0


def mark_read(db: Connection, marks: Sequence[Mark]) -> list[None]:
    """Write down how far readers are; never back."""
    dialect: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    for mark in marks:
        statement = dialect.insert(readers).values(name=mark.reader, number=mark.position)
        new = statement.excluded.number
        later = case((new > readers.c.number, new), else_=readers.c.number)
        db.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"number": later}))
    return [None] * len(marks)
