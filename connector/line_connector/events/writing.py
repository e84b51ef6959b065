"""Writing events down, each with the deliveries that it is due to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.events.event import Event
from line_connector.events.tables import deliveries, events

STORED = (
    "provider",
    "channel",
    "event_id",
    "account",
    "type",
    "chat_id",
    "user_id",
    "timestamp",
    "received_at",
    "redelivered",
    "standby",
    "body",
)
"""The fields of an event, which are columns too."""

Key = tuple[str, str, str]


class Arrived(NamedTuple):
    """An event, and the names of the handlers that get it."""

    event: Event
    handlers: tuple[str, ...]


def write_events(db: Connection, requests: Sequence[Sequence[Arrived]]) -> list[int]:
    """Write the events of several requests; return how many of each were new.

    One that is there already stays as it is, and is not delivered again.
    """
    arrived: dict[Key, Arrived] = {}
    for request in requests:
        for each in request:
            arrived.setdefault(_key(each.event), each)
    new = _insert(db, list(arrived.values())) if arrived else {}
    due = [
        {
            "event": number,
            "handler": handler,
            "state": "pending",
            "attempts": 0,
            "due_at": arrived[key].event.received_at,
            "chat_id": arrived[key].event.chat_id,
            "timestamp": arrived[key].event.timestamp,
        }
        for key, number in new.items()
        for handler in arrived[key].handlers
    ]
    if due:
        db.execute(deliveries.insert(), due)
    # Two requests may hold the same event: it was new in the first of them.
    return [sum(new.pop(_key(each.event), None) is not None for each in own) for own in requests]


def _insert(db: Connection, arrived: Sequence[Arrived]) -> dict[Key, int]:
    """Insert those events that are not there; return their numbers."""
    dialect: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(events).on_conflict_do_nothing()
    rows = [{name: getattr(each.event, name) for name in STORED} for each in arrived]
    columns = events.c.provider, events.c.channel, events.c.event_id, events.c.number
    return {
        (row.provider, row.channel, row.event_id): row.number
        for row in db.execute(statement.returning(*columns), rows)
    }


def _key(event: Event) -> Key:
    return event.provider, event.channel, event.event_id
