from __future__ import annotations

from typing import Any

import pytest
import requests

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import USER, Line

GROUP = f"C{1:032x}"


def marks(line: Line) -> list[str]:
    answer = requests.get(f"{line.url}/_sandbox/read-marks", timeout=10).json()
    return [each["chatId"] for each in answer["readMarks"]]


@pytest.mark.parametrize("chat", [{}, {"groupId": GROUP}])
def test_token_marks_its_chat_as_read(
    connector: Connector, line: Line, chat: dict[str, str]
) -> None:
    token = line.control("read-tokens", {"userId": USER, **chat})["markAsReadToken"]

    for _ in "ab":
        output = connector.run("mark_messages_as_read_by_token", {"markAsReadToken": token})
        assert (output.status_code, output.json_body) == (200, {})

    assert marks(line) == [chat.get("groupId", USER)]


def test_token_of_another_account_is_refused(connector: Connector, line: Line) -> None:
    with pytest.raises(BadRequestError, match="Invalid markAsReadToken"):
        connector.run("mark_messages_as_read_by_token", {"markAsReadToken": "x"})
    assert marks(line) == []


def test_user_is_marked_as_read_the_old_way(connector: Connector, line: Line) -> None:
    connector.run("mark_messages_as_read", {"chat": {"userId": USER}})

    assert marks(line) == [USER]
    (seen,) = line.requests("/v2/bot/message/markAsRead")
    assert seen["body"] == {"chat": {"userId": USER}}


def test_unknown_user_is_refused(connector: Connector) -> None:
    with pytest.raises(BadRequestError, match=r"'chat\.chatId'"):
        connector.run("mark_messages_as_read", {"chat": {"userId": f"U{999:032x}"}})


@pytest.mark.parametrize(
    ("action", "given", "where"),
    [
        ("mark_messages_as_read", {}, "chat"),
        ("mark_messages_as_read", {"chat": {"userId": GROUP}}, r"chat\.userId"),
        ("mark_messages_as_read_by_token", {}, "markAsReadToken"),
        ("mark_messages_as_read_by_token", {"markAsReadToken": ""}, "markAsReadToken"),
    ],
)
def test_what_is_missing_is_asked_for(
    connector: Connector, line: Line, action: str, given: dict[str, Any], where: str
) -> None:
    with pytest.raises(InputError, match=where):
        connector.run(action, given)
    assert line.requests() == []
