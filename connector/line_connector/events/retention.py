"""How long events are kept, and erasing a person.

What is left of an erased event is its ID, channel and time: without them a redelivery of it would
be handled as a new event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, exists, func, or_, select, update

from line_connector.configuration.recipients import is_recipient_id
from line_connector.events.event import Event
from line_connector.events.leases import events_numbered
from line_connector.events.tables import deliveries, events, is_open, readers

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


def erase(db: Connection, requests: Sequence[Sequence[int]]) -> list[int]:
    """Erase events by their numbers, delivered or not; return how many rows each request erased."""
    return [_erase(db, numbers) for numbers in requests]


def _prune(db: Connection, retention: Retention, now: int) -> int:
    expired = now - round(retention.events_days * DAY)
    forgotten = now - round(max(retention.events_days, REMEMBERED_DAYS) * DAY)
    without_content = now - round(retention.content_days * DAY)
    delivered = ~exists().where(deliveries.c.event == events.c.number, is_open(deliveries.c.state))
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
        return _erase(db, found)
    found = _numbers(
        db, events.c.received_at <= without_content, events.c.body.is_not(None), delivered, read
    )
    if found:
        db.execute(update(events).where(events.c.number.in_(found)).values(body=None))
    return len(found)


def deliveries_of(db: Connection, user: str) -> Iterator[tuple[str, Event]]:
    """Yield the names of handlers with the events that they got and `forget` would erase."""
    for some in batches(numbers_of(db, user)):
        own = events_numbered(db, some)
        query = select(deliveries.c.handler, deliveries.c.event).where(deliveries.c.event.in_(some))
        for handler, number in db.execute(query):
            yield handler, own[number]


def is_phone_number(text: str) -> bool:
    """Tell whether a text is a phone number with its country code, with or without a plus."""
    return _PHONE.fullmatch(text) is not None


def numbers_of(db: Connection, user: str, after: int = 0) -> list[int]:
    """Return the numbers, above a given one, of events that a person caused or is named in."""
    digits = user.removeprefix("+")
    forms = [digits, f"+{digits}"] if is_phone_number(user) else [user]
    named: list[ColumnElement[bool]] = [
        events.c.user_id.in_(forms),
        events.c.chat_id.in_(forms),
    ]
    if is_phone_number(user) or is_recipient_id(user):  # `message` is in all of them
        named += [events.c.body.contains(f'"{each}"', autoescape=True) for each in forms]
    query = select(events.c.number).where(events.c.number > after, or_(*named), ~events.c.erased)
    return list(db.execute(query).scalars())


def batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield numbers of as many events as are erased in one transaction."""
    for start in range(0, len(numbers), _BATCH):
        yield numbers[start : start + _BATCH]


def _erase(db: Connection, numbers: Sequence[int]) -> int:
    db.execute(delete(deliveries).where(deliveries.c.event.in_(numbers)))
    statement = update(events).where(events.c.number.in_(numbers), ~events.c.erased)
    return db.execute(statement.values(**_NOTHING)).rowcount


def _numbers(db: Connection, *conditions: ColumnElement[bool]) -> list[int]:
    statement = select(events.c.number).where(*conditions).order_by(events.c.received_at)
    return list(db.execute(statement.limit(_BATCH)).scalars())
