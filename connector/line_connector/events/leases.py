"""Deliveries: leased for a while, then done, due again, or dead.

A lease is a delivery whose `due_at` lies in the future. If its process dies, it becomes due again
by itself. The number of attempts tells one lease from the next: what an earlier one reports late
changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, or_, select, update

from line_connector.events.event import Event
from line_connector.events.tables import deliveries, events
from line_connector.events.writing import STORED

_OPEN = ("pending", "leased")

_LONGEST_ERROR = 500
"""Characters of an error that are stored."""


class Delivery(NamedTuple):
    """An event on its way to a handler."""

    number: int

    event: Event

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return self.event.attempt


class Wanted(NamedTuple):
    """What is to be leased."""

    handler: str
    limit: int
    now: int
    until: int
    attempts: int
    ordered: bool


class Outcome(NamedTuple):
    """How a lease ended."""

    number: int
    attempt: int
    state: Literal["done", "pending", "dead"]
    due_at: int
    error: str | None = None


class Renewal(NamedTuple):
    """A lease that lasts longer."""

    number: int
    attempt: int
    until: int


def has_due(db: Connection, handler: str, at: int) -> bool:
    """Return whether there are deliveries that may be leased."""
    return db.execute(_IS_DUE, {"for_handler": handler, "at": at}).first() is not None


def lease(db: Connection, requests: Sequence[Wanted]) -> list[list[Delivery]]:
    """Lease deliveries that are due, those longest due first."""
    return [_lease(db, each) for each in requests]


def settle(db: Connection, outcomes: Sequence[Outcome]) -> list[None]:
    """Write down how leases ended; those that ended alike, by one statement."""
    alike: dict[tuple[int, str, int, str | None], list[int]] = {}
    for each in outcomes:
        # When a delivery was done is of no use to the millisecond.
        due_at = each.due_at - each.due_at % 1000 if each.state == "done" else each.due_at
        error = each.error and each.error[:_LONGEST_ERROR]
        alike.setdefault((each.attempt, each.state, due_at, error), []).append(each.number)
    for (attempt, state, due_at, error), numbers in alike.items():
        db.execute(
            _SETTLE,
            {
                "own_numbers": numbers,
                "own_attempt": attempt,
                "to_state": state,
                "due": due_at,
                "to_error": error,
            },
        )
    return [None] * len(outcomes)


def renew(db: Connection, renewals: Sequence[Renewal]) -> list[None]:
    """Make leases last longer."""
    db.execute(
        _OWN_LEASE.values(due_at=bindparam("due")),
        [
            {"own_number": each.number, "own_attempt": each.attempt, "due": each.until}
            for each in renewals
        ],
    )
    return [None] * len(renewals)


def release(db: Connection, leases: Sequence[Renewal]) -> list[None]:
    """Give back leases whose delivery was not begun: they count as no attempt."""
    db.execute(
        _OWN_LEASE.values(
            state="pending", due_at=bindparam("due"), attempts=deliveries.c.attempts - 1
        ),
        [
            {"own_number": each.number, "own_attempt": each.attempt, "due": each.until}
            for each in leases
        ],
    )
    return [None] * len(leases)


_OWN_LEASE = update(deliveries).where(
    deliveries.c.number == bindparam("own_number"),
    deliveries.c.attempts == bindparam("own_attempt"),
    deliveries.c.state == "leased",
)

_SETTLE = (
    update(deliveries)
    .where(
        deliveries.c.number.in_(bindparam("own_numbers", expanding=True)),
        deliveries.c.attempts == bindparam("own_attempt"),
        deliveries.c.state == "leased",
    )
    .values(state=bindparam("to_state"), due_at=bindparam("due"), error=bindparam("to_error"))
)


_EVENTS = select(events.c.number, *(events.c[name] for name in STORED)).where(
    events.c.number.in_(bindparam("numbers", expanding=True))
)


def events_numbered(db: Connection, numbers: Sequence[int]) -> dict[int, Event]:
    """Return events by their numbers."""
    found: dict[int, Event] = {}
    for row in db.execute(_EVENTS, {"numbers": numbers}):
        values: list[Any] = list(row)
        found[values[0]] = Event(*values[1:])
    return found


def _lease(db: Connection, wanted: Wanted) -> list[Delivery]:
    due = {"for_handler": wanted.handler, "at": wanted.now, "most": wanted.limit}
    rows = db.execute(_FIRST_OF_CHATS if wanted.ordered else _DUE, due).all()
    exhausted = [row.number for row in rows if row.attempts >= wanted.attempts]
    if exhausted:
        error = "the process ended during each attempt"
        db.execute(
            update(deliveries)
            .where(deliveries.c.number.in_(exhausted))
            .values(state="dead", error=error)
        )
    leased = [row for row in rows if row.attempts < wanted.attempts]
    if not leased:
        return []
    db.execute(_LEASE, {"numbers": [row.number for row in leased], "until": wanted.until})
    found = events_numbered(db, [row.event for row in leased])
    return [
        Delivery(row.number, replace(found[row.event], attempt=row.attempts + 1)) for row in leased
    ]


def _is_first_of_its_chat() -> ColumnElement[bool]:
    """Return the condition that nothing of the same chat that happened earlier is open."""
    earlier = deliveries.alias("earlier")
    return ~exists().where(
        earlier.c.handler == deliveries.c.handler,
        earlier.c.chat_id == deliveries.c.chat_id,
        earlier.c.state.in_(_OPEN),
        or_(
            earlier.c.timestamp < deliveries.c.timestamp,
            and_(
                earlier.c.timestamp == deliveries.c.timestamp,
                earlier.c.number < deliveries.c.number,
            ),
        ),
    )


# Built once: to build a statement takes longer than to run it.
_MAY_BE_LEASED = (
    deliveries.c.handler == bindparam("for_handler"),
    deliveries.c.state.in_(_OPEN),
    deliveries.c.due_at <= bindparam("at"),
)

_IS_DUE = select(deliveries.c.number).where(*_MAY_BE_LEASED).limit(1)

_DUE = (
    select(deliveries.c.number, deliveries.c.attempts, deliveries.c.event)
    .where(*_MAY_BE_LEASED)
    .order_by(deliveries.c.due_at, deliveries.c.number)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)

_FIRST_OF_CHATS = _DUE.where(_is_first_of_its_chat())

_LEASE = (
    update(deliveries)
    .where(deliveries.c.number.in_(bindparam("numbers", expanding=True)))
    .values(state="leased", due_at=bindparam("until"), attempts=deliveries.c.attempts + 1)
)
