from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from support.sandboxed import Line, text


def test_a_text_is_rendered(connections: None, line: Line) -> None:
    from line_connector.platforms.airflow.notifications import LineNotifier

    LineNotifier(to=f"C{1:032x}", text="{{ what }} failed")({"what": "loading"})

    assert line.received(f"C{1:032x}")[0]["messages"][0]["text"] == "loading failed"


def test_messages_of_any_kind_go_too(connections: None, line: Line) -> None:
    from line_connector.platforms.airflow.notifications import LineNotifier

    LineNotifier(to=f"U{1:032x}", messages=text("{{ what }}"))({"what": "loading"})

    assert line.received()[0]["messages"][0]["text"] == "loading"


def test_each_failure_is_told(connections: None, line: Line) -> None:
    from line_connector.platforms.airflow.notifications import LineNotifier

    notifier = LineNotifier(to=f"U{1:032x}", text="failed")
    notifier({})
    notifier({})

    assert len(line.received()) == 2


def test_it_can_be_awaited(connections: None, line: Line) -> None:
    from line_connector.platforms.airflow.notifications import LineNotifier

    async def notify() -> None:
        await LineNotifier(to=f"U{1:032x}", text="late")

    asyncio.run(notify())

    assert line.received()[0]["messages"][0]["text"] == "late"


def test_what_cannot_be_sent_is_named(connections: None, line: Line) -> None:
    from airflow.sdk.exceptions import AirflowFailException

    from line_connector.platforms.airflow.notifications import LineNotifier

    with pytest.raises(AirflowFailException, match=r"messages\[0\]\.text: must not be empty"):
        LineNotifier(to=f"U{1:032x}")({})


def test_a_card_is_rendered(connections: None, line: Line) -> None:
    from line_connector.platforms.airflow.notifications import LineNotifier

    LineNotifier(
        to=f"U{1:032x}",
        card="alert",
        values={
            "title": "{{ what }} is done",
            "severity": "success",
            "fields": {"Rows": "{{ n }}"},
        },
    )({"what": "loading", "n": 7})

    assert line.received()[0]["messages"][0]["altText"] == "Success: loading is done · Rows: 7"


def test_a_failed_task_is_an_alert(connections: None, line: Line) -> None:
    from line_connector.platforms.airflow.notifications import LineFailureNotifier

    task = SimpleNamespace(
        dag_id="nightly", task_id="load", try_number=3, log_url="http://localhost:8080/x?a=b c"
    )
    context = {"ti": task, "run_id": "scheduled__1", "exception": ValueError("no rows")}
    LineFailureNotifier(to=f"U{1:032x}", values={"source": "{{ ti.dag_id }}"})(context)

    [message] = line.received()[0]["messages"]
    assert message["altText"] == (
        "Error: load failed · no rows · Dag: nightly · Task: load · Run: scheduled__1 · Try: 3"
        " · nightly"
    )
    [button] = message["contents"]["footer"]["contents"]
    assert button["action"]["uri"] == "http://localhost:8080/x?a=b%20c"


def test_a_failed_dag_is_an_alert(connections: None, line: Line) -> None:
    from airflow.sdk import DAG

    from line_connector.platforms.airflow.notifications import LineFailureNotifier

    LineFailureNotifier(to=f"U{1:032x}")(
        {"dag": DAG("nightly", schedule=None), "reason": "task_failure"}
    )

    [message] = line.received()[0]["messages"]
    assert message["altText"] == "Error: nightly failed · task_failure · Dag: nightly · Airflow"
