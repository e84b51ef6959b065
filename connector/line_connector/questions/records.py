"""Questions in the database: written down, read, and ended once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.configuration.recipients import is_recipient_id
from line_connector.events.writing import NEWEST
from line_connector.questions.asked import Answer, Asked, Sent, State, moment
from line_connector.questions.question import Question
from line_connector.questions.tables import IS_OPEN, questions, sends, turns

CALLBACK = "callback"

_AT_ONCE = 500
"""Of those that are deleted in one statement."""


@dataclass(frozen=True)
class Record:
    """A question as it is written down."""

    id: str
    question: Question
    account: str
    """Name of the account that asks; empty for the default one."""

    asked_at: int
    expires_at: int
    secret: str = field(repr=False)
    allowed: tuple[str, ...] | None = None
    """IDs of the users who may answer in a group; None for anybody."""

    key: str | None = None
    state: State = "open"
    answer: Answer | None = None
    answer_event: str | None = None
    """ID of the event that brought the answer."""


@dataclass(frozen=True)
class Due:
    """A message that is to be sent."""

    kind: str
    recipient: str
    due_at: int
    begun: bool = False
    """Whether who writes it down sends it, so that nobody else does before `due_at`."""


def write(db: Connection, record: Record, due: Sequence[Due]) -> bool:
    """Write a question down; return False where one has its key already."""
    dialect: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    values = {
        "id": record.id,
        "key": record.key,
        "account": record.account,
        "state": record.state,
        "kind": record.question.kind,
        "body": json.dumps(record.question.to_wire(), ensure_ascii=False),
        "allowed": None if record.allowed is None else json.dumps(record.allowed),
        "secret": record.secret,
        "asked_at": record.asked_at,
        "expires_at": record.expires_at,
    }
    statement = dialect.insert(questions).values(values).on_conflict_do_nothing()
    if not db.execute(statement).rowcount:
        return False
    newest = db.execute(NEWEST).scalar_one()
    db.execute(
        insert(sends),
        [
            {
                "question": record.id,
                "kind": each.kind,
                "recipient": each.recipient,
                "state": "due",
                "due_at": each.due_at,
                "attempts": 0,
                "begun_at": record.asked_at if each.begun else None,
                "after_event": newest if each.begun else None,
            }
            for each in due
        ],
    )
    return True


def find(db: Connection, question: str) -> Record | None:
    """Return a question by its ID."""
    row = db.execute(select(questions).where(questions.c.id == question)).first()
    return None if row is None else record_of(row)


def find_by_key(db: Connection, key: str) -> Record | None:
    """Return the question that has a key."""
    row = db.execute(select(questions).where(questions.c.key == key)).first()
    return None if row is None else record_of(row)


def latest(db: Connection, state: str | None, limit: int) -> list[Record]:
    """Return questions, the latest first."""
    query = select(questions).order_by(questions.c.asked_at.desc(), questions.c.id).limit(limit)
    if state is not None:
        query = query.where(questions.c.state == state)
    return [record_of(row) for row in db.execute(query)]


def end(
    db: Connection,
    record: Record,
    state: State,
    at: int,
    answer: Answer | None = None,
    event: str | None = None,
) -> bool:
    """End a question that is open; return False where it had ended.

    What is still to be sent is dropped, and the callback is due.
    """
    values: dict[str, Any] = {"state": state, "ended_at": at}
    if answer is not None:
        told = {**answer.to_dict(), "at": round(answer.at.timestamp() * 1000)}
        # In ASCII: a name may have halves of characters, which databases refuse.
        values |= {"answer": json.dumps(told), "answer_event": event}
    mine = questions.c.id == record.id, IS_OPEN
    if not db.execute(update(questions).where(*mine).values(values)).rowcount:
        return False
    for before, after in (("due", "dropped"), ("doubtful", "unknown")):
        waiting = sends.c.question == record.id, sends.c.state == before
        db.execute(update(sends).where(*waiting).values(state=after))
    if record.question.callback:
        callback = {"question": record.id, "kind": CALLBACK, "recipient": "", "state": "due"}
        db.execute(insert(sends).values(**callback, due_at=at, attempts=0))
    return True


def prune(db: Connection, before: int) -> None:
    """Delete questions that ended before a time."""
    _delete(db, select(questions.c.id).where(questions.c.ended_at < before))


def forget(db: Connection, person: str) -> int:
    """Delete the questions that name a person or a chat by ID, in whatever place; return how many.

    What is no ID could be a part of many texts, so it only counts as a recipient.
    """
    found: list[ColumnElement[bool]] = [
        questions.c.id.in_(select(sends.c.question).where(sends.c.recipient == person))
    ]
    if is_recipient_id(person):
        found += [
            column.contains(person, autoescape=True)
            for column in (questions.c.body, questions.c.allowed, questions.c.answer)
        ]
    db.execute(delete(turns).where(or_(turns.c.user_id == person, turns.c.chat_id == person)))
    return _delete(db, select(questions.c.id).where(or_(*found)))


def _delete(db: Connection, found: Select[tuple[str]]) -> int:
    ids = list(db.execute(found).scalars())
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for table in (sends, turns):
            db.execute(delete(table).where(table.c.question.in_(some)))
        db.execute(delete(questions).where(questions.c.id.in_(some)))
    return len(ids)


def free_key(db: Connection, question: str) -> None:
    """Let a key be used again: nothing was sent under it."""
    db.execute(update(questions).where(questions.c.id == question).values(key=None))


def asked(db: Connection, record: Record) -> Asked:
    """Return a question as its asker sees it."""
    rows = db.execute(
        select(sends)
        .where(sends.c.question == record.id, sends.c.kind != CALLBACK)
        .order_by(sends.c.number)
    )
    return Asked(
        record.id,
        record.state,
        record.question,
        moment(record.asked_at),
        moment(record.expires_at),
        tuple(Sent(row.recipient, row.kind, _status(row), row.error) for row in rows),
        record.answer,
        record.account,
    )


def record_of(row: Row[Any]) -> Record:
    """Return a question from its row."""
    return Record(
        id=row.id,
        question=Question.model_validate_json(row.body),
        account=row.account,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        secret=row.secret,
        allowed=None if row.allowed is None else tuple(json.loads(row.allowed)),
        key=row.key,
        state=row.state,
        answer=row.answer and _answer(json.loads(row.answer)),
        answer_event=row.answer_event,
    )


def _answer(told: dict[str, Any]) -> Answer:
    fields = {**told}
    at = moment(fields.pop("at"))
    return Answer(at=at, **fields)


def _status(row: Row[Any]) -> str:
    if row.state == "doubtful":
        return "unknown"
    if row.state == "due":
        return "sending" if row.begun_at else "scheduled"
    return str(row.state)
