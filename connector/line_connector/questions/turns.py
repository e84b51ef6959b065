"""Answers in words: which question a text answers.

In a chat of one's own it is the question that the text quotes; else the one whose button the person
tapped last; else the one asked last. In a group, where people talk about other things, it has to
quote the card, or come from somebody who has tapped its button.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, ScalarSelect, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from line_connector.events.event import Event
from line_connector.events.tables import events
from line_connector.json_values import is_object
from line_connector.questions.records import CALLBACK, Record, record_of
from line_connector.questions.tables import IS_OPEN, questions, sends, turns

_REACHED = ("sent", "doubtful", "due")
"""States of a card that a person may have got: of one that is being sent, the answer may come
before LINE's."""


def take_turn(db: Connection, question: str, chat: str, user: str) -> None:
    """Note that a person's next text in a chat answers a question."""
    mine = turns.c.chat_id == chat, turns.c.user_id == user
    if not db.execute(update(turns).where(*mine).values(question=question)).rowcount:
        dialect = postgresql if db.dialect.name == "postgresql" else sqlite
        row = {"chat_id": chat, "user_id": user, "question": question}
        db.execute(dialect.insert(turns).values(row).on_conflict_do_nothing())


def end_turns(db: Connection, question: str) -> None:
    """Forget who was about to answer a question."""
    db.execute(delete(turns).where(turns.c.question == question))


def answered_by(db: Connection, event: Event) -> Record | None:
    """Return the open question that a text answers.

    Those of another account are left out: a user has one ID in the chats with both.
    """
    if event.chat_id is None:
        return None
    own = (questions.c.account.in_(["", event.account]),) if event.account else ()
    # It came after the card; of one delivered late, only its own time tells.
    begun = [sends.c.after_event < _number_of(event)]
    if event.redelivered:
        begun.append(sends.c.begun_at <= event.timestamp)
    rows = db.execute(
        select(questions, sends.c.messages)
        .join(sends, sends.c.question == questions.c.id)
        .where(
            IS_OPEN,
            questions.c.kind == "text",
            sends.c.recipient == event.chat_id,
            sends.c.kind != CALLBACK,
            sends.c.state.in_(_REACHED),
            *begun,
            *own,
        )
        .order_by(questions.c.asked_at.desc(), sends.c.number.desc())
    ).all()
    found = [(record_of(row), json.loads(row.messages or "[]")) for row in rows]
    quoted = _quoted(event)
    if quoted is not None:
        return next((record for record, messages in found if quoted in messages), None)
    if event.user_id is not None and found:
        mine = turns.c.chat_id == event.chat_id, turns.c.user_id == event.user_id
        turn = db.execute(select(turns.c.question).where(*mine)).scalar()
        for record, _ in found:
            if record.id == turn:
                return record
    is_own_chat = event.chat_id == event.user_id
    return found[0][0] if found and is_own_chat else None


def _quoted(event: Event) -> str | None:
    message = event.content.get("message")
    quoted = message.get("quotedMessageId") if is_object(message) else None
    return str(quoted) if quoted else None


def _number_of(event: Event) -> ScalarSelect[int]:
    return (
        select(events.c.number)
        .where(
            events.c.provider == event.provider,
            events.c.channel == event.channel,
            events.c.event_id == event.event_id,
        )
        .scalar_subquery()
    )
