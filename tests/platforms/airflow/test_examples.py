from __future__ import annotations

from platforms.airflow.conftest import RunDag
from support.sandboxed import USER, Line

GROUP = f"C{1:032x}"


def test_an_order_alert_arrives_with_its_text_filled_in(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("order_alert", run_conf={"order": 7, "status": "late"})

    assert ran.state == "success"
    assert line.received(GROUP)[0]["messages"][0]["text"] == "Order 7 is late."


def test_a_campaign_reaches_everybody(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("campaign")

    assert ran.state == "success"
    assert [len(line.received(f"U{number:032x}")) for number in range(1, 6)] == [1] * 5


def test_a_failure_is_told(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("failure_notice")

    assert ran.state == "failed"
    assert [entry["messages"][0]["text"] for entry in line.received(USER)] == [
        "failure_notice.load_orders failed: the orders' file is empty"
    ]


def test_a_narrowcast_is_waited_for(run_dag: RunDag, line: Line) -> None:
    line.control("users", {"count": 100, "age": 30})  # LINE wants enough friends to choose among
    line.control("settings", {"narrowcastWaiting": 0, "narrowcastSending": 0})

    ran = run_dag("narrowcast")

    assert ran.returned("wait")["json_body"]["phase"] == "succeeded"
