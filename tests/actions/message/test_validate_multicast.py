from __future__ import annotations

from line_connector import Connector
from support.sandboxed import USER, Line, text


def test_good_messages_pass_and_nothing_is_sent(connector: Connector, line: Line) -> None:
    output = connector.run("validate_multicast", {"messages": text()})

    assert (output.status_code, output.json_body) == (200, {})
    assert line.requests("/v2/bot/message/validate/multicast")
    assert line.received(USER) == []
