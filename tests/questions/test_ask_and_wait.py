"""`line_connector.ask`: one call that returns the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

import line_connector
from line_connector import Answer, InputError, NoAnswerError
from line_connector.questions import NobodyListensError, Questions
from questions.conftest import AOI, CONFIGURATION, OPS, Chats
from support.listening import until
from support.sandboxed import Line


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/events.sqlite"


@pytest.fixture(autouse=True)
def surroundings(
    line: Line, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.yaml").write_text(CONFIGURATION)
    own = {"LINE_CONNECTOR_CONFIG": str(tmp_path / "own.yaml"), "LINE_CONNECTOR_STORE": database}
    for name, value in {**line.env, **own}.items():
        monkeypatch.setenv(name, value)


def test_it_returns_the_answer(chats: Chats, questions: Questions) -> None:
    until(questions.is_heard)
    ask = partial(line_connector.ask, "ops", "Deploy 1.4?", choices=["Yes", "No"], key="release")
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(ask)
        until(lambda: chats.texts(OPS))
        chats.tap("No", AOI, OPS)
        answer = waiting.result(30)
    assert isinstance(answer, Answer)
    assert (answer.value, answer.user_id, answer.recipient) == ("No", AOI, OPS)
    assert ask() == answer  # with the same key it is not asked again


def test_without_an_answer_it_raises(chats: Chats, questions: Questions) -> None:
    until(questions.is_heard)
    with pytest.raises(NoAnswerError, match="nobody answered in time") as raised:
        line_connector.ask("aoi", "Now?", timeout=0.5)
    assert raised.value.asked.state == "expired"
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(line_connector.ask, "aoi", "Later?")
        until(lambda: questions.latest("open"))
        questions.cancel(questions.latest("open")[0].id)
        with pytest.raises(NoAnswerError, match="it was withdrawn"):
            waiting.result(30)


def test_what_cannot_be_asked_is_not(line: Line) -> None:
    with pytest.raises(NobodyListensError):
        line_connector.ask(None, "Deploy 1.4?")
    with pytest.raises(InputError, match="text: must not be empty"):
        line_connector.ask("ops", " ")
    with pytest.raises(InputError, match="unknown property"):
        line_connector.ask("ops", "Deploy 1.4?", choises=["Yes"])
    assert line.received(OPS) == []
