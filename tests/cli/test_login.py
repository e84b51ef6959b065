"""`login`: credentials are checked against LINE, and kept where it was asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from support.file_keyring import keyring_env
from support.loopback import running_content
from support.ports import unserved
from support.sandboxed import Line

if TYPE_CHECKING:
    from cli.conftest import Run

NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "config.yaml"


@pytest.fixture
def env(file: Path) -> dict[str, str]:
    return {"LINE_CONNECTOR_CONFIG": str(file), **NO_KEYRING}


def test_a_token_is_kept_in_a_file_of_the_users_own(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    login = ("login", "tokyo", "--token-stdin", "--url", line.url)
    ended = command(*login, env=env, stdin="sandbox-token\n")

    assert ended.status == 0, ended.err
    assert "Sandbox (@sandbox1): the credentials are valid" in ended.err
    assert "sandbox-token" not in ended.out + ended.err
    secret = file.with_name("tokyo.token")
    assert secret.read_text() == "sandbox-token\n"
    assert {secret.stat().st_mode & 0o777, file.stat().st_mode & 0o777} == {0o600}
    assert command("config", "check", env=env).status == 0
    assert command("run", "get_bot_info", env=env).status == 0


def test_the_keyring_keeps_a_channel_secret(
    command: Run, line: Line, file: Path, env: dict[str, str], tmp_path: Path
) -> None:
    env |= keyring_env(tmp_path / "keyring.json")
    options = ("--client-id", "1000000001", "--secret-stdin", "--url", line.url)
    ended = command("login", *options, env=env, stdin="sandbox-secret")

    assert ended.status == 0, ended.err
    kept = json.loads((tmp_path / "keyring.json").read_text())
    assert kept == {"line-connector/main.client_secret": "sandbox-secret"}
    assert yaml.safe_load(file.read_text())["accounts"]["main"]["client_secret"] == {
        "keyring": True
    }
    assert command("run", "get_bot_info", env=env).status == 0


def test_an_environment_variable_is_named_and_kept_nowhere(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    options = ("--token-stdin", "--keep", "environment", "--url", line.url)
    ended = command("login", "osaka-2", *options, env=env, stdin="sandbox-token")

    assert ended.status == 0, ended.err
    assert "OSAKA_2_TOKEN" in ended.err
    assert [path.name for path in file.parent.glob("[!.]*")] == ["config.yaml"]
    assert command("run", "get_bot_info", env=env).status == 3
    assert command("run", "get_bot_info", env={**env, "OSAKA_2_TOKEN": "sandbox-token"}).status == 0


@pytest.mark.parametrize(
    ("stdin", "status", "said"),
    [("wrong", 3, "401 Unauthorized"), ("", 2, "must hold the secret")],
)
def test_what_is_refused_leaves_nothing_behind(
    command: Run, line: Line, file: Path, env: dict[str, str], stdin: str, status: int, said: str
) -> None:
    ended = command("login", "--token-stdin", "--url", line.url, env=env, stdin=stdin)
    assert ended.status == status
    assert said in ended.err
    assert not file.parent.exists()


def test_what_is_not_line_is_told(
    command: Run, file: Path, env: dict[str, str], tmp_path: Path
) -> None:
    with running_content() as (url, _):
        ended = command("login", "--token-stdin", "--url", url, env=env, stdin="x")
    assert (ended.status, ended.err) == (
        2, "error: --url: what answers there does not answer as LINE does\n"
    )  # fmt: skip
    assert not file.exists()


def test_the_running_sandbox_is_an_account_like_any_other(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    file.parent.mkdir()
    file.write_text(f"# mine\nsandbox: {line.url}\n")
    assert command("login", "--sandbox", env=env).status == 0
    assert file.read_text().startswith("# mine\n")
    assert command("run", "get_bot_info", env=env).status == 0


def test_a_sandbox_that_is_not_running_is_told_with_how_to_start_it(
    command: Run, file: Path, env: dict[str, str]
) -> None:
    with unserved() as host:
        url = f"http://{host}"
        ended = command("login", "--sandbox", "--url", url, env=env)
    assert ended.status == 3
    assert f"is a sandbox running at {url}? Start one: line-connector sandbox" in ended.err
    assert not file.exists()


def test_an_account_is_replaced_only_when_told_and_the_default_stays(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    login = ("login", "a", "--token-stdin", "--url", line.url)
    assert command(*login, env=env, stdin="sandbox-token").status == 0
    before = file.read_text()

    ended = command(*login, env=env, stdin="sandbox-token")
    assert ended.status == 2
    assert "give another name, or --replace" in ended.err
    assert file.read_text() == before

    assert command(*login, "--replace", env=env, stdin="sandbox-token").status == 0
    second = command("login", "b", *login[2:], env=env, stdin="sandbox-token")
    assert 'Next: line-connector send YOUR_USER_ID "Hello" --account b' in second.err
    assert yaml.safe_load(file.read_text())["default_account"] == "a"
    third = command("login", "c", *login[2:], "--default", env=env, stdin="sandbox-token")
    assert third.status == 0
    assert yaml.safe_load(file.read_text())["default_account"] == "c"


def test_logins_at_once_lose_no_account(line: Line, file: Path, env: dict[str, str]) -> None:
    names = ["a", "b", "c", "d"]
    login = [sys.executable, "-m", "line_connector", "login"]
    options = ["--token-stdin", "--url", line.url, "--keep", "file"]
    processes = [
        subprocess.Popen(
            [*login, name, *options],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **env},
        )
        for name in names
    ]
    for process in processes:
        _, said = process.communicate(b"sandbox-token", timeout=120)
        assert process.returncode == 0, said
    assert sorted(yaml.safe_load(file.read_text())["accounts"]) == names


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_who_may_read_the_file_still_may(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    file.parent.mkdir()
    file.write_text("# mine\n")
    file.chmod(0o640)
    login = ("login", "a", "--token-stdin", "--url", line.url)
    assert command(*login, env=env, stdin="sandbox-token").status == 0
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.with_name("a.token").stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_changed_by_lines_gets_the_lines_told(
    command: Run, line: Line, file: Path, env: dict[str, str]
) -> None:
    file.parent.mkdir()
    file.write_text("accounts: {a: {token: x}}\n")
    login = ("login", "b", "--token-stdin", "--url", line.url, "--keep", "environment")
    ended = command(*login, env=env, stdin="sandbox-token")
    assert ended.status == 2
    assert "cannot be added without rewriting the file" in ended.err
    assert yaml.safe_load(ended.out) == {
        "accounts": {"b": {"url": line.url, "token": {"env": "B_TOKEN"}}}
    }
    assert file.read_text() == "accounts: {a: {token: x}}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a b", "--token-stdin"], "must be letters, digits, hyphens"),
        (["--client-id", "1"], "--client-id with --secret-stdin"),
        (["--secret-stdin"], "--client-id with --secret-stdin"),
        (["--token-stdin", "--client-id", "1", "--secret-stdin"], "or neither"),
        ([], "stdin is no terminal"),
        (["--token-stdin", "--url", "http://example.com"], "must start with https://"),
    ],
)
def test_wrong_use_is_one_line(
    command: Run, env: dict[str, str], arguments: list[str], said: str
) -> None:
    ended = command("login", *arguments, env=env, stdin="x")
    assert ended.status in {2, 3}
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
def test_a_person_is_asked_and_the_secret_is_not_shown(
    line: Line, file: Path, env: dict[str, str]
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _IN_TERMINAL, "login", "tokyo", "--url", line.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **env},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    said = b""
    for prompt, answer in (
        (b"Channel ID", b"1000000001\n"),
        (b"Channel secret (not shown)", b"sandbox-secret\n"),
        (b"Keep the secret in", b"\n"),
    ):
        while prompt not in said or not said.endswith(b": "):
            piece = os.read(process.stdout.fileno(), 1000)
            assert piece, said
            said += piece
        process.stdin.write(answer)
        process.stdin.flush()
    rest, _ = process.communicate(timeout=60)

    assert process.returncode == 0, said + rest
    assert b"sandbox-secret" not in said + rest
    assert b"Account tokyo" in rest or b"account is tokyo" in rest
    assert file.with_name("tokyo.client_secret").read_text() == "sandbox-secret\n"


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
def test_the_sandbox_asks_nothing_on_a_terminal(
    line: Line, file: Path, env: dict[str, str]
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _IN_TERMINAL, "login", "--sandbox", "--url", line.url],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert file.with_name("main.client_secret").read_text() == "sandbox-secret\n"


_IN_TERMINAL = """
import os, pty, sys
command = [sys.executable, "-m", "line_connector", *sys.argv[1:]]
sys.exit(os.waitstatus_to_exitcode(pty.spawn(command)))
"""
