from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import USER, Line, text


def test_event_is_answered_once(connector: Connector, line: Line) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    raw = {"replyToken": token, "messages": text()}

    assert connector.run("reply_message", raw).status_code == 200
    assert line.received()[0]["via"] == "reply"
    with pytest.raises(BadRequestError, match="Invalid reply token"):
        connector.run("reply_message", raw)
    assert len(line.received()) == 1


def test_token_is_too_old_after_a_minute(connector: Connector, line: Line) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    line.control("clock", {"advance": 61})

    with pytest.raises(BadRequestError, match="Invalid reply token"):
        connector.run("reply_message", {"replyToken": token, "messages": text()})


def test_reply_takes_no_retry_key(connector: Connector) -> None:
    with pytest.raises(InputError, match="retryKey"):
        connector.run("reply_message", {"replyToken": "r", "messages": text(), "retryKey": "k"})
