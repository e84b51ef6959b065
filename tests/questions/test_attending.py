"""What the listener does by itself; nothing that fails or is slow keeps anything else back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sqlalchemy import select, update

from line_connector import Connector
from line_connector.errors import CredentialsError, UnknownOutcomeError
from line_connector.events.store import now
from line_connector.questions import Asked, Attendant, Questions, listeners, records, sends
from line_connector.questions.database import open_database, reading, writing
from line_connector.questions.tables import sends as table
from questions.conftest import AOI, OPS, Chats
from support.listening import recording, until
from support.sandboxed import Line

Ask = Callable[..., Asked]


@pytest.fixture
def database(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/events.sqlite"


@contextmanager
def attending(database: str, connector: Callable[[], Connector]) -> Generator[None]:
    engine = open_database(database)
    with Attendant(engine, connector, lambda _: None):
        yield
    engine.dispose()


@contextmanager
def endless(*, answers: bool) -> Generator[str]:
    """Serve answers without an end, or none; yield the URL."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if answers:
                self.send_response(200)
                self.end_headers()
            over.wait(60)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            over.set()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("wrong", ["http://a..b/", "http://user:\u0100@127.0.0.1:1/"])
def test_a_callback_that_nothing_can_be_posted_to_keeps_no_other_back(
    questions: Questions, ask: Ask, connector: Connector, database: str, wrong: str
) -> None:
    with recording() as server:
        for url in (wrong, server.url):
            questions.cancel(ask(callback=url).id)
        with attending(database, lambda: connector):
            until(lambda: server.posted, 10)


def test_without_credentials_reminders_wait_and_callbacks_do_not(
    questions: Questions, ask: Ask, database: str
) -> None:
    def none() -> Connector:
        raise CredentialsError("no token")

    with recording() as server:
        ask(to=["aoi"], remind_after=0.001)
        questions.cancel(ask(to=["boss"], callback=server.url).id)
        with attending(database, none):
            until(lambda: server.posted, 10)


def test_a_callback_is_taken_by_its_status_however_long_the_answer_is(
    questions: Questions, ask: Ask, connector: Connector, database: str
) -> None:
    engine = open_database(database)

    def is_sent() -> bool:
        with reading(engine) as db:
            states = db.execute(select(table.c.state).where(table.c.kind == records.CALLBACK))
            return list(states.scalars()) == ["sent"]

    with endless(answers=True) as url:
        questions.cancel(ask(callback=url).id)
        with attending(database, lambda: connector):
            until(is_sent, 10)
    engine.dispose()


def test_a_slow_callback_keeps_no_card_back(
    questions: Questions, ask: Ask, connector: Connector, database: str, line: Line
) -> None:
    with endless(answers=False) as url:
        questions.cancel(ask(to=["boss"], callback=url).id)
        with attending(database, lambda: connector):
            ask(to=["aoi"], remind_after=0.5)
            until(lambda: len(Chats(line).texts(AOI)) == 2, 8)


def test_a_card_of_unknown_outcome_is_not_sent_again_once_its_question_has_ended(
    questions: Questions, ask: Ask, database: str, line: Line
) -> None:
    line.fault(drop="before", times=3)
    with pytest.raises(UnknownOutcomeError):
        ask()
    (asked,) = questions.latest()
    engine = open_database(database)
    later = now() + 60_000
    with writing(engine) as db:
        (claimed,) = sends.claim(db, later, sends.CARDS)
    questions.cancel(asked.id)
    with writing(engine) as db:
        sends.settle(db, claimed.number, "doubtful", error="lost", due_at=later)
        assert sends.claim(db, later + sends.CLAIM, sends.CARDS) == []
    assert questions.get(asked.id).sent[0].status == "unknown"
    engine.dispose()


def test_a_listener_that_a_clock_ahead_has_noted_is_not_there(
    questions: Questions, database: str
) -> None:
    engine = open_database(database)
    with writing(engine) as db:
        listeners.note(db, "gone", now() + 3_600_000)
    assert not questions.is_heard()
    with writing(engine) as db:
        listeners.note(db, "here", now() + 5_000)
    assert questions.is_heard()
    engine.dispose()


def test_a_clock_that_was_put_back_keeps_no_card_that_was_tried(
    ask: Ask, database: str, line: Line
) -> None:
    line.fault(drop="before", times=3)
    with pytest.raises(UnknownOutcomeError):
        ask(escalate_to=["boss"], escalate_after=7200, timeout=86_400)
    engine = open_database(database)
    with writing(engine) as db:
        first = table.c.begun_at.is_not(None)
        db.execute(update(table).where(first).values(due_at=now() + 2 * 3_600_000))
        (claimed,) = sends.claim(db, now(), sends.CARDS)
    assert claimed.recipient == OPS
    engine.dispose()
