from __future__ import annotations

import pytest

from platforms.airflow.conftest import RunDag
from platforms.airflow.waiting import ended_after_two_questions
from support.sandboxed import Line

EITHER_WAY = pytest.mark.parametrize("dag_id", ["narrowcast_deferred", "narrowcast_waited_for"])


@EITHER_WAY
def test_it_waits_until_the_narrowcast_has_ended(
    run_dag: RunDag,
    line: Line,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    dag_id: str,
) -> None:
    with ended_after_two_questions(line):
        ran = run_dag(dag_id)

    assert ran.returned("wait")["json_body"]["phase"] == "succeeded"
    log = capfd.readouterr().out
    assert "get_narrowcast_progress: waiting" in log
    assert "get_narrowcast_progress: succeeded, 5 of 5" in log
    assert ("running trigger" in caplog.text) == (dag_id == "narrowcast_deferred")


@EITHER_WAY
def test_a_narrowcast_that_fails_fails_the_task(
    run_dag: RunDag, line: Line, capfd: pytest.CaptureFixture[str], dag_id: str
) -> None:
    line.control("settings", {"narrowcastErrorCode": 2})

    with ended_after_two_questions(line):
        ran = run_dag(dag_id)

    assert ran.tried("wait") == ("failed", 1)
    assert "JobFailedError: get_narrowcast_progress: failed" in capfd.readouterr().out


def test_giving_up_says_that_it_goes_on(
    run_dag: RunDag, line: Line, capfd: pytest.CaptureFixture[str]
) -> None:
    line.control("settings", {"narrowcastWaiting": 3600})

    ran = run_dag("narrowcast_given_up")

    assert ran.tried("wait") == ("failed", 1)
    assert "still pending when the polling timeout was over" in capfd.readouterr().out


def test_what_the_database_keeps_of_a_trigger_holds_no_secret() -> None:
    from line_connector.platforms.airflow.triggers import JobTrigger

    trigger = JobTrigger("get_narrowcast_progress", {"requestId": "r"}, "c", every=1, until=2)

    path, arguments = trigger.serialize()

    assert path == "line_connector.platforms.airflow.triggers.JobTrigger"
    assert arguments == {
        "action": "get_narrowcast_progress",
        "inputs": {"requestId": "r"},
        "conn_id": "c",
        "every": 1,
        "until": 2,
    }
