from __future__ import annotations

import pytest

from line_connector import Connector
from line_connector.errors import NotFoundError
from support.sandboxed import Line, text


def test_phases_follow_one_another(connector: Connector, line: Line) -> None:
    sent = connector.run("narrowcast", {"messages": text()})
    raw = {"requestId": sent.request_id}

    waiting = connector.run("get_narrowcast_progress", raw).body
    line.control("clock", {"advance": 60})
    ended = connector.run("get_narrowcast_progress", raw).body

    assert (waiting.phase, waiting.success_count) == ("waiting", None)
    assert (ended.phase, ended.success_count, ended.failure_count) == ("succeeded", 5, 0)
    assert ended.completed_time > ended.accepted_time


def test_failure_says_its_code(connector: Connector, line: Line) -> None:
    line.control("settings", {"narrowcastErrorCode": 2})
    sent = connector.run("narrowcast", {"messages": text()})
    line.control("clock", {"advance": 60})

    body = connector.run("get_narrowcast_progress", {"requestId": sent.request_id}).body
    assert (body.phase, body.error_code) == ("failed", 2)


def test_it_is_forgotten_after_14_days(connector: Connector, line: Line) -> None:
    sent = connector.run("narrowcast", {"messages": text()})
    line.control("clock", {"advance": 14 * 24 * 3600 + 60})

    with pytest.raises(NotFoundError, match="Not found"):
        connector.run("get_narrowcast_progress", {"requestId": sent.request_id})
