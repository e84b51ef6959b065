"""Questions end when their time is over, but not before the answers that came in time are read."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, exists, select

from line_connector.events.store import now
from line_connector.events.tables import deliveries, is_open
from line_connector.questions import records
from line_connector.questions.database import reading, writing
from line_connector.questions.records import Record, record_of
from line_connector.questions.subscribing import NAME
from line_connector.questions.tables import IS_OPEN, questions, sends

_AT_ONCE = 100


def end_overdue(engine: Engine, question: str | None = None) -> None:
    """End the open questions whose time is over, or one of them.

    One stays open while a tap or a text waits for a listener that happened in one of its chats in
    time: where no listener ran, it may be the answer.

    Raises:
        StoreError: the database fails.
    """
    at = now()
    with reading(engine) as db:
        overdue = _overdue(db, at, question)
    for record in overdue:
        with writing(engine) as db:
            records.end(db, record, "expired", at)


def _overdue(db: Connection, at: int, question: str | None) -> list[Record]:
    only = () if question is None else (questions.c.id == question,)
    is_unread = exists().where(
        sends.c.question == questions.c.id,
        deliveries.c.handler == NAME,
        deliveries.c.chat_id == sends.c.recipient,
        is_open(deliveries.c.state),
        deliveries.c.timestamp < questions.c.expires_at,
    )
    query = select(questions).where(IS_OPEN, questions.c.expires_at <= at, ~is_unread, *only)
    return [record_of(row) for row in db.execute(query.limit(_AT_ONCE))]
