"""The MCP tool `line_ask`: it asks, waits for a while, and goes on waiting when called again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from line_connector.configuration import Configuration
from line_connector.questions import Questions
from questions.conftest import AOI, OPS, REN, Chats
from services.mcp import conftest
from support.calling_tools import Open, fail, succeed
from support.listening import until
from support.sandboxed import Line

anyio_backend, client = conftest.anyio_backend, conftest.client

TOOL = "line_ask"
NAMES = Configuration(Path("config.yaml"), recipients={"ops": [OPS], "aoi": [AOI]})

pytestmark = pytest.mark.anyio


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/events.sqlite"
    monkeypatch.setenv("LINE_CONNECTOR_STORE", url)
    return url


async def test_it_asks_once_and_waits_in_as_many_calls_as_it_takes(
    client: Open, chats: Chats, questions: Questions
) -> None:
    until(questions.is_heard)
    async with client(configuration=NAMES) as opened:
        question = {"text": "Deploy?", "to": "ops", "choices": ["Yes", "No"], "wait": 0}
        asked = await succeed(opened, TOOL, question)
        assert (asked["state"], asked["answer"]) == ("open", None)
        tap = threading.Timer(0.5, chats.tap, ("No", AOI, OPS))
        tap.start()
        answered = await succeed(opened, TOOL, {"question_id": asked["id"], "wait": 30})
        tap.join()
    assert (answered["state"], answered["answer"]["value"]) == ("answered", "No")
    assert chats.texts(OPS).count("Deploy? · Yes / No") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"to": "aoi"}, "text: is required"),
        ({"text": "Deploy?", "to": "nobody"}, "nobody"),
        ({"text": "Deploy?", "to": "aoi", "callback": "https://x"}, "callback: unknown property"),
        ({"text": "Deploy?", "to": "aoi", "wait": 301}, "wait: must be from 0 to 300"),
        ({"question_id": "4711"}, "there is no question 4711"),
        ({"question_id": "4711", "text": "x"}, "with nothing else but wait"),
        ({"text": "Deploy?", "to": "aoi"}, "line-connector listen"),
    ],
)
@pytest.mark.usefixtures("database")
async def test_what_is_wrong_is_said_and_asks_nothing(
    client: Open, line: Line, arguments: dict[str, object], told: str
) -> None:
    async with client(configuration=NAMES) as opened:
        words, _ = await fail(opened, TOOL, arguments)
    assert told in words
    assert line.received(AOI) == []


@pytest.mark.usefixtures("database")
async def test_the_operators_limits_hold(client: Open, line: Line) -> None:
    async with client(configuration=NAMES, allow_to=[REN]) as opened:
        await fail(opened, TOOL, {"text": "Deploy?", "to": "aoi"})
    assert line.received(AOI) == []
