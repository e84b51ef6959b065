"""Deliveries: leased for a while, then done, due again, or dead.

A lease is a delivery whose `due_at` lies in the future. If its process dies, it becomes due again
by itself. Each lease has a token of its own: what an earlier one reports late changes nothing, even
if the delivery was replayed meanwhile.

A lease counts as an attempt, so that a leased delivery with no attempts is one that was replayed
since: when the lease ends, however it does, the delivery is due again.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    Update,
    bindparam,
    case,
    exists,
    literal,
    or_,
    select,
    update,
)

from line_connector.events.event import Event
from line_connector.events.tables import deliveries, events, is_open
from line_connector.events.writing import STORED

_LONGEST_ERROR = 500
"""Characters of an error that are stored."""


class Delivery(NamedTuple):
    """An event on its way to a handler."""

    number: int

    event: Event

    lease: int
    """Token of the lease."""

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

    held: Collection[int] = ()
    """Numbers of deliveries that are in progress, also if their leases have ended."""


class Outcome(NamedTuple):
    """How a lease ended."""

    number: int
    lease: int
    state: Literal["done", "pending", "dead"]
    due_at: int
    error: str | None = None


class Renewal(NamedTuple):
    """A lease that lasts longer."""

    number: int
    lease: int
    until: int


class Correction(NamedTuple):
    """For how long deliveries may wait, in milliseconds."""

    handler: str
    now: int

    pauses: Sequence[int]
    """The longest after so many attempts, from none on; after more, it is the last."""

    lease: int


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
        alike.setdefault((each.lease, each.state, due_at, error), []).append(each.number)
    for (lease, state, due_at, error), numbers in alike.items():
        db.execute(
            _SETTLE,
            {
                "own_numbers": numbers,
                "own_lease": lease,
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
            {"own_number": each.number, "own_lease": each.lease, "due": each.until}
            for each in renewals
        ],
    )
    return [None] * len(renewals)


def release(db: Connection, leases: Sequence[Renewal]) -> list[None]:
    """Give back leases whose delivery was not begun: they count as no attempt."""
    db.execute(
        _OWN_LEASE.values(
            state="pending",
            due_at=bindparam("due"),
            attempts=case((_WAS_REPLAYED, 0), else_=deliveries.c.attempts - 1),
        ),
        [
            {"own_number": each.number, "own_lease": each.lease, "due": each.until}
            for each in leases
        ],
    )
    return [None] * len(leases)


def correct(db: Connection, requests: Sequence[Correction]) -> list[None]:
    """Have what waits longer than anything can be due now: the clock was set back since.

    The rule, for whatever has a `due_at`: it lies in the future by the pause after so many attempts
    at most; a lease more is granted, for clocks that differ. A lease that lasts longer than all of
    these is made to end after one, not now: its process may be alive, and renews it then.
    """
    for each in requests:
        db.execute(_corrected(each))
    return [None] * len(requests)


def _corrected(request: Correction) -> Update:
    soon = request.now + request.lease
    is_leased = deliveries.c.state == "leased"
    latest = [literal(soon + pause, BigInteger) for pause in request.pauses]
    pending_until = case(dict(enumerate(latest)), value=deliveries.c.attempts, else_=latest[-1])
    return (
        update(deliveries)
        .where(
            deliveries.c.handler == request.handler,
            is_open(deliveries.c.state),
            deliveries.c.due_at > soon,  # the index leaves few
            deliveries.c.due_at > case((is_leased, latest[-1]), else_=pending_until),
        )
        .values(
            due_at=case(
                (is_leased, literal(soon, BigInteger)), else_=literal(request.now, BigInteger)
            )
        )
    )


_WAS_REPLAYED = deliveries.c.attempts == 0

_OWN_LEASE = update(deliveries).where(
    deliveries.c.number == bindparam("own_number"),
    deliveries.c.lease == bindparam("own_lease"),
    deliveries.c.state == "leased",
)

_SETTLE = (
    update(deliveries)
    .where(
        deliveries.c.number.in_(bindparam("own_numbers", expanding=True)),
        deliveries.c.lease == bindparam("own_lease"),
        deliveries.c.state == "leased",
    )
    .values(
        state=case((_WAS_REPLAYED, "pending"), else_=bindparam("to_state", type_=String)),
        due_at=case((_WAS_REPLAYED, 0), else_=bindparam("due", type_=BigInteger)),
        error=bindparam("to_error"),
    )
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
    found_due = db.execute(_FIRST_OF_CHATS if wanted.ordered else _DUE, due)
    rows = [row for row in found_due if row.number not in wanted.held]
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
    numbers, token = [row.number for row in leased], secrets.randbits(62)
    db.execute(_LEASE, {"numbers": numbers, "until": wanted.until, "token": token})
    found = events_numbered(db, [row.event for row in leased])
    return [
        Delivery(row.number, replace(found[row.event], attempt=row.attempts + 1), token)
        for row in leased
    ]


def _is_first_of_its_chat() -> ColumnElement[bool]:
    """Return the condition that nothing of the same chat that happened earlier is open."""
    earlier = deliveries.alias("earlier")
    return ~exists().where(
        earlier.c.handler == deliveries.c.handler,
        earlier.c.chat_id == deliveries.c.chat_id,
        is_open(earlier.c.state),
        earlier.c.timestamp <= deliveries.c.timestamp,  # by itself, so that the index is used
        or_(
            earlier.c.timestamp < deliveries.c.timestamp,
            earlier.c.number < deliveries.c.number,
        ),
    )


# Built once: to build a statement takes longer than to run it.
_MAY_BE_LEASED = (
    deliveries.c.handler == bindparam("for_handler"),
    is_open(deliveries.c.state),
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
    .values(
        state="leased",
        due_at=bindparam("until"),
        attempts=deliveries.c.attempts + 1,
        lease=bindparam("token"),
    )
)
