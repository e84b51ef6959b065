"""Questions are deleted: those that ended long ago, and those of a person to be forgotten."""

from __future__ import annotations

from sqlalchemy import Engine

from line_connector.events.database import empty_log
from line_connector.events.store import now
from line_connector.questions import records
from line_connector.questions.database import make_tables, writing

KEPT_DAYS = 90
"""For which a question is kept after it ended, as the events are."""

_DAY = 24 * 60 * 60 * 1000


def forget_questions(engine: Engine, person: str) -> int:
    """Delete the questions that name a person or a chat, open ones too; return how many.

    Raises:
        StoreError: the database fails; nothing is deleted.
    """
    make_tables(engine)
    with writing(engine) as db:
        deleted = records.forget(db, person)
    empty_log(engine)
    return deleted


def prune_questions(engine: Engine) -> None:
    """Delete the questions that ended long ago.

    Raises:
        StoreError: the database fails.
    """
    with writing(engine) as db:
        records.prune(db, now() - KEPT_DAYS * _DAY)
