from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from support.sandboxed import Line, text

USERS = [f"U{number:032x}" for number in (1, 2, 3)]


def test_every_user_receives_the_messages(connector: Connector, line: Line) -> None:
    assert connector.run("multicast", {"to": USERS, "messages": text()}).json_body == {}
    assert all(line.received(user)[0]["via"] == "multicast" for user in USERS)


def test_lost_answer_is_delivered_once(connector: Connector, line: Line) -> None:
    line.fault("/v2/bot/message/multicast", drop="after")

    assert connector.run("multicast", {"to": USERS, "messages": text()}).status_code == 409
    assert all(len(line.received(user)) == 1 for user in USERS)


@pytest.mark.parametrize(
    ("to", "path"),
    [
        ([], "to"),
        ([f"U{number:032x}" for number in range(501)], "to"),
        ([USERS[0], f"C{1:032x}"], "to[1]"),
        (USERS[0], "to"),
    ],
)
def test_recipients_that_line_would_refuse(connector: Connector, to: object, path: str) -> None:
    with pytest.raises(InputError) as caught:
        connector.run("multicast", {"to": to, "messages": text()})
    assert caught.value.problems[0].property == path


def test_500_recipients_are_taken(connector: Connector, line: Line) -> None:
    users = [f"U{number:032x}" for number in range(1, 501)]
    assert connector.run("multicast", {"to": users, "messages": text()}).status_code == 200
