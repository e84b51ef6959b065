from __future__ import annotations

from line_connector import Connector
from support.sandboxed import Line


def test_account_tells_who_it_is(connector: Connector, line: Line) -> None:
    body = connector.run("get_bot_info").body

    assert body.user_id.startswith("U")
    assert body.basic_id.startswith("@")
    assert (body.chat_mode, body.mark_as_read_mode) == ("chat", "manual")
    assert line.requests("/v2/bot/info")[0]["body"] is None
