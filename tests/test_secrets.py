"""No secret in a log, an error, a repr or an output, whatever is called and however it ends."""

from __future__ import annotations

import logging
import time
import traceback
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector, ConnectorError
from line_connector.outbox.calls import CallName
from line_connector.outbox.outbox import TABLE, Outbox
from line_connector.outbox.sqlite import SqliteDatabase, Tables
from support.sandboxed import USER, Line, text

SECRETS = ("sandbox-secret", "sandbox-token")


def log_all(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="urllib3")  # which the official SDK turns down


def test_no_action_writes_a_secret_into_the_log(
    connector: Connector, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    log_all(caplog)
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


TABLES = Tables(version=1, statements=(TABLE,), upgrades={}, oldest=frozenset({"calls"}))
OWN = "own.secret-of-the.input"

WITH_OWN_SECRET: dict[str, dict[str, Any]] = {
    "issue_channel_token": {"client_id": "1", "client_secret": OWN},
    "verify_channel_token_by_jwt": {"access_token": OWN},
    "gets_all_valid_channel_access_token_key_ids": {"client_assertion": OWN},
    "attach_module": {
        "code": OWN,
        "redirect_uri": "https://example.com/",
        "client_id": "1",
        "client_secret": OWN,
    },
}

with_own_secret = pytest.mark.parametrize(("name", "raw"), WITH_OWN_SECRET.items())


@with_own_secret
def test_dry_run_masks_the_inputs_own_secrets(name: str, raw: dict[str, Any]) -> None:
    call = Connector({}).call(name, raw)
    shown = call.dry_run()
    assert "***" in f"{shown['url']} {shown.get('body')}"
    assert "Authorization" not in shown["headers"]
    assert OWN not in f"{shown} {call!r} {call.request!r}"


@with_own_secret
def test_inputs_own_secrets_are_in_no_log_and_no_error(
    line: Line, caplog: pytest.LogCaptureFixture, name: str, raw: dict[str, Any]
) -> None:
    log_all(caplog)
    line.fault("/*", answer={"status": 400, "json": {"message": f"not with {OWN}", OWN: 1}})
    with (
        Connector({"line": {"url": line.url}}) as connector,
        pytest.raises(ConnectorError, match=r"not with \*\*\*") as caught,
    ):
        connector.run(name, raw)

    assert OWN not in f"{caught.value} {caught.value!r} {caught.value.to_dict()}"
    assert OWN not in caplog.text


def test_other_requests_are_logged_all_the_same(
    connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    log_all(caplog)
    connector.run("verify_channel_token", {"access_token": "sandbox-token"})
    connector.run("get_followers", {"limit": 7})
    assert "limit=7" in caplog.text


@with_own_secret
def test_lost_answer_does_not_show_the_inputs_own_secrets(
    line: Line, name: str, raw: dict[str, Any]
) -> None:
    line.fault("/*", drop="after", times=9)
    with (
        Connector({"line": {"url": line.url}}, retries=()) as connector,
        pytest.raises(ConnectorError) as caught,
    ):
        connector.run(name, raw)
    assert OWN not in "".join(traceback.format_exception(caught.value))


@with_own_secret
def test_call_with_a_secret_is_neither_written_down_nor_sent(
    connector: Connector, line: Line, tmp_path: Path, name: str, raw: dict[str, Any]
) -> None:
    call = connector.call(name, raw)
    with (
        closing(SqliteDatabase(tmp_path, "calls", TABLES, timeout=0)) as database,
        pytest.raises(ConnectorError, match="is never written down"),
    ):
        Outbox(database, time.time).send(CallName("run", "step"), call, call.send)

    assert line.requests() == []
    assert not any(OWN.encode() in file.read_bytes() for file in tmp_path.iterdir())


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
