"""What is left of questions: nothing of a person who is forgotten, nothing after 90 days."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from line_connector.errors import InputError
from line_connector.questions import Asked, Questions
from line_connector.questions.database import open_database, reading, writing
from line_connector.questions.forgetting import forget_questions, prune_questions
from line_connector.questions.tables import questions as table
from line_connector.questions.tables import turns
from line_connector.questions.turns import take_turn
from questions.conftest import AOI, OPS, REN, Chats

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


@pytest.mark.parametrize("no_person", ["", "Deploy", "approval", "a"])
def test_what_is_no_id_deletes_no_question(
    questions: Questions, ask: Ask, database: str, no_person: str
) -> None:
    asked = ask(to=["aoi"])
    engine = open_database(database)
    assert forget_questions(engine, no_person) == 0
    assert questions.get(asked.id).is_open
    engine.dispose()


def test_who_was_about_to_answer_is_forgotten(
    questions: Questions, ask: Ask, database: str
) -> None:
    asked = ask(kind="text")
    engine = open_database(database)
    with writing(engine) as db:
        take_turn(db, asked.id, OPS, REN)
    forget_questions(engine, REN)
    with reading(engine) as db:
        assert db.execute(select(turns)).all() == []
    assert questions.get(asked.id).is_open
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
