"""The tables of questions: made once, and upgraded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from sqlalchemy import text

from line_connector.events import EventStore
from line_connector.events.database import begun, open_engine
from line_connector.questions import Asked, Questions
from line_connector.questions.database import make_tables, open_database, writing
from questions.conftest import AOI, Chats
from support.postgres import Postgres
from support.sandboxed import Line
from support.stored_events import text_event

Ask = Callable[..., Asked]


def test_a_question_of_an_earlier_version_is_answered_by_a_text_after_its_card(
    line: Line, listen: Callable[[], ExitStack], questions: Questions, ask: Ask, database: str
) -> None:
    with EventStore(database) as store:
        store.add([text_event("early", "before", AOI)], []).result()
    asked = ask("Why?", to=["aoi"], kind="text")
    engine = open_database(database)
    with writing(engine) as db:
        db.execute(text("DROP TABLE line_connector_questions_schema"))
        db.execute(text("ALTER TABLE line_connector_question_sends DROP COLUMN after_event"))
    engine.dispose()
    with listen():
        Chats(line).write("Because", AOI)
        answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert answer.value == "Because"


def test_tables_are_made_while_events_are_written(postgres: Postgres) -> None:
    url = postgres.new_database()
    with EventStore(url) as store, store.engine.begin() as db:
        begun(db, durable=True)
        impatient = open_engine(f"{url}?options=-c%20lock_timeout%3D2s")
        make_tables(impatient)
        impatient.dispose()
