"""No secret in a log, an error, a repr or an output, whatever is called and however it ends."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from line_connector import Connector, ConnectorError
from support.sandboxed import USER, Line, text

SECRETS = ("sandbox-secret", "sandbox-token")


def test_no_action_writes_a_secret_into_the_log(
    connector: Connector, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]

    for spec in connector.manifest.actions.values():
        raw: dict[str, Any] = {**spec.action.example}
        if "replyToken" in raw:
            raw["replyToken"] = token
        try:
            connector.run(spec.name, raw)
        except ConnectorError as error:
            assert not any(secret in str(error) for secret in SECRETS)

    assert caplog.records
    bearer = connector.session("line")._authentication.header().removeprefix("Bearer ")
    for secret in (*SECRETS, bearer):
        assert secret not in caplog.text


def test_reprs_show_no_secret(line: Line) -> None:
    values = {"url": line.url, "token": "sandbox-token", "client_secret": "sandbox-secret"}
    with Connector({"line": values}) as connector:
        session = connector.session("line")
        shown = f"{connector!r} {session!r} {session.connection!r} {vars(session)!r}"
    assert not any(secret in shown for secret in SECRETS)


def test_dry_run_masks_the_credential(connector: Connector) -> None:
    shown = connector.dry_run("push_message", {"to": USER, "messages": text()})
    assert shown["headers"]["Authorization"] == "***"


@pytest.mark.parametrize("token", ["line\nbreak-token", "carriage\rreturn-token"])
def test_token_that_would_break_a_header_is_refused_unseen(line: Line, token: str) -> None:
    with (
        Connector({"line": {"url": line.url, "token": token}}) as connector,
        pytest.raises(ConnectorError, match="token: must not hold line breaks") as caught,
    ):
        connector.run("get_message_quota")
    assert token not in str(caught.value)


def test_wrong_connection_value_is_not_shown() -> None:
    values = {"token": "t", "connect_timeout": "my-password"}
    with Connector({"line": values}) as connector, pytest.raises(ConnectorError) as caught:
        connector.run("get_message_quota")
    assert "connect_timeout" in str(caught.value)
    assert "my-password" not in str(caught.value)
