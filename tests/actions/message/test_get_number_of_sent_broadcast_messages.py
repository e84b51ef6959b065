from __future__ import annotations

from datetime import datetime, timedelta, timezone

from line_connector import Connector
from support.sandboxed import Line, text

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
