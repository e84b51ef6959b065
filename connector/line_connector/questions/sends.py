"""What is to be sent for questions: claimed by one process at a time, then settled.

A claim is a `due_at` in the future: if its process dies, another may take it then. That the same
message goes out twice, its retry key prevents.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from line_connector.events.writing import NEWEST
from line_connector.questions.records import CALLBACK, Record, record_of
from line_connector.questions.tables import IS_WAITING, questions, sends

CLAIM = 120_000
"""Milliseconds after which another process may send what one began to: longer than a push with all
its retries takes."""

_LONGEST_PAUSE = 3_600_000
"""Milliseconds at most between two tries."""

CARD = "card"
REMINDER = "reminder"

CARDS = (CARD, REMINDER)
CALLBACKS = (CALLBACK,)


class Claimed(NamedTuple):
    """A message that this process is to send now."""

    number: int
    record: Record
    kind: str
    recipient: str
    attempts: int
    """With this one."""

    begun_at: int
    """When it was first tried."""


def are_due(db: Connection, at: int, kinds: Sequence[str]) -> bool:
    """Tell whether something of some kinds is due."""
    return db.execute(select(sends.c.number).where(*_due(at, kinds)).limit(1)).first() is not None


def claim(
    db: Connection, at: int, kinds: Sequence[str], question: str | None = None, limit: int = 20
) -> list[Claimed]:
    """Claim messages that are due.

    Args:
        db: a transaction.
        at: the time.
        kinds: of what is claimed.
        question: ID of the only question to claim for.
        limit: how many.
    """
    only = () if question is None else (sends.c.question == question,)
    rows = db.execute(
        select(sends)
        .where(*_due(at, kinds), *only)
        .order_by(sends.c.due_at, sends.c.number)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return []
    newest = db.execute(NEWEST).scalar_one()
    for row in rows:
        values = {"due_at": at + CLAIM, "attempts": row.attempts + 1}
        if row.begun_at is None:
            values |= {"begun_at": at, "after_event": newest}
        db.execute(update(sends).where(sends.c.number == row.number).values(values))
    return _claimed(db, rows, at)


def begun_by_asker(db: Connection, question: str) -> list[Claimed]:
    """Return what a question's asker claimed by writing it down."""
    mine = sends.c.question == question, sends.c.attempts == 0, sends.c.begun_at.is_not(None)
    return _claimed(db, db.execute(select(sends).where(*mine).order_by(sends.c.number)).all(), 0)


def settle(
    db: Connection,
    number: int,
    state: str,
    *,
    error: str | None = None,
    due_at: int | None = None,
    messages: Sequence[str] = (),
) -> None:
    """Write down what came of a message.

    Args:
        db: a transaction.
        number: the message's.
        state: `sent`, `refused`, `unknown`; or `due` and `doubtful`, to be tried again.
        error: why it was not sent, or is not known to be.
        due_at: when it is tried again.
        messages: the IDs that LINE gave it.
    """
    values: dict[str, Any] = {"state": state, "error": error}
    if due_at is not None:
        values["due_at"] = due_at
    if messages:
        values["messages"] = json.dumps(messages)
    # What ended meanwhile is not tried again.
    again = () if due_at is None else (IS_WAITING,)
    db.execute(update(sends).where(sends.c.number == number, *again).values(values))


def _due(at: int, kinds: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    # What was tried, and is due later than any pause lasts, is from before the clock was put back.
    is_from_future = and_(sends.c.begun_at.is_not(None), sends.c.due_at > at + _LONGEST_PAUSE)
    is_due = or_(sends.c.due_at <= at, is_from_future)
    return IS_WAITING, is_due, sends.c.kind.in_(kinds)


def _claimed(db: Connection, rows: Sequence[Any], at: int) -> list[Claimed]:
    asked = {row.question for row in rows}
    found = db.execute(select(questions).where(questions.c.id.in_(asked)))
    records = {row.id: record_of(row) for row in found}
    return [
        Claimed(
            row.number,
            records[row.question],
            row.kind,
            row.recipient,
            row.attempts + 1,
            row.begun_at or at,
        )
        for row in rows
    ]
