from __future__ import annotations

from line_connector import Connector
from support.sandboxed import USER, Line, text


def test_people_are_counted_not_message_objects(connector: Connector, line: Line) -> None:
    connector.run("push_message", {"to": USER, "messages": text() * 4})
    connector.run("push_message", {"to": f"C{1:032x}", "messages": text()})

    assert connector.run("get_message_quota_consumption").body.total_usage == 1 + 3
