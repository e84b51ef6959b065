"""What a platform is told of an error, and whether it may run the step again."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector
from line_connector.errors import ConnectorError, CredentialsError, UnknownOutcomeError
from support.sandboxed import KEY, PUSH, USER, Line, text

GOOD = {"to": USER, "messages": text(), "retryKey": KEY}


def error_of(connector: Connector, name: str, raw: dict[str, Any]) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        connector.run(name, raw)
    return caught.value


def test_bad_input_says_where(connector: Connector) -> None:
    error = error_of(connector, "push_message", {"to": USER, "messages": [{"type": "text"}]})

    assert error.to_dict() == {
        "error": "InputError",
        "message": "messages[0].text: is required",
        "retryable": False,
        "problems": [
            {
                "property": "messages[0].text",
                "pointer": "/messages/0/text",
                "message": "is required",
            }
        ],
    }


def test_a_refusal_carries_its_output(connector: Connector) -> None:
    shape = error_of(connector, "push_message", {**GOOD, "to": "U" + "f" * 32}).to_dict()

    assert (shape["error"], shape["output"]["status_code"]) == ("BadRequestError", 400)
    assert shape["retryable"] is False


@pytest.mark.parametrize(("status", "helps"), [(403, False), (429, True), (401, False)])
def test_a_refusal_says_whether_later_is_better(
    connector: Connector, line: Line, status: int, helps: bool
) -> None:
    line.fault(PUSH, answer={"status": status}, times=9)

    assert error_of(connector, "push_message", GOOD).retryable is helps


def test_a_lost_answer_names_its_key(connector: Connector, line: Line) -> None:
    line.fault(PUSH, drop="after", times=9)

    shape = error_of(connector, "push_message", GOOD).to_dict()

    assert (shape["error"], shape["retry_key"]) == ("UnknownOutcomeError", KEY)
    assert shape["retryable"] is True


def test_a_lost_answer_without_key_must_not_be_sent_again() -> None:
    assert UnknownOutcomeError("lost").retryable is False


def test_credentials_have_to_be_mended(line: Line) -> None:
    with Connector({"line": {"url": line.url}}) as nobody:
        error = error_of(nobody, "push_message", GOOD)

    assert isinstance(error, CredentialsError)
    assert not error.retryable
