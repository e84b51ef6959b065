"""`config` and `--account`: where the file is, what it says, what is wrong, whose it is used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.file_keyring import keyring_env
from support.sandboxed import USER, Line, text

if TYPE_CHECKING:
    from cli.conftest import Run

SECRET = "9f8e7d6c5b4a39281706"
GROUP = f"C{1:032x}"
ID_FORM = "an ID of a user, group or room is U, C or R and 32 hex digits"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def env(file: Path, **more: str) -> Mapping[str, str]:
    return {"LINE_CONNECTOR_CONFIG": str(file), **more}


def write(file: Path, content: str, mode: int = 0o600) -> None:
    file.write_text(content)
    file.chmod(mode)


def test_path_is_printed_whether_the_file_is_there_or_not(command: Run, file: Path) -> None:
    assert command("config", "path", env=env(file)).out == f"{file}\n"


def test_show_tells_where_secrets_are_and_none_of_them(command: Run, file: Path) -> None:
    write(
        file,
        f"accounts:\n  a: {{token: {SECRET}, http_proxy: 'http://me:{SECRET}@10.0.0.1'}}\n"
        "  b: {client_id: 1, client_secret: {env: B_SECRET}}\n"
        f"recipients: {{ops: {GROUP}}}\n",
    )
    ended = command("config", "show", env=env(file, B_SECRET=SECRET))

    assert ended.status == 0
    assert SECRET not in ended.out + ended.err
    shown = json.loads(ended.out)
    assert shown["accounts"]["a"] == {"provider": "line", "token": "***", "http_proxy": "***"}
    assert shown["accounts"]["b"]["client_secret"] == "environment variable B_SECRET"
    assert shown["recipients"] == {"ops": [GROUP]}


def test_show_has_media_without_secrets(command: Run, file: Path) -> None:
    write(
        file,
        f"media: {{store: 'sftp://me:{SECRET}@host/a', expires_in: 60, key: {{env: K}},\n"
        f"  options: {{password: {SECRET}, token: {{file: x}}}}}}\n",
    )
    ended = command("config", "show", env=env(file, K=SECRET))
    assert SECRET not in ended.out + ended.err
    assert json.loads(ended.out)["media"] == {
        "url": None,
        "store": "***",
        "options": {"password": "***", "token": f"file {file.parent / 'x'}"},
        "expires_in": 60,
        "key": "environment variable K",
    }


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://me:{}@127.0.0.1:8077/v2", "http://***@127.0.0.1:8077/v2"),
        ("HTTPS://me:a/b?{}#c@x.example.com", "HTTPS://***@x.example.com"),
        ("me:{}//@x.example.com", "***@x.example.com"),
        ("https://x.example.com/v2", "https://x.example.com/v2"),
    ],
)
def test_show_has_no_password_of_an_address(command: Run, file: Path, url: str, shown: str) -> None:
    address = url.format(SECRET)
    write(
        file,
        f"accounts: {{a: {{token: x, url: '{address}', token_url: '{address}'}}}}\n"
        f"database: postgresql://db/line?password={SECRET}\n",
    )
    ended = command("config", "show", env=env(file))

    assert SECRET not in ended.out + ended.err
    account = json.loads(ended.out)["accounts"]["a"]
    assert (account["url"], account["token_url"]) == (shown, shown)


@pytest.mark.parametrize("name", ["show", "check"])
def test_without_a_file_the_way_to_one_is_said(command: Run, file: Path, name: str) -> None:
    ended = command("config", name, env=env(file))
    assert ended.status == 2
    assert ended.err == f"error: {file}: there is no such file; line-connector login writes it\n"


def test_check_passes_what_can_be_used(command: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "keyring.json").write_text('{"line-connector/c.token": "x"}')
    write(tmp_path / "b.token", "x")
    write(
        file,
        "accounts:\n  a: {token: {env: A}}\n  b: {token: {file: b.token}}\n"
        "  c: {token: {keyring: true}}\ndefault_recipient: ops\n"
        f"recipients: {{ops: {GROUP}}}\n",
    )
    more = {"A": "x", **keyring_env(tmp_path / "keyring.json")}
    ended = command("config", "check", env=env(file, **more))
    assert (ended.status, ended.err) == (0, f"{file}: 3 accounts, 1 recipient: valid\n")


def test_check_tells_all_that_would_fail_later(command: Run, file: Path) -> None:
    write(
        file,
        "accounts:\n  a: {token: {env: A}}\n  b: {client_id: 1}\n  c: {token: {file: nowhere}}\n"
        "  d: {token: x, verify_ssl: perhaps}\n  e: {token: x, url: 'http://example.com'}\n"
        "default_recipient: opps\n"
        f"recipients: {{ops: [ops], team: obs, short: {USER[:-1]}}}\n",
    )
    ended = command("config", "check", env=env(file))
    assert ended.status == 2
    said = ended.err.replace(f"error: {file}: ", "").splitlines()
    assert said == [
        "accounts.a.token: environment variable A is not set",
        "accounts.b: has no complete credentials",
        f"accounts.c.token: {file.parent / 'nowhere'}: No such file or directory",
        "accounts.d: verify_ssl: must be true or false",
        "accounts.e: url: must start with https:// (http:// only on loopback)",
        "recipients.ops: recipient ops: stands for itself (ops > ops)",
        "recipients.team: unknown recipient 'obs' in team; did you mean ops?",
        f"recipients.short: recipient '{USER[:-1]}' in short: {ID_FORM}",
        "default_recipient: unknown recipient 'opps'; did you mean ops?",
    ]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            f"token: 'x\\n{SECRET}'".replace("'", '"'),
            "token: must not hold line breaks or control characters",
        ),
        ("token: …", "token: must be ASCII characters only; is it a placeholder?"),
        (
            f"client_id: 1, private_key: {SECRET}",
            "private_key: must be an RSA private key, as PEM or as a JWK",
        ),
        (
            f"client_id: 1, private_key: {{kty: RSA, n: {SECRET}}}",
            "private_key: must be an RSA private key, as PEM or as a JWK",
        ),
        (
            f"token: x, token_url: 'https://me:{SECRET}@api.line.me/token'",
            "token_url: must not carry a user name or password",
        ),
        (
            "provider: infobip, username: a, password: b, session_url: 'http://example.com'",
            "session_url: must start with https:// (http:// only on loopback)",
        ),
    ],
)
def test_check_reads_credentials_as_the_call_does(
    command: Run, file: Path, fields: str, problem: str
) -> None:
    write(file, f"accounts: {{a: {{{fields}}}}}")
    ended = command("config", "check", env=env(file))
    assert (ended.status, ended.err) == (2, f"error: {file}: accounts.a: {problem}\n")


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("database: {env: A}", "database: environment variable A is not set"),
        ("database: 'mysql://x'", "database: must be a sqlite:/// or a postgresql:// URL"),
        (
            "media: {url: 'https://example.com', key: {env: A}}",
            "media.key: environment variable A is not set",
        ),
        (
            "media: {url: 'https://example.com', key: {env: SHORT}}",
            "media.key: environment variable SHORT: a key to sign URLs has at least 32 characters",
        ),
        (
            "media: {url: 'https://localhost'}",
            "media.url: is of this machine only; LINE and phones cannot reach it",
        ),
        (
            "media: {store: 's3://a', options: {secret: {env: A}}}",
            "media.options.secret: environment variable A is not set",
        ),
        ("media: {expires_in: 60}", "media: must have url or store"),
        (
            "accounts: {a: {token: x, previous_client_secret: {env: A}}}",
            "accounts.a.previous_client_secret: environment variable A is not set",
        ),
    ],
)
def test_check_reads_every_section(command: Run, file: Path, section: str, problem: str) -> None:
    write(file, section)
    given = dict(env(file, SHORT=SECRET), LINE_CONNECTOR_DATABASE="")
    ended = command("config", "check", env=given)
    assert (ended.status, ended.err) == (2, f"error: {file}: {problem}\n")


def test_names_are_not_checked_without_the_book(command: Run, file: Path) -> None:
    write(file, f"database: {{env: A}}\nrecipients: {{ops: {GROUP}, all: [ops, of-the-book]}}\n")
    ended = command("config", "check", env=dict(env(file), LINE_CONNECTOR_DATABASE=""))
    assert ended.err == f"error: {file}: database: environment variable A is not set\n"


def test_files_with_secrets_that_others_can_read_are_a_warning(
    command: Run, file: Path, tmp_path: Path
) -> None:
    write(tmp_path / "b.token", "x", 0o644)
    write(file, f"accounts:\n  a: {{token: {SECRET}}}\n  b: {{token: {{file: b.token}}}}\n", 0o640)
    ended = command("config", "check", env=env(file))
    assert ended.status == 0
    assert f"chmod 600 {tmp_path / 'b.token'}" in ended.err
    assert f"chmod 600 {file}" in ended.err


def test_account_option_and_variable_choose_the_account(
    command: Run, line: Line, file: Path
) -> None:
    write(
        file,
        f"default_account: wrong\naccounts:\n  wrong: {{token: x, url: '{line.url}'}}\n"
        f"  right: {{token: {{env: RIGHT}}, url: '{line.url}'}}\n",
    )
    given = env(file, RIGHT="sandbox-token")
    run = ("run", "get_bot_info", "--query", "json_body.basicId")

    assert command(*run, env=given).status == 3
    assert command(*run, "--account", "right", env=given).out == '"@sandbox1"\n'
    assert command(*run, env={**given, "LINE_CONNECTOR_ACCOUNT": "right"}).status == 0
    assert command(*run, env={**given, **line.env}).status == 0

    ended = command(*run, "--account", "rigth", env=given)
    assert (ended.status, ended.err) == (
        2, f"error: unknown account 'rigth'; did you mean right? (in {file})\n"
    )  # fmt: skip
    ended = command(*run, "--account", "right", "--connection", "x.yaml", env=given)
    assert ended.status == 2
    assert "--connection and --account exclude each other" in ended.err


def test_a_playbooks_steps_name_accounts(command: Run, line: Line, file: Path) -> None:
    write(
        file,
        f"default_account: a\naccounts:\n  a: {{token: x, url: '{line.url}'}}\n"
        f"  tokyo: {{token: sandbox-token, url: '{line.url}'}}\n",
    )
    playbook = file.with_name("hello.yaml")
    push = {"to": USER, "messages": text()}
    step = {"id": "tell", "action": "push_message", "connection": "tokyo", "with": push}
    playbook.write_text(json.dumps({"name": "hello", "steps": [step]}))

    ended = command("playbook", "run", str(playbook), "--state", "none", env=env(file))

    assert ended.status == 0, ended.err
    assert len(line.received()) == 1


def test_a_wrong_file_does_not_matter_where_it_is_not_needed(
    command: Run, line: Line, file: Path
) -> None:
    write(file, "acounts: {}")
    assert command("run", "get_bot_info", env={**env(file), **line.env}).status == 0
    ended = command("run", "get_bot_info", env=env(file))
    assert ended.status == 2
    assert ended.err.startswith(f"error: {file}, line 1, column 1: unknown key")
