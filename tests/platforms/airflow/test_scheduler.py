"""On a scheduler as it runs in production: what `dag.test()` cannot show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from line_connector import Connector
from line_connector.sandbox import Sandbox
from platforms.airflow.listener import listening, tapping
from platforms.airflow.services import Airflow, until
from platforms.airflow.waiting import ended_after_two_questions
from support.sandboxed import PUSH, USER, Line

EVENTS = "events.sqlite"
"""The listener's database, in Airflow's home."""


@pytest.fixture(scope="module")
def airflow(
    running_sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Airflow]:
    airflow = Airflow(tmp_path_factory.mktemp("airflow"))
    fields = {"login": "1000000001", "password": "sandbox-secret", "host": running_sandbox.url}
    try:
        airflow.start()
        line = {"connection_id": "line_default", "conn_type": "line", **fields}
        airflow.post("/api/v2/connections", line)
        events = {
            "connection_id": "line_events",
            "conn_type": "sqlite",
            "host": str(airflow.home / EVENTS),
        }
        airflow.post("/api/v2/connections", events)
        yield airflow
    finally:
        airflow.stop()


def test_a_lost_answer_is_settled_by_the_second_try(airflow: Airflow, line: Line) -> None:
    line.fault(drop="after", times=4)  # as often as one try of the task asks

    run_id = airflow.run("push")

    assert airflow.tried("push", run_id, "push") == ("success", 2)
    assert len(line.received()) == 1
    assert len({entry["headers"]["x-line-retry-key"] for entry in line.requests(PUSH)}) == 1
    log = airflow.log("push", run_id, "push")
    assert "outcome unknown" in log
    assert "was accepted before with this retry key" in log
    assert "sandbox-secret" not in log


def test_a_refusal_is_not_tried_again(airflow: Airflow, line: Line) -> None:
    line.fault(answer={"status": 400, "json": {"message": "no"}})

    run_id = airflow.run("push")

    assert airflow.tried("push", run_id, "push") == ("failed", 1)


def test_a_cleared_task_sends_again_only_if_it_should(airflow: Airflow, line: Line) -> None:
    for dag_id, times in (("push", 1), ("push_when_cleared", 2)):
        line.control("reset")
        airflow.clear(dag_id, airflow.run(dag_id))

        assert len(line.requests(PUSH)) == 2
        assert len(line.received()) == times


def test_a_narrowcast_is_waited_for_in_the_triggerer(airflow: Airflow, line: Line) -> None:
    with ended_after_two_questions(line):
        run_id = airflow.run("narrowcast_deferred")

    assert airflow.tried("narrowcast_deferred", run_id, "wait") == ("success", 1)
    assert "succeeded, 5 of 5" in airflow.log("narrowcast_deferred", run_id, "wait")
    assert airflow.files_with("narrowcast_deferred") != []
    assert airflow.files_with("sandbox-secret") == []


def test_an_approval_is_waited_for_in_the_triggerer(
    airflow: Airflow, line: Line, connector: Connector
) -> None:
    url = f"sqlite:///{airflow.home / EVENTS}"
    with listening(line, connector, url), tapping(line, "Approve", USER):
        run_id = airflow.run("approval_skips")

    assert airflow.tried("approval_skips", run_id, "approval") == ("success", 1)
    assert airflow.tried("approval_skips", run_id, "deploy") == ("success", 1)


def test_what_a_user_writes_starts_a_dag(
    airflow: Airflow, line: Line, connector: Connector
) -> None:
    with listening(line, connector, f"sqlite:///{airflow.home / EVENTS}"):
        until(lambda: airflow.kept_for("sizes"))  # the watcher's position
        line.control("act", {"type": "text", "userId": USER, "text": "size=M"})
        run = until(lambda: airflow.last_run("hears_sizes"))

    assert run["run_type"] == "asset_triggered"
    assert airflow.returned("hears_sizes", run["dag_run_id"], "read") == ["size=M"]


def test_a_dag_tells_of_its_failure(airflow: Airflow, line: Line) -> None:
    airflow.run("telling_dag")

    told = until(lambda: line.received(f"C{1:032x}"))
    assert told[0]["messages"][0]["text"] == "telling_dag failed"


def test_the_form_of_a_connection_is_shown(airflow: Airflow) -> None:
    forms = {form["connection_type"]: form for form in airflow.get("/ui/connections/hook_meta")}

    assert forms["line"]["hook_name"] == "LINE Messaging API"
    assert forms["line"]["standard_fields"]["login"]["title"] == "Channel ID"
    assert forms["line"]["standard_fields"]["port"]["hidden"]
    assert forms["line"]["extra_fields"]["token"]["schema"]["format"] == "password"
    assert forms["infobip"]["extra_fields"]["api_key"]["schema"]["title"] == "API key"
