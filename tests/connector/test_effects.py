from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.retry_keys import retry_key_in
from sandboxed import KEY, USER, text


@pytest.mark.parametrize(
    ("name", "raw", "effect"),
    [
        ("get_message_quota", {}, "reads"),
        ("push_message", {"to": USER, "messages": text()}, "sends"),
        ("broadcast", {"messages": text()}, "sends_to_many"),
        ("line_request", {"method": "GET", "path": "/v2/bot/info"}, "reads"),
        ("line_request", {"method": "POST", "path": "/v2/bot/info"}, "sends_to_many"),
    ],
)
def test_the_effect_of_an_input(name: str, raw: dict[str, Any], effect: str) -> None:
    assert Connector({}).effect(name, raw) == effect


@pytest.mark.parametrize(
    ("name", "raw", "recipients"),
    [
        ("push_message", {"to": USER, "messages": text()}, [USER]),
        ("multicast", {"to": [USER, USER], "messages": text()}, [USER, USER]),
        ("broadcast", {"messages": text()}, None),
    ],
)
def test_whom_an_input_reaches(
    name: str, raw: dict[str, Any], recipients: list[str] | None
) -> None:
    assert Connector({}).recipients(name, raw) == recipients


def test_of_wrong_input_nothing_can_be_said() -> None:
    with pytest.raises(InputError, match="to: is required"):
        Connector({}).recipients("push_message", {"messages": text()})


def test_the_retry_key_of_an_input_stands_under_either_name() -> None:
    assert retry_key_in({"retryKey": KEY}) == retry_key_in({"retry_key": KEY}) == KEY
    assert retry_key_in({"retryKey": None}) is None
