"""Tasks that ask: a sandbox, a listener, a task that waits, a tap, the task's result."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.events import EventStore
from line_connector.platforms.airflow.answer_trigger import AnswerTrigger
from line_connector.questions import Question, Questions
from platforms.airflow.conftest import RunDag
from platforms.airflow.listener import listening, tapping
from support.sandboxed import PUSH, USER, Line


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = tmp_path / "events.sqlite"
    connection = {"conn_type": "sqlite", "host": str(path)}
    monkeypatch.setenv("AIRFLOW_CONN_LINE_EVENTS", json.dumps(connection))
    return f"sqlite:///{path}"


@pytest.fixture
def listener(line: Line, connector: Connector, url: str) -> Iterator[EventStore]:
    with listening(line, connector, url) as store:
        yield store


@pytest.mark.parametrize("dag_id", ["asks_deferred", "asks_here"])
def test_a_tap_is_the_result_of_the_task(
    run_dag: RunDag, line: Line, listener: EventStore, dag_id: str
) -> None:
    with tapping(line, "M", USER):
        ran = run_dag(dag_id)

    answer = ran.returned("size")
    assert (answer["value"], answer["user_id"]) == ("M", USER)
    assert "order 7" in json.dumps(line.received()[0]["messages"])


@pytest.mark.parametrize("dag_id", ["release_deferred", "release_here"])
def test_a_step_of_a_playbook_asks(
    run_dag: RunDag, line: Line, listener: EventStore, dag_id: str
) -> None:
    with tapping(line, "M", USER):
        ran = run_dag(dag_id, run_conf={"version": "1.4"})

    assert ran.returned("outputs") == {"size": "M"}
    assert ran.returned("size")["answer"]["user_id"] == USER
    assert line.received(f"C{1:032x}")[0]["messages"][0]["text"] == "M for 1.4"


def test_an_approval_lets_what_follows_run(
    run_dag: RunDag, line: Line, listener: EventStore
) -> None:
    with tapping(line, "Approve", USER):
        ran = run_dag("approval_skips")

    assert ran.returned("approval")["value"] == "approve"
    assert ran.returned("deploy") == "deployed"


def test_a_denial_skips_what_follows_directly(
    run_dag: RunDag, line: Line, listener: EventStore
) -> None:
    with tapping(line, "Deny", USER):
        ran = run_dag("approval_skips")

    states = [str(ran.task(name).state) for name in ("approval", "deploy", "clean_up")]
    assert states == ["success", "skipped", "success"]


def test_a_denial_fails_if_it_should(
    run_dag: RunDag, line: Line, listener: EventStore, capfd: pytest.CaptureFixture[str]
) -> None:
    with tapping(line, "Deny", USER):
        ran = run_dag("approval_fails")

    assert ran.tried("approval") == ("failed", 1)
    assert "denied" in capfd.readouterr().out


def test_without_a_listener_nothing_is_asked(
    run_dag: RunDag, line: Line, url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = run_dag("asks_here")

    assert ran.tried("size")[0] == "failed"
    assert "start `line-connector listen`" in capfd.readouterr().out
    assert line.requests(PUSH) == []


def test_nobody_answers_in_time(
    run_dag: RunDag, line: Line, listener: EventStore, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = run_dag("asks_briefly")

    assert ran.tried("size") == ("failed", 1)
    assert "nobody answered in time" in capfd.readouterr().out


def test_a_wrong_question_fails_at_once(
    run_dag: RunDag, url: str, line: Line, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = run_dag("asks_wrongly")

    assert ran.tried("size") == ("failed", 1)
    assert "choices: a choice has 1 to 10 of them" in capfd.readouterr().out


def test_a_second_try_asks_no_second_time(
    run_dag: RunDag, line: Line, listener: EventStore
) -> None:
    line.fault(drop="after", times=4)  # as often as one try of the task asks

    with tapping(line, "L", USER):
        ran = run_dag("asks_here")

    assert ran.returned("size")["value"] == "L"
    assert len({entry["headers"]["x-line-retry-key"] for entry in line.requests(PUSH)}) == 1
    assert len([each for each in line.received() if "Which size" in json.dumps(each)]) == 1


def test_a_task_that_is_killed_withdraws_its_question(
    line: Line, connector: Connector, listener: EventStore, url: str
) -> None:
    with Questions(url, connector) as questions:
        asked = questions.ask(Question(text="Deploy?", to=[USER]), needs_listener=False)
        trigger = AnswerTrigger(asked.id, "line_events", 0.1)
        asyncio.run(trigger.on_kill())

        async def fired() -> list[Any]:
            return [event.payload async for event in trigger.run()]

        assert asyncio.run(fired()) == [{"id": asked.id, "state": "cancelled", "answer": None}]
        assert questions.get(asked.id).state == "cancelled"
