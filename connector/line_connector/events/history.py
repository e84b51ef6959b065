"""Looking events up, and having them delivered again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.events.event import Event
from line_connector.events.leases import events_numbered
from line_connector.events.tables import TAKEN, deliveries, events


class Search(NamedTuple):
    """Which events to list."""

    type: str | None = None
    """Their type, or its beginning up to a dot."""

    user: str | None = None
    """ID of the person or the chat."""

    state: str | None = None
    """A state that one of their deliveries has: pending, leased, done, dead or taken."""

    limit: int = 20


class DeliveryState(NamedTuple):
    """How far the delivery of an event to a handler is."""

    handler: str
    state: str
    attempts: int
    due_at: int
    error: str | None


class Found(NamedTuple):
    """An event that was found."""

    number: int
    event: Event
    deliveries: Sequence[DeliveryState]

    @property
    def handlers(self) -> list[str]:
        """Names of the handlers that it was delivered to, or waits for."""
        return [each.handler for each in self.deliveries if each.state != TAKEN]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {**self.event.to_dict(), "deliveries": [each._asdict() for each in self.deliveries]}


class Replay(NamedTuple):
    """Events to deliver again."""

    numbers: Sequence[int]
    handlers: Sequence[str]
    now: int


def find(db: Connection, search: Search) -> list[Found]:
    """Return events, the latest first."""
    conditions: list[ColumnElement[bool]] = [~events.c.erased]
    if search.type is not None:
        conditions.append(
            or_(
                events.c.type == search.type,
                events.c.type.startswith(f"{search.type}.", autoescape=True),
            )
        )
    if search.user is not None:
        conditions.append(or_(events.c.user_id == search.user, events.c.chat_id == search.user))
    if search.state is not None:
        in_state = select(deliveries.c.event).where(deliveries.c.state == search.state)
        conditions.append(events.c.number.in_(in_state))
    statement = select(events.c.number).where(*conditions).order_by(events.c.number.desc())
    return _found(db, list(db.execute(statement.limit(search.limit)).scalars()))


def find_by_id(db: Connection, event_id: str) -> list[Found]:
    """Return the events with an ID: one, unless several channels got it."""
    statement = select(events.c.number).where(events.c.event_id == event_id, ~events.c.erased)
    return _found(db, list(db.execute(statement).scalars()))


def waiting(db: Connection) -> dict[str, dict[str, int]]:
    """Return the number of deliveries that are not done, by handler and state."""
    counted: dict[str, dict[str, int]] = {}
    rows = db.execute(
        select(deliveries.c.handler, deliveries.c.state, func.count())
        .where(deliveries.c.state.in_(["pending", "leased", "dead"]))
        .group_by(deliveries.c.handler, deliveries.c.state)
    )
    for handler, state, count in rows:
        counted.setdefault(handler, {})[state] = count
    return counted


def handlers(db: Connection) -> list[str]:
    """Return the names of the handlers that any event was delivered to, or waits for."""
    handled = select(deliveries.c.handler).where(deliveries.c.state != TAKEN)
    return list(db.execute(handled.distinct().order_by(deliveries.c.handler)).scalars())


def replay(db: Connection, requests: Sequence[Replay]) -> list[int]:
    """Have events delivered again to handlers, as if never before; return how many deliveries.

    One that is in progress stays leased, so that nobody else begins it meanwhile: without attempts
    it is due again when the lease ends.
    """
    return [_replay(db, each) for each in requests]


def _replay(db: Connection, request: Replay) -> int:
    rows = [
        {
            "event": found.number,
            "handler": handler,
            "state": "pending",
            "attempts": 0,
            "due_at": request.now,
            "chat_id": found.event.chat_id,
            "timestamp": found.event.timestamp,
        }
        for found in _found(db, request.numbers)
        for handler in request.handlers or found.handlers
    ]
    if not rows:
        return 0
    dialect: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(deliveries)
    is_leased = deliveries.c.state == "leased"
    again = {
        "state": case((is_leased, "leased"), else_="pending"),
        "attempts": 0,
        "due_at": case((is_leased, deliveries.c.due_at), else_=request.now),
        "error": None,
    }
    db.execute(
        statement.on_conflict_do_update(index_elements=["event", "handler"], set_=again), rows
    )
    return len(rows)


def _found(db: Connection, numbers: Sequence[int]) -> list[Found]:
    own: dict[int, list[DeliveryState]] = {number: [] for number in numbers}
    columns = [deliveries.c[name] for name in DeliveryState._fields]
    rows = db.execute(
        select(deliveries.c.event, *columns)
        .where(deliveries.c.event.in_(numbers))
        .order_by(deliveries.c.number)
    )
    for event, *row in rows:
        own[event].append(DeliveryState(*row))
    found = events_numbered(db, numbers)
    return [Found(each, found[each], own[each]) for each in numbers if each in found]
