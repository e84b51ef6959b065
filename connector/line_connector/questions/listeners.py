"""Who takes answers: each `listen` says again and again that it is there."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.questions.tables import listeners

BETWEEN = 5.0
"""Seconds between two signs of life."""

_GONE = 20_000
"""Milliseconds after its last sign of life that a listener is taken for gone. So is one of the
future: it is from before the clock was put back."""

_DAY = 24 * 60 * 60 * 1000


def note(db: Connection, listener: str, at: int) -> None:
    """Note that a listener is there."""
    mine = listeners.c.id == listener
    if not db.execute(update(listeners).where(mine).values(seen_at=at)).rowcount:
        dialect = postgresql if db.dialect.name == "postgresql" else sqlite
        db.execute(dialect.insert(listeners).values(id=listener, seen_at=at))
        db.execute(delete(listeners).where(listeners.c.seen_at < at - _DAY))


def leave(db: Connection, listener: str) -> None:
    """Note that a listener ends."""
    db.execute(delete(listeners).where(listeners.c.id == listener))


def is_there(db: Connection, at: int) -> bool:
    """Tell whether there is a listener."""
    seen = (
        select(listeners.c.id).where(listeners.c.seen_at.between(at - _GONE, at + _GONE)).limit(1)
    )
    return db.execute(seen).first() is not None
