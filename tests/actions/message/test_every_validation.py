"""What the five validations have in common."""

from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from line_connector.schema.problems import Problem
from support.sandboxed import Line, text

every_validation = pytest.mark.parametrize(
    "kind", ["reply", "push", "multicast", "narrowcast", "broadcast"]
)


@every_validation
def test_what_line_refuses_comes_with_its_details(
    connector: Connector, line: Line, kind: str
) -> None:
    details = [{"message": "May not be empty", "property": "messages[0].text"}]
    refusal = {"message": "The request body has 1 error(s)", "details": details}
    line.fault(f"/v2/bot/message/validate/{kind}", answer={"status": 400, "json": refusal})

    with pytest.raises(BadRequestError) as caught:
        connector.run(f"validate_{kind}", {"messages": text()})
    assert caught.value.problems == [Problem(("messages", 0, "text"), "May not be empty")]


@every_validation
def test_bad_messages_are_refused_here(connector: Connector, line: Line, kind: str) -> None:
    with pytest.raises(InputError, match=r"messages\[0\]\.text"):
        connector.run(f"validate_{kind}", {"messages": text("")})
    assert line.requests() == []
