"""A playbook's Dag does what `line-connector playbook run` does."""

from __future__ import annotations

import pytest

from platforms.airflow.conftest import RunDag
from support.sandboxed import PUSH, USER, Line

GROUP = f"C{1:032x}"
PHONE = "66900000009"
ORDER = {"order": "1024", "to": USER, "phone": PHONE}
INCIDENT = {"id": "INC-7", "title": "Disk full", "severity": "high", "group": GROUP}


def test_an_order_goes_out_on_line(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("order_shipped", run_conf=ORDER)

    assert ran.returned("outputs") == {"pushed": True, "sms": None}
    assert ran.tried("sms")[0] == "skipped"
    assert line.received()[0]["messages"][0]["altText"] == "Order 1024 has shipped"


def test_else_an_order_goes_out_by_sms(run_dag: RunDag, line: Line) -> None:
    line.fault(PUSH, answer={"status": 400, "json": {"message": "Failed to send messages"}})

    ran = run_dag("order_shipped", run_conf=ORDER)
    line.control("clock", {"advance": 60})

    assert ran.state == "success"
    assert ran.returned("outputs") == {"pushed": False, "sms": "PENDING"}
    assert line.received(PHONE)[0]["via"] == "SMS"


def test_an_error_leads_to_its_branch(run_dag: RunDag, line: Line) -> None:
    nowhere = {**INCIDENT, "group": "C" + "f" * 32, "on_call": USER}

    assert run_dag("incident_alert", run_conf=nowhere).returned("outputs")["told"] == USER
    words = line.received()[0]["messages"][0]["text"]
    assert words.startswith("INC-7: Disk full\nThe group could not be told: 400 Bad Request")


def test_without_error_the_branch_is_skipped(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("incident_alert", run_conf=INCIDENT)

    assert ran.tried("tell_on_call")[0] == "skipped"
    assert ran.returned("outputs")["told"] == GROUP
    assert len(line.received(GROUP)) == 1


def test_a_loop_is_a_mapped_task(run_dag: RunDag, line: Line) -> None:
    nobody = "U" + "f" * 32
    owners = {"date": "20260101", "owners": [USER, nobody], "warn_at": 0}

    ran = run_dag("monthly_usage", run_conf=owners)

    assert ran.state == "success"
    assert ran.returned("report", 0)["status_code"] == 200
    assert ran.returned("report", 1)["error"]["error"] == "BadRequestError"
    assert ran.returned("outputs")["told"] == 1
    assert line.received()[0]["messages"][0]["text"].startswith("⚠ Messages this month: 0")


def test_a_job_is_waited_for(run_dag: RunDag, line: Line) -> None:
    line.control("settings", {"narrowcastWaiting": 0, "narrowcastSending": 0})

    ran = run_dag("narrowcast_and_wait", run_conf={"text": "20 % off", "most": 3})
    assert ran.returned("outputs") == {"sent": 3, "failed": 0}


def test_an_expression_that_fails_on_its_value_is_a_failure(run_dag: RunDag) -> None:
    outputs = run_dag("failing_values", run_conf={"o": {"n": "5"}}).returned("outputs")

    assert outputs.pop("condition").startswith(
        "failing_values, line 9, column 5: steps[0].if: ${{ inputs.o.n > `3` }}: compares a string"
    )
    (why,) = outputs.pop("list")
    assert why.startswith("failing_values, line 13, column 5: steps[1].for_each: ")
    assert why.endswith("must be a list")
    assert "steps[2].with.chatId: ${{ inputs.o.none }} has no value" in outputs.pop("input")
    assert outputs == {"between": None, "branch": 200}


def test_where_a_playbook_does_not_go_on_it_fails_the_run(run_dag: RunDag) -> None:
    ran = run_dag("failing_values", run_conf={"o": {"n": "5"}, "stop": True})
    assert (ran.state, ran.tried("stops.items")[0]) == ("failed", "failed")


def test_an_input_that_is_wrong_starts_nothing(run_dag: RunDag, line: Line) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError, match="order"):
        run_dag("order_shipped", run_conf={**ORDER, "order": "x"})
    assert line.requests() == []
