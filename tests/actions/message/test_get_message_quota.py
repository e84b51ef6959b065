from __future__ import annotations

from line_connector import Connector
from support.sandboxed import Line


def test_limit_is_told(connector: Connector, line: Line) -> None:
    line.control("settings", {"quota": 1000})
    body = connector.run("get_message_quota").body
    assert (body.type, body.value) == ("limited", 1000)


def test_no_limit_has_no_value(connector: Connector, line: Line) -> None:
    line.control("settings", {"quota": None})
    body = connector.run("get_message_quota").body
    assert (body.type, body.value) == ("none", None)
