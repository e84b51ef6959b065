"""`send` from Python: what it refuses, and to whom it sends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector, send
from line_connector.configuration import Configuration
from line_connector.errors import InputError
from support.sandboxed import USER, Line

GROUP = f"C{1:032x}"
NAMES = Configuration(
    Path("config.yaml"), recipients={"ops": [GROUP], "boss": [USER]}, default_recipient="ops"
)


def test_a_list_of_recipients(connector: Connector, line: Line) -> None:
    sent = send(["ops", "boss", USER], "Hi", connector=connector, configuration=NAMES)
    assert [each.to for each in sent] == [GROUP, USER]


@pytest.mark.parametrize(
    ("to", "given", "told"),
    [
        ("", {"text": "Hi"}, "recipient: must not be empty"),
        (" ", {"text": "Hi"}, "recipient: must not be empty"),
        ([], {"text": "Hi"}, "to: must be a text, or a list of texts that is not empty"),
        (["boss", ""], {"text": "Hi"}, "recipient in 'boss,': must not be empty"),
        ([1], {"text": "Hi"}, "to: must be a text, or a list"),
        (7, {"text": "Hi"}, "to: must be a text, or a list"),
        ("ops", {"text": "Hi", "key": 12}, "key: must be a text that is not empty"),
        ("ops", {"text": "Hi", "key": ""}, "key: must be a text that is not empty"),
        ("ops", {"text": " \t"}, "text: must not be blank"),
        ("ops", {"sticker": " 446/1988"}, "sticker: must be PACKAGE/STICKER"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(
    connector: Connector, line: Line, to: Any, given: dict[str, Any], told: str
) -> None:
    with pytest.raises(InputError) as raised:
        send(to, connector=connector, configuration=NAMES, **given)
    assert str(raised.value).startswith(told)
    assert line.requests() == []
