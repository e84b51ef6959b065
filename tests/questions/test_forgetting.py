"""What is left of questions: nothing of a person who is forgotten, nothing after 90 days."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update

from line_connector.errors import InputError
from line_connector.questions import Asked, Questions
from line_connector.questions.database import open_database, writing
from line_connector.questions.forgetting import forget_questions, prune_questions
from line_connector.questions.tables import questions as table
from questions.conftest import AOI, REN, Chats

Ask = Callable[..., Asked]


def test_questions_of_a_person_are_deleted(
    chats: Chats, questions: Questions, ask: Ask, database: str
) -> None:
    answered, asked_by_name, other = ask(), ask(to=["aoi"], kind="text"), ask(to=["boss"])
    chats.act("postback", AOI, f"C{1:032x}", data=chats.data(f"C{1:032x}"))
    assert questions.wait(answered.id, 10).state == "answered"
    engine = open_database(database)
    assert forget_questions(engine, AOI) == 2
    for gone in (answered, asked_by_name):
        with pytest.raises(InputError, match="no question"):
            questions.get(gone.id)
    assert questions.get(other.id).sent[0].recipient == REN
    engine.dispose()


def test_a_question_is_deleted_90_days_after_it_ended(
    questions: Questions, ask: Ask, database: str
) -> None:
    old, new, still_open = (ask(f"{number}?") for number in range(3))
    questions.cancel(old.id)
    questions.cancel(new.id)
    engine = open_database(database)
    with writing(engine) as db:
        day = 24 * 60 * 60 * 1000
        ended = table.c.ended_at - 91 * day
        db.execute(update(table).where(table.c.id == old.id).values(ended_at=ended))
    prune_questions(engine)
    assert {each.id for each in questions.latest()} == {new.id, still_open.id}
    engine.dispose()
