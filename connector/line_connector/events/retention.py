"""How long events are kept, and erasing a person.

What is left of an erased event is its ID, channel and time: without them a redelivery of it would
be handled as a new event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, exists, func, or_, select, update

from line_connector.configuration.recipients import is_recipient_id
from line_connector.events.tables import deliveries, events, readers

DAY = 24 * 60 * 60 * 1000
"""Milliseconds."""

REMEMBERED_DAYS = 30
"""For how long the ID of an event is kept at least, so that it is not handled twice."""

_BATCH = 1_000
"""Events that are erased in one transaction: others write in between."""

_NOTHING: dict[str, Any] = {
    "chat_id": None,
    "user_id": None,
    "body": None,
    "type": "erased",
    "erased": True,
}

_PHONE = re.compile(r"\+?[0-9]{6,15}")

FORGETTING: list[Callable[[Connection, str], int]] = []
"""What else knows people: each erases one in the same transaction, and returns how many rows."""


class Retention(NamedTuple):
    """How long events are kept."""

    events_days: float = 90
    """After which nothing but the ID is left of an event."""

    content_days: float = 30
    """After which the provider's object is erased, if the event is delivered. 0: at once."""


class Prune(NamedTuple):
    """What is to be erased now."""

    retention: Retention
    now: int


def prune(db: Connection, requests: Sequence[Prune]) -> list[int]:
    """Erase what is older than it is kept, a batch at a time; return how many rows changed.

    What is not delivered yet stays whole.
    """
    return [_prune(db, each.retention, each.now) for each in requests]


def forget(db: Connection, users: Sequence[str]) -> list[int]:
    """Erase people: the events that they caused or are named in, delivered or not.

    Returns how many rows each was found in.
    """
    return [_forget(db, user) for user in users]


def _prune(db: Connection, retention: Retention, now: int) -> int:
    expired = now - round(retention.events_days * DAY)
    forgotten = now - round(max(retention.events_days, REMEMBERED_DAYS) * DAY)
    without_content = now - round(retention.content_days * DAY)
    delivered = ~exists().where(
        deliveries.c.event == events.c.number, deliveries.c.state.in_(["pending", "leased"])
    )
    # A reader that is gone for good must not keep contents for ever.
    read = or_(
        events.c.received_at < now - DAY, ~exists().where(readers.c.number < events.c.number)
    )
    # The last one stays: SQLite would give its number away again, and readers know numbers.
    is_last = events.c.number == select(func.max(events.alias().c.number)).scalar_subquery()
    found = _numbers(db, events.c.received_at < forgotten, delivered, ~is_last)
    if found:
        db.execute(delete(deliveries).where(deliveries.c.event.in_(found)))
        db.execute(delete(events).where(events.c.number.in_(found)))
        return len(found)
    found = _numbers(db, events.c.received_at < expired, ~events.c.erased, delivered)
    if found:
        _erase(db, found)
        return len(found)
    found = _numbers(
        db, events.c.received_at <= without_content, events.c.body.is_not(None), delivered, read
    )
    if found:
        db.execute(update(events).where(events.c.number.in_(found)).values(body=None))
    return len(found)


def _forget(db: Connection, user: str) -> int:
    caused = [events.c.user_id == user, events.c.chat_id == user]
    if _is_distinct(user):
        caused.append(events.c.body.contains(f'"{user}"', autoescape=True))
    wanted = or_(*caused), ~events.c.erased
    found = list(db.execute(select(events.c.number).where(*wanted)).scalars())
    for start in range(0, len(found), _BATCH):
        _erase(db, found[start : start + _BATCH])
    return len(found) + sum(erase(db, user) for erase in FORGETTING)


def _is_distinct(user: str) -> bool:
    """Tell whether a text in an event can only be a person or a chat: `message` is in them all."""
    return is_recipient_id(user) or _PHONE.fullmatch(user) is not None


def _erase(db: Connection, numbers: Sequence[int]) -> None:
    db.execute(delete(deliveries).where(deliveries.c.event.in_(numbers)))
    db.execute(update(events).where(events.c.number.in_(numbers)).values(**_NOTHING))


def _numbers(db: Connection, *conditions: ColumnElement[bool]) -> list[int]:
    statement = select(events.c.number).where(*conditions).order_by(events.c.received_at)
    return list(db.execute(statement.limit(_BATCH)).scalars())
