from __future__ import annotations

import pytest

from line_connector import Connector
from line_connector.errors import QuotaExceededError
from support.sandboxed import Line, text

FRIENDS = [f"U{number:032x}" for number in range(1, 6)]


def test_all_friends_receive_the_messages(connector: Connector, line: Line) -> None:
    assert connector.run("broadcast", {"messages": text()}).json_body == {}
    assert [len(line.received(friend)) for friend in FRIENDS] == [1, 1, 1, 1, 1]


def test_lost_answer_is_delivered_once(connector: Connector, line: Line) -> None:
    line.fault("/v2/bot/message/broadcast", drop="after")

    assert connector.run("broadcast", {"messages": text()}).accepted_request_id
    assert [len(line.received(friend)) for friend in FRIENDS] == [1, 1, 1, 1, 1]


def test_too_small_a_quota_sends_to_nobody(connector: Connector, line: Line) -> None:
    line.control("settings", {"quota": 4})

    with pytest.raises(QuotaExceededError):
        connector.run("broadcast", {"messages": text()})
    assert line.received(FRIENDS[0]) == []
