from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import requests

from line_connector.manifest import load_manifest
from support.sandboxed import USER, Line, text

ACME = """
name: acme
title: Acme
version: "1"
connections:
  acme:
    title: Acme
    authentication: [token]
    fields:
      url: {title: Address}
      pin: {title: Pin, secret: true}
actions: {}
"""


def given(monkeypatch: pytest.MonkeyPatch, connection: dict[str, Any] | str) -> None:
    text = connection if isinstance(connection, str) else json.dumps(connection)
    monkeypatch.setenv("AIRFLOW_CONN_MINE", text)


def try_it(hook: str = "LineHook") -> tuple[bool, str]:
    from line_connector.platforms.airflow import hooks

    answer: tuple[bool, str] = getattr(hooks, hook)("mine").test_connection()
    return answer


def test_channel_id_and_secret_are_login_and_password(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = {"host": line.url, "login": "1000000001", "password": "sandbox-secret"}
    given(monkeypatch, {"conn_type": "line", **fields})

    assert try_it() == (True, "Get the Target Limit for Messages This Month: 200 OK")


def test_other_fields_are_extra_ones(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    extra = {"token": "sandbox-token", "read_timeout": 5, "data_url": None, "ca_file": ""}
    given(monkeypatch, {"conn_type": "line", "host": line.url, "extra": extra})

    assert try_it()[0]


@pytest.mark.parametrize("colon", [":", "%3A"])
def test_the_form_of_an_address_will_do(
    line: Line, monkeypatch: pytest.MonkeyPatch, colon: str
) -> None:
    host = line.url.removeprefix("http://").replace(":", colon)
    given(monkeypatch, f"line://http://1000000001:sandbox-secret@{host}/?verify_ssl=false")

    assert try_it()[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"extra": {"api_key": "sandbox-key"}},
        {"login": "sandbox", "password": "sandbox"},
        {"login": "sandbox", "password": "sandbox", "extra": {"session_url": "auth/1/session"}},
    ],
)
def test_infobip_is_let_in(
    line: Line, monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any]
) -> None:
    given(monkeypatch, {"conn_type": "infobip", "host": line.url, **fields})

    assert try_it("InfobipHook") == (True, "List OMNI Scenarios: 200 OK")


def test_a_wrong_secret_is_told_and_not_shown(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {"host": line.url, "login": "1000000001", "password": "not-the-secret"}
    given(monkeypatch, {"conn_type": "line", **fields})

    worked, text = try_it()

    assert not worked
    assert text
    assert "not-the-secret" not in text


def test_a_field_that_there_is_not_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, {"conn_type": "line", "extra": {"token": "t", "tokn": "x"}})

    worked, text = try_it()

    assert not worked
    assert text.startswith("connection line: unknown field, must be one of audience, ")
    assert text.endswith("; did you mean token?")


def test_without_credentials_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, {"conn_type": "line"})

    worked, text = try_it()

    assert not worked
    assert "client_id" in text


def test_a_secret_is_masked_whatever_it_is_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from airflow.sdk.log import mask_logs

    from line_connector.platforms.airflow.hooks import ConnectorHook

    manifest = tmp_path / "acme.yaml"
    manifest.write_text(ACME)
    given(monkeypatch, {"extra": {"pin": "pin-of-acme", "url": "https://acme.example"}})

    fields = ConnectorHook("mine", "acme").fields(load_manifest(manifest))

    assert fields == {"pin": "pin-of-acme", "url": "https://acme.example"}
    assert mask_logs(None, "", {"event": "it is pin-of-acme"}) == {"event": "it is ***"}


def issued_token(line: Line) -> str:
    """A token that starts like no other secret: Airflow masks the longest prefix that it knows."""
    form = {
        "grant_type": "client_credentials",
        "client_id": "1000000001",
        "client_secret": "sandbox-secret",
    }
    answer = requests.post(f"{line.url}/oauth2/v3/token", form, timeout=10)
    token: str = answer.json()["access_token"]
    return token


@pytest.fixture
def configuration(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration file with the account `tokyo`, whose token is in a file."""
    (tmp_path / "token").write_text(issued_token(line), encoding="utf-8")
    file = tmp_path / "config.yaml"
    file.write_text(
        f"accounts:\n  tokyo: {{url: '{line.url}', token: {{file: token}}}}\n"
        "  abroad: {provider: infobip, api_key: sandbox-key}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))


@pytest.mark.usefixtures("configuration")
def test_connection_can_name_an_account_of_the_configuration_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from airflow.sdk.log import mask_logs

    given(monkeypatch, {"conn_type": "line", "extra": {"account": "tokyo", "read_timeout": 5}})

    assert try_it()[0]
    token = (tmp_path / "token").read_text(encoding="utf-8")
    assert mask_logs(None, "", {"event": f"it is {token}"}) == {"event": "it is ***"}


@pytest.mark.usefixtures("configuration")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"extra": {"account": "tokio"}}, "unknown account 'tokio'; did you mean tokyo?"),
        ({"extra": {"account": "abroad"}}, "is for infobip, not for line"),
        (
            {"login": "1000000001", "password": "x", "extra": {"account": "tokyo"}},
            "has account tokyo and client_id; leave one out",
        ),
    ],
)
def test_account_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any], told: str
) -> None:
    given(monkeypatch, {"conn_type": "line", **fields})

    is_fine, text = try_it()

    assert not is_fine
    assert told in text


def test_names_of_the_workers_configuration_file_stand_for_ids(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from line_connector.platforms.airflow.hooks import LineHook

    extra = {"token": "sandbox-token"}
    given(monkeypatch, {"conn_type": "line", "host": line.url, "extra": extra})
    file = tmp_path / "config.yaml"
    file.write_text(f"recipients: {{ops: {USER}}}\n")
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    with LineHook("mine").get_conn() as connector:
        connector.run("push_message", {"to": "ops", "messages": text()})
    assert line.received()[0]["messages"] == text()
