"""Whose credentials are used: a named account's, the environment's, the file's default."""

from __future__ import annotations

from pathlib import Path

import pytest

from line_connector import Connector
from line_connector.environment import EnvironmentOrFile
from line_connector.errors import CredentialsError, InputError
from line_connector.manifest import load_manifest
from support.loading import loaded_after
from support.sandboxed import Line

FILE = """
default_account: tokyo
accounts:
  tokyo: {token: of-tokyo, url: "https://tokyo.example.com"}
  bangkok: {token: of-bangkok}
  abroad: {provider: infobip, url: "https://x.api.infobip.com", api_key: of-infobip}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(FILE)
    return path


def opened(file: Path, account: str | None = None, **environ: str) -> Connector:
    return Connector.from_configuration(account, file, environ)


def token(connector: Connector, name: str | None = None) -> str:
    return connector.connection("line", name).secret("token")


def test_a_named_account_comes_before_the_environment(file: Path) -> None:
    assert token(opened(file, "bangkok", LINE_TOKEN="of-env")) == "of-bangkok"
    assert token(opened(file, LINE_TOKEN="of-env", LINE_CONNECTOR_ACCOUNT="bangkok")) == (
        "of-bangkok"
    )
    assert token(opened(file, "tokyo", LINE_CONNECTOR_ACCOUNT="bangkok")) == "of-tokyo"


def test_the_environment_comes_before_the_default_account(file: Path) -> None:
    assert token(opened(file, LINE_TOKEN="of-env")) == "of-env"
    assert token(opened(file)) == "of-tokyo"


def test_addresses_and_settings_of_the_environment_hold_for_the_default_account(
    file: Path,
) -> None:
    used = opened(file, LINE_URL="http://127.0.0.1:8077", LINE_READ_TIMEOUT="3").connection("line")
    assert used.address("url") == "http://127.0.0.1:8077"
    assert used.settings.read_timeout == 3
    named = opened(file, "tokyo", LINE_URL="http://127.0.0.1:8077").connection("line")
    assert named.address("url") == "https://tokyo.example.com"


def test_half_of_the_environments_credentials_is_not_mixed_with_the_accounts(file: Path) -> None:
    used = opened(file, LINE_CLIENT_ID="1").connection("line")
    assert used.secret("token") == "of-tokyo"
    assert "client_id" not in used.values


def test_a_file_is_not_read_while_the_environment_is_enough(tmp_path: Path) -> None:
    wrong = tmp_path / "config.yaml"
    wrong.write_text("[")
    assert token(opened(wrong, LINE_TOKEN="of-env")) == "of-env"
    with pytest.raises(InputError, match="not valid YAML"):
        opened(wrong).connection("line")


def test_a_start_with_credentials_in_the_environment_looks_for_no_file(line: Line) -> None:
    loaded = loaded_after(
        "from line_connector import Connector\n"
        f"with Connector.from_configuration(environ={line.env!r}) as connector:\n"
        "    assert connector.run('get_bot_info').status_code == 200"
    )
    assert loaded.isdisjoint({"line_connector.configuration", "platformdirs", "keyring"})


def test_every_account_can_be_asked_for_by_its_name(file: Path) -> None:
    connector = opened(file)
    assert token(connector, "bangkok") == "of-bangkok"
    assert token(connector, "tokyo") == "of-tokyo"
    with pytest.raises(InputError, match=r"unknown account 'bangkk'; did you mean bangkok\?"):
        token(connector, "bangkk")


def test_a_variable_that_keeps_an_accounts_secret_is_not_taken_for_a_connection(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("accounts: {a: {client_id: 1, client_secret: {env: A_CLIENT_SECRET}}}")
    monkeypatch.setenv("A_CLIENT_SECRET", "x")
    used = opened(file, A_CLIENT_SECRET="x").connection("line", "a")
    assert (used.secret("client_id"), used.secret("client_secret")) == ("1", "x")


def test_a_connection_can_be_in_the_environment_alone(file: Path, tmp_path: Path) -> None:
    assert token(opened(file, OSAKA_TOKEN="of-osaka"), "osaka") == "of-osaka"
    assert token(opened(tmp_path / "none", OSAKA_TOKEN="of-osaka"), "osaka") == "of-osaka"


def test_an_account_is_for_its_own_provider_only(file: Path) -> None:
    with pytest.raises(CredentialsError, match="connection abroad: is for infobip, not for line"):
        opened(file).connection("line", "abroad")
    with pytest.raises(CredentialsError, match="connection line has no credentials"):
        opened(file, "abroad").session("line")


def test_the_only_account_of_a_provider_is_used_for_it(file: Path) -> None:
    assert opened(file).connection("infobip").secret("api_key") == "of-infobip"


def test_of_several_accounts_without_a_default_one_must_be_named(file: Path) -> None:
    file.write_text(FILE.replace("default_account: tokyo", ""))
    with pytest.raises(CredentialsError, match=r"which account: tokyo or bangkok\? Name one with"):
        opened(file).connection("line")


def test_without_file_and_environment_all_ways_are_said(tmp_path: Path) -> None:
    with pytest.raises(CredentialsError) as caught:
        opened(tmp_path / "none.yaml").session("line")
    said = str(caught.value)
    assert len(said.splitlines()) == 4
    for word in ("LINE_TOKEN", "line-connector login", "developers.line.biz", "--sandbox"):
        assert word in said


def test_origin_says_where_credentials_are_from(file: Path) -> None:
    manifest = load_manifest()
    assert EnvironmentOrFile({}, manifest, None, file).origin("line") == f"account tokyo of {file}"
    variables = EnvironmentOrFile({"LINE_TOKEN": "x"}, manifest, None, file)
    assert variables.origin("line") == "environment variables"


@pytest.mark.parametrize(
    "environ",
    [
        {"LINE_CHANNEL_ACCESS_TOKEN": "sandbox-token"},
        {"LINE_CHANNEL_ID": "1000000001", "LINE_CHANNEL_SECRET": "sandbox-secret"},
        {"LINE_CLIENT_ID": "1000000001", "LINE_CHANNEL_SECRET": "sandbox-secret"},
        {"LINE_TOKEN": "", "LINE_CHANNEL_ACCESS_TOKEN": "sandbox-token"},
    ],
)
def test_the_variables_of_lines_own_examples_are_understood(
    line: Line, environ: dict[str, str]
) -> None:
    with Connector.from_env({**environ, "LINE_URL": line.url}) as connector:
        assert connector.run("get_bot_info").status_code == 200


def test_our_own_variables_win_and_a_conflict_is_said(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    environ = {**line.env, "LINE_TOKEN": "sandbox-token", "LINE_CHANNEL_ACCESS_TOKEN": "another"}
    with Connector.from_env(environ) as connector:
        assert connector.run("get_bot_info").status_code == 200
    assert caplog.messages == [
        "LINE_TOKEN and LINE_CHANNEL_ACCESS_TOKEN differ: LINE_TOKEN is used"
    ]


def test_a_token_of_others_does_not_replace_our_own_complete_credentials(line: Line) -> None:
    environ = {
        "LINE_URL": line.url,
        "LINE_CLIENT_ID": "1000000001",
        "LINE_CLIENT_SECRET": "sandbox-secret",
        "LINE_CHANNEL_ACCESS_TOKEN": "another",
    }
    with Connector.from_env(environ) as connector:
        assert connector.run("get_bot_info").status_code == 200
