from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from sandboxed import USER, Line, text


def test_good_messages_pass_and_nothing_is_sent(connector: Connector, line: Line) -> None:
    output = connector.run("validate_push", {"messages": text()})

    assert (output.status_code, output.json_body) == (200, {})
    assert line.requests("/v2/bot/message/validate/push")
    assert line.received(USER) == []


def test_what_line_refuses_comes_with_its_details(connector: Connector, line: Line) -> None:
    details = [{"message": "May not be empty", "property": "messages[0].text"}]
    refusal = {"message": "The request body has 1 error(s)", "details": details}
    line.fault("/v2/bot/message/validate/push", answer={"status": 400, "json": refusal})

    with pytest.raises(BadRequestError, match=r"messages\[0\]\.text: May not be empty"):
        connector.run("validate_push", {"messages": text()})


def test_bad_messages_are_refused_here(connector: Connector, line: Line) -> None:
    with pytest.raises(InputError, match=r"messages\[0\]\.text"):
        connector.run("validate_push", {"messages": text("")})
    assert line.requests() == []
