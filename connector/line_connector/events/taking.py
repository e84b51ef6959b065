"""Taking events one at a time, each only once for all who take under the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.events.event import Event
from line_connector.events.leases import events_numbered
from line_connector.events.tables import TAKEN, deliveries


class Take(NamedTuple):
    """An event that somebody wants to take."""

    number: int
    event: Event

    consumer: str
    """Name of those of whom only one gets an event."""

    taker: str
    """Name of the one who takes it; taking it again is the same as taking it once."""

    now: int


def take(db: Connection, requests: Sequence[Take]) -> list[bool]:
    """Have events taken: by the consumer, and by the taker.

    Returns whether each is the taker's now, which it is not if another one has it.
    """
    return [_take(db, each) for each in requests]


def taken_after(db: Connection, position: int, taker: str) -> Event | None:
    """Return the event after a position that a taker has taken; None if there is none."""
    statement = (
        select(deliveries.c.event)
        .where(deliveries.c.event > position, deliveries.c.handler == taker)
        .order_by(deliveries.c.event)
        .limit(1)
    )
    number = db.execute(statement).scalar()
    return None if number is None else events_numbered(db, [number])[number]


def _take(db: Connection, wanted: Take) -> bool:
    dialect: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    taken: dict[str, Any] = {
        "event": wanted.number,
        "state": TAKEN,
        "attempts": 1,
        "due_at": wanted.now,
        "chat_id": wanted.event.chat_id,
        "timestamp": wanted.event.timestamp,
    }
    insert = dialect.insert(deliveries).on_conflict_do_nothing().returning(deliveries.c.number)
    if db.execute(insert.values(**taken, handler=wanted.consumer)).first() is not None:
        db.execute(insert.values(**taken, handler=wanted.taker))
        return True
    own = select(deliveries.c.number).where(
        deliveries.c.event == wanted.number, deliveries.c.handler == wanted.taker
    )
    return db.execute(own).first() is not None
