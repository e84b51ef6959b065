"""Writing events down, each with the deliveries that it is due to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql

from line_connector.events.bulk import insert_rows
from line_connector.events.event import Event
from line_connector.events.tables import deliveries, events

STORED = (
    "provider",
    "channel",
    "event_id",
    "type",
    "timestamp",
    "received_at",
    "body",
    "account",
    "chat_id",
    "user_id",
    "redelivered",
    "standby",
)
"""The fields of an event, in its order, which are columns too."""

_values = attrgetter(*STORED)

_DUE = ("event", "handler", "state", "attempts", "due_at", "chat_id", "timestamp")
"""The columns of a new delivery."""

NEWEST = select(func.coalesce(func.max(events.c.number), 0))
"""Number of the event that was stored last."""

Key = tuple[str, str, str]


class Arrived(NamedTuple):
    """An event, and the names of the handlers that get it."""

    event: Event
    handlers: tuple[str, ...]


class New(NamedTuple):
    """An event that was not there, with its number."""

    number: int
    arrived: Arrived


def write_events(db: Connection, requests: Sequence[Sequence[Arrived]]) -> list[int]:
    """Write the events of several requests; return how many of each were new.

    One that is there already stays as it is, and is not delivered again.
    """
    arrived: dict[Key, Arrived] = {}
    for request in requests:
        for each in request:
            arrived.setdefault(_key(each.event), each)
    new = _insert_events(db, arrived)
    due = [
        (number, name, "pending", 0, event.received_at, event.chat_id, event.timestamp)
        for number, (event, handlers) in new.values()
        for name in handlers
    ]
    if due:
        _insert_deliveries(db, due)
    # Two requests may hold the same event: it was new in the first of them.
    return [sum(new.pop(_key(each.event), None) is not None for each in own) for own in requests]


def _insert_events(db: Connection, arrived: Mapping[Key, Arrived]) -> dict[Key, New]:
    """Insert those events that are not there; return them with their numbers."""
    if not arrived:
        return {}
    if db.dialect.name == "sqlite":
        return _insert_numbered(db, arrived)
    statement = postgresql.insert(events).on_conflict_do_nothing()
    columns = events.c.provider, events.c.channel, events.c.event_id, events.c.number
    rows = db.execute(
        statement.returning(*columns),
        [dict(zip(STORED, _values(each.event), strict=True)) for each in arrived.values()],
    )
    keyed = ((row[:3], row[3]) for row in rows)
    return {key: New(number, arrived[key]) for key, number in keyed}


def _insert_numbered(db: Connection, arrived: Mapping[Key, Arrived]) -> dict[Key, New]:
    """Do so in SQLite, where nobody else writes now: the next numbers are ours."""
    newest: int = db.execute(NEWEST).scalar_one()
    numbered = dict(enumerate(arrived.items(), newest + 1))
    rows = [(number, *_values(each.event)) for number, (_, each) in numbered.items()]
    if insert_rows(db, events, ("number", *STORED), rows) < len(rows):
        found = db.execute(select(events.c.number).where(events.c.number > newest)).scalars()
        numbered = {number: numbered[number] for number in found}
    return {key: New(number, each) for number, (key, each) in numbered.items()}


def _insert_deliveries(db: Connection, due: Sequence[Sequence[Any]]) -> None:
    if db.dialect.name == "sqlite":
        insert_rows(db, deliveries, _DUE, due)
    else:
        db.execute(deliveries.insert(), [dict(zip(_DUE, row, strict=True)) for row in due])


def _key(event: Event) -> Key:
    return event.provider, event.channel, event.event_id
