"""Several accounts hear of the same people: an answer is of the account that asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from line_connector import Connector
from line_connector.configuration import Configuration, read_configuration
from line_connector.errors import CredentialsError, InputError
from line_connector.events import Event
from line_connector.events.store import now
from line_connector.events.writing import Arrived, write_events
from line_connector.questions import Asked, Question, Questions
from line_connector.questions.answering import Answers
from line_connector.questions.buttons import data_of
from line_connector.questions.database import open_database, reading, writing
from line_connector.questions.records import find
from questions.conftest import AOI
from support.sandboxed import Line

Asks = Callable[..., Asked]


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/events.sqlite"


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    opened = open_database(database)
    yield opened
    opened.dispose()


@pytest.fixture
def configuration(tmp_path: Path, line: Line) -> Configuration:
    credentials = f"{{token: sandbox-token, url: '{line.url}'}}"
    file = tmp_path / "config.yaml"
    file.write_text(
        f"default_account: tokyo\naccounts: {{tokyo: {credentials}, osaka: {credentials}}}\n"
    )
    return read_configuration(file)


@pytest.fixture
def asks(
    database: str, configuration: Configuration, connector: Connector
) -> Callable[[str], Asks]:
    def of(account: str) -> Asks:
        def ask(text: str = "Deploy?", key: str | None = None, **fields: Any) -> Asked:
            with Questions(
                database, connector, account=account, configuration=configuration
            ) as questions:
                question = Question(text=text, to=[AOI], **fields)
                return questions.ask(question, key, needs_listener=False)

        return ask

    return of


def heard(account: str, **content: Any) -> Event:
    """An event in a user's own chat with an account."""
    kind = "message.text" if "message" in content else "postback"
    at = now()
    return Event(
        provider="line",
        channel=account,
        event_id=f"{account}-{at}",
        type=kind,
        timestamp=at,
        received_at=at,
        body=json.dumps({"events": [content]}),
        account=account,
        chat_id=AOI,
        user_id=AOI,
    )


def unreachable() -> Connector:
    raise CredentialsError("no token")


def state(engine: Engine, asked: Asked) -> tuple[str, str | None]:
    with reading(engine) as db:
        found = find(db, asked.id)
    assert found is not None
    return found.state, None if found.answer is None else found.answer.value


def test_a_text_answers_the_question_of_the_account_it_was_written_to(
    asks: Callable[[str], Asks], engine: Engine
) -> None:
    tokyo, osaka = asks("tokyo")(kind="text"), asks("osaka")(kind="text")
    message = {"type": "text", "id": "1", "text": "Because"}
    event = heard("tokyo", message=message)
    with writing(engine) as db:  # its number says that it came after the card
        write_events(db, [[Arrived(event, ())]])
    Answers(engine, unreachable).handle(event)
    assert state(engine, tokyo) == ("answered", "Because")
    assert state(engine, osaka) == ("open", None)


def test_a_button_in_the_chat_with_another_account_answers_nothing(
    asks: Callable[[str], Asks], engine: Engine
) -> None:
    asked = asks("tokyo")()
    with reading(engine) as db:
        record = find(db, asked.id)
    assert record is not None
    data = data_of(record.secret, record.id, "0", AOI)
    answers = Answers(engine, unreachable)
    answers.handle(heard("osaka", postback={"data": data}))
    assert state(engine, asked) == ("open", None)
    answers.handle(heard("tokyo", postback={"data": data}))
    assert state(engine, asked) == ("answered", "approve")


@pytest.mark.parametrize("picked", ["2026-11-30", "2027-01-01", "tomorrow", "2026-12-24T10:00"])
def test_a_date_that_the_card_does_not_offer_is_no_answer(
    asks: Callable[[str], Asks], engine: Engine, picked: str
) -> None:
    asked = asks("tokyo")(kind="date", earliest="2026-12-01", latest="2026-12-31")
    with reading(engine) as db:
        record = find(db, asked.id)
    assert record is not None
    data = data_of(record.secret, record.id, "pick", AOI)
    answers = Answers(engine, unreachable)
    answers.handle(heard("tokyo", postback={"data": data, "params": {"date": picked}}))
    assert state(engine, asked) == ("open", None)
    answers.handle(heard("tokyo", postback={"data": data, "params": {"date": "2026-12-31"}}))
    assert state(engine, asked) == ("answered", "2026-12-31")


def test_the_same_key_of_another_account_is_another_question(
    asks: Callable[[str], Asks],
) -> None:
    asks("tokyo")(key="once")
    with pytest.raises(InputError, match="another question"):
        asks("osaka")(key="once")


def test_the_default_account_that_asked_is_known(
    database: str, configuration: Configuration, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(tmp_path / "config.yaml"))
    for name in ("LINE_TOKEN", "LINE_URL", "LINE_CLIENT_ID", "LINE_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    with Questions(database, configuration=configuration) as questions:
        asked = questions.ask(Question(text="Deploy?", to=[AOI]), needs_listener=False)
    assert asked.account == "tokyo"
