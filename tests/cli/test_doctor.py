"""`doctor`: one line for each check, with what to do about it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from line_connector.doctor.network import check_clock
from line_connector.http.response import Response
from support.loopback import running_tls_server
from support.ports import unserved
from support.sandboxed import Line
from support.signing import CHANNEL_ID, private_pem

if TYPE_CHECKING:
    from cli.conftest import Ended, Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


@pytest.fixture
def env(file: Path) -> dict[str, str]:
    return {"LINE_CONNECTOR_CONFIG": str(file), "NO_PROXY": ""}


def checks(ended: Ended) -> dict[str, tuple[str, str, str]]:
    return {
        check["name"]: (check["status"], check["text"], check["fix"])
        for check in json.loads(ended.out)
    }


def test_a_good_setup_is_told_line_by_line(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    file.write_text(f"accounts: {{tokyo: {{token: {{env: T}}, url: '{line.url}'}}}}\n")
    ended = command("doctor", env={**env, "T": "sandbox-token"})

    assert ended.status == 0, ended.out
    said = [text.split(maxsplit=2) for text in ended.out.splitlines()]
    assert {status for status, *_ in said} == {"ok"}
    assert [name for _, name, _ in said] == [
        "configuration", "credentials", "proxy", "network", "clock", "token", "account", "quota",
        "webhook",
    ]  # fmt: skip
    texts = {name: text for _, name, text in said}
    assert texts["credentials"] == f"token, from account tokyo of {file}"
    assert texts["account"] == "Sandbox (@sandbox1)"
    assert texts["quota"] == "0 of 30000 messages sent this month, 30000 left"
    assert "sandbox-token" not in ended.out


def test_a_private_key_is_signed_with_though_it_has_line_breaks(
    command: Run, line: Line, file: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    (tmp_path / "key.pem").write_text(private_pem())
    (tmp_path / "key.pem").chmod(0o600)
    key = "key_id: k, private_key: {file: key.pem}"
    account = f"{{client_id: {CHANNEL_ID}, {key}, url: '{line.url}'}}"
    file.write_text(f"accounts: {{tokyo: {account}}}\n")

    assert command("config", "check", env=env).status == 0
    found = checks(command("doctor", "--json", env=env))
    assert found["credentials"][:2] == (
        "ok", f"client id and private key, from account tokyo of {file}"
    )  # fmt: skip


def test_on_the_sandbox_option_no_account_is_needed(command: Run, env: dict[str, str]) -> None:
    ended = command("doctor", "--sandbox", "--json", env=env)
    assert ended.status == 0
    found = checks(ended)
    assert {status for status, _, _ in found.values()} == {"ok"}
    assert "no file" in found["configuration"][1]


def test_missing_credentials_are_told_with_the_ways_to_give_them(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    ended = command("doctor", "--json", env={**env, "LINE_URL": line.url})
    assert ended.status == 3
    status, text, fix = checks(ended)["credentials"]
    assert (status, "no credentials" in text, "line-connector login" in fix) == (
        "failed", True, True
    )  # fmt: skip
    assert "token" not in checks(ended)


def test_a_refused_token_is_told(command: Run, line: Line, env: dict[str, str]) -> None:
    ended = command("doctor", "--json", env={**env, "LINE_URL": line.url, "LINE_TOKEN": "wrong"})
    assert ended.status == 3
    found = checks(ended)
    assert found["network"][0] == "ok"
    assert found["token"][0] == "failed"
    assert "401" in found["token"][1]
    assert "account" not in found


def test_a_wrong_file_ends_the_checks_with_status_2(
    command: Run, file: Path, env: dict[str, str]
) -> None:
    file.write_text("acounts: {}")
    ended = command("doctor", "--json", env=env)
    assert ended.status == 2
    assert list(checks(ended)) == ["configuration"]


def test_an_unknown_account_is_told(command: Run, file: Path, env: dict[str, str]) -> None:
    file.write_text("accounts: {tokyo: {token: x}}")
    ended = command("doctor", "--account", "toky", "--json", env=env)
    assert ended.status == 3
    assert "did you mean tokyo?" in checks(ended)["credentials"][1]


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("http://{host}", "could not connect to {host}: connection refused"),
        (
            "https://no-such-host.invalid",
            "could not connect to no-such-host.invalid:443: there is no such name (DNS)",
        ),
    ],
)
def test_an_unreachable_host_is_told_with_the_cause(
    command: Run, env: dict[str, str], url: str, cause: str
) -> None:
    with unserved() as host:
        ended = command(
            "doctor", "--json", env={**env, "LINE_URL": url.format(host=host), "LINE_TOKEN": "x"}
        )
    assert ended.status == 3
    status, text, fix = checks(ended)["network"]
    assert status == "failed"
    assert cause.format(host=host) in text
    assert fix
    assert "token" not in checks(ended)


def test_a_proxy_is_told_without_its_password(
    command: Run, file: Path, env: dict[str, str]
) -> None:
    with unserved() as host:
        proxy = f"http://me:swordfish@{host}"
        file.write_text(f"accounts: {{a: {{token: x, http_proxy: '{proxy}'}}}}")
        ended = command("doctor", "--json", env=env)
    assert ended.status == 3
    assert checks(ended)["proxy"][1].startswith("127.0.0.1:")
    assert "check the proxy" in checks(ended)["network"][2]
    assert "swordfish" not in ended.out + ended.err


def test_a_quota_that_is_used_up_and_a_webhook_that_is_off_are_warnings(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    line.control("settings", {"quota": 0})
    line.control("webhook", {"endpoint": "https://example.com/hook", "active": False})
    ended = command("doctor", "--json", env={**env, **line.env})
    found = checks(ended)
    assert ended.status == 0, ended.out
    assert found["quota"][0] == "warning"
    assert found["webhook"][:2] == ("warning", "https://example.com/hook, switched off")


def test_the_sandbox_of_the_file_is_looked_for(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    file.write_text(f"sandbox: {line.url}\naccounts: {{a: {{token: x, url: '{line.url}'}}}}")
    assert checks(command("doctor", "--json", env=env))["sandbox"][0] == "ok"

    with unserved() as host:
        file.write_text(f"sandbox: http://{host}\n")
        status, text, fix = checks(command("doctor", "--json", env=env))["sandbox"]
    assert (status, fix) == ("warning", "line-connector sandbox")
    assert "not running" in text


def test_a_certificate_that_is_not_trusted_is_told_with_the_setting(
    command: Run, env: dict[str, str], tmp_path: Path
) -> None:
    with running_tls_server(tmp_path) as (url, authority):
        env |= {"LINE_URL": url, "LINE_TOKEN": "x"}
        _, text, fix = checks(command("doctor", "--json", env=env))["network"]
        assert "the certificate was not accepted" in text
        assert "ca_file" in fix

        trusted = checks(command("doctor", "--json", env={**env, "LINE_CA_FILE": str(authority)}))
        assert trusted["network"][0] == "ok"
        assert "its certificate is valid" in trusted["network"][1]
        assert "does not answer as LINE does" in trusted["account"][1]
        blind = checks(command("doctor", "--json", env={**env, "LINE_VERIFY_SSL": "false"}))
        assert blind["network"][0] == "warning"


@pytest.mark.parametrize(
    ("seconds", "status", "words"),
    [(0, "ok", "0 s from"), (-400, "warning", "400 s ahead of"), (4000, "warning", "behind")],
)
def test_a_clock_that_is_wrong_is_told(seconds: int, status: str, words: str) -> None:
    date = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=seconds))
    check = check_clock(Response(200, "OK", {"Date": date}, b""))
    assert (check.status, words in check.text.replace("1 s", "0 s")) == (status, True)
