from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from support.sandboxed import USER, Line

PATH = "/v2/bot/chat/loading/start"


def test_line_receives_chat_id_and_seconds(connector: Connector, line: Line) -> None:
    output = connector.run("show_loading_animation", {"chatId": USER, "loadingSeconds": 5})

    assert (output.status_code, output.json_body) == (202, {})
    assert line.requests(PATH)[0]["body"] == {"chatId": USER, "loadingSeconds": 5}


def test_absent_seconds_are_not_sent(connector: Connector, line: Line) -> None:
    connector.run("show_loading_animation", {"chatId": USER})
    assert line.requests(PATH)[0]["body"] == {"chatId": USER}


@pytest.mark.parametrize("seconds", [0, 4, 7, 65])
def test_seconds_that_line_refuses_are_refused_here(connector: Connector, seconds: int) -> None:
    with pytest.raises(InputError, match="loadingSeconds"):
        connector.run("show_loading_animation", {"chatId": USER, "loadingSeconds": seconds})


def test_group_cannot_see_it(connector: Connector) -> None:
    with pytest.raises(InputError, match="chatId"):
        connector.run("show_loading_animation", {"chatId": f"C{1:032x}"})
