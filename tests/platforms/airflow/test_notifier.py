from __future__ import annotations

import asyncio

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
