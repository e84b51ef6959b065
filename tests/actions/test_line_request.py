from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import NotFoundError, UnknownOutcomeError
from support.sandboxed import USER, Line


def test_operation_without_an_action_is_reached(connector: Connector) -> None:
    raw = {"method": "GET", "path": f"/v2/bot/profile/{USER}"}
    assert connector.run("line_request", raw).json_body["userId"] == USER


def test_query_and_body_arrive(connector: Connector, line: Line) -> None:
    path = "/v2/bot/audienceGroup/upload"
    line.fault(path, answer={"status": 202, "json": {}})
    body = {"audienceGroupId": 1, "audiences": []}
    raw = {"method": "PUT", "path": path, "query": {"dry": True}, "body": body}

    assert connector.run("line_request", raw).status_code == 202
    assert line.requests(path)[0]["body"] == body
    assert line.requests(path)[0]["query"] == {"dry": "true"}


def test_refusal_is_the_providers(connector: Connector) -> None:
    with pytest.raises(NotFoundError):
        connector.run("line_request", {"method": "GET", "path": "/v2/bot/nothing"})


def test_post_with_a_lost_answer_is_not_sent_again(connector: Connector, line: Line) -> None:
    path = "/v2/bot/message/broadcast"
    line.fault(path, drop="after")
    body = {"messages": [{"type": "text", "text": "Hi"}]}

    with pytest.raises(UnknownOutcomeError):
        connector.run("line_request", {"method": "POST", "path": path, "body": body})
    assert len(line.received(USER)) == 1


@pytest.mark.parametrize(
    "path",
    ["v2/bot/info", "https://example.com/", "//example.com/x", "/v2/../x", "/a?b=c", "/a\r\nX: y"],
)
def test_path_that_leads_elsewhere_is_refused(connector: Connector, line: Line, path: str) -> None:
    with pytest.raises(InputError, match="path"):
        connector.run("line_request", {"method": "GET", "path": path})
    assert line.requests() == []
