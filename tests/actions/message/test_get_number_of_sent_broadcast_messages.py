from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from line_connector import Connector, InputError
from sandboxed import Line, text

ACTION = "get_number_of_sent_broadcast_messages"


def test_a_day_is_counted_when_it_is_over(connector: Connector, line: Line) -> None:
    connector.run("broadcast", {"messages": text()})
    now = datetime.fromtimestamp(line.now(), timezone(timedelta(hours=9)))
    today = {"date": now.strftime("%Y%m%d")}

    before = connector.run(ACTION, today).body
    line.control("clock", {"advance": 24 * 3600})
    after = connector.run(ACTION, today).body

    assert (before.status, before.success) == ("unready", None)
    assert (after.status, after.success) == ("ready", 5)


def test_before_2018_there_is_no_count(connector: Connector) -> None:
    assert connector.run(ACTION, {"date": "20180101"}).body.status == "out_of_service"


@pytest.mark.parametrize("date", ["2026-01-31", "20260231", "yesterday", ""])
def test_date_that_is_none_is_refused_here(connector: Connector, date: str) -> None:
    with pytest.raises(InputError, match="date"):
        connector.run(ACTION, {"date": date})


def test_date_may_be_a_number(connector: Connector) -> None:
    assert connector.run(ACTION, {"date": 20260131}).status_code == 200
