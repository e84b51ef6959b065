"""A configuration file: what it says, and what is said of a wrong one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.configuration import read_configuration
from line_connector.configuration.location import configuration_path
from line_connector.configuration.secret_sources import (
    EnvironmentVariable,
    KeyringEntry,
    SecretFile,
)
from line_connector.errors import ConnectorError, InputError

SECRET = "9f8e7d6c5b4a39281706"

WHOLE = f"""
default_account: tokyo
default_recipient: ops
accounts:
  tokyo:
    client_id: "1234567890"
    client_secret: {{env: TOKYO_SECRET}}
  bangkok: {{token: {{file: bangkok.token}}}}
  osaka: {{token: {{keyring: true}}, http_proxy: "http://10.0.0.1:3128"}}
  abroad: {{provider: infobip, url: "https://x.api.infobip.com", api_key: {SECRET}}}
recipients:
  ops: C{1:032x}
  oncall: [ops, U{1:032x}]
sandbox: http://127.0.0.1:8077
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def test_a_file_holds_accounts_recipients_and_defaults(file: Path) -> None:
    file.write_text(WHOLE)

    found = read_configuration(file)

    assert list(found.accounts) == ["tokyo", "bangkok", "osaka", "abroad"]
    assert found.default_account == "tokyo"
    assert found.default_recipient == "ops"
    assert found.sandbox_url == "http://127.0.0.1:8077"
    assert found.recipients_of("oncall") == [f"C{1:032x}", f"U{1:032x}"]
    assert found.accounts["abroad"].provider == "infobip"
    assert {name: account.provider for name, account in found.accounts.items()}["tokyo"] == "line"


def test_secrets_are_sources_that_say_where_and_never_what(file: Path) -> None:
    file.write_text(WHOLE)

    accounts = read_configuration(file).accounts

    assert accounts["tokyo"].fields["client_secret"] == EnvironmentVariable(
        "account tokyo, client_secret", "TOKYO_SECRET"
    )
    assert accounts["bangkok"].fields["token"] == SecretFile(
        "account bangkok, token", file.parent / "bangkok.token"
    )
    assert accounts["osaka"].fields["token"] == KeyringEntry("account osaka, token", "osaka.token")
    assert SECRET not in repr(read_configuration(file))


def test_without_a_file_the_configuration_is_empty(file: Path) -> None:
    found = read_configuration(file)

    assert (found.path, dict(found.accounts), found.default_account) == (file, {}, None)


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "accounts:\nrecipients:\n"])
def test_an_empty_file_is_an_empty_configuration(file: Path, content: str) -> None:
    file.write_text(content)

    assert dict(read_configuration(file).accounts) == {}


def test_the_only_account_is_the_default(file: Path) -> None:
    file.write_text("accounts: {a: {token: x}}")
    assert read_configuration(file).default_account == "a"

    file.write_text("accounts: {a: {token: x}, b: {token: y}}")
    assert read_configuration(file).default_account is None


def test_an_account_may_have_a_number_for_a_name(file: Path) -> None:
    file.write_text("default_account: 2\naccounts: {1: {token: x}, 2: {token: y}}")
    assert read_configuration(file).default_account == "2"


def test_the_file_is_the_users_unless_a_variable_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINE_CONNECTOR_CONFIG", raising=False)
    assert configuration_path().parts[-2:] == ("line-connector", "config.yaml")

    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", "~/mine.yaml")
    assert configuration_path() == Path.home() / "mine.yaml"


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("acounts: {}", "line 1, column 1", "unknown key, must be one of acc"),
        ("acounts: {}", "line 1, column 1", "did you mean accounts?"),
        ("accounts:\n  a: {tokn: x}", "line 2, column 7", "did you mean token?"),
        ("accounts:\n  a: {api_key: x}", "line 2, column 7", "unknown field"),
        ("accounts:\n  a: {provider: x}", "line 2, column 7", "must be one of line, infobip"),
        ("accounts:\n  a: {provider: []}", "line 2, column 7", "must be one of line, infobip"),
        ("accounts:\n  a b: {token: x}", "line 2, column 3", "letters, digits, hyphens"),
        (f"accounts:\n  a: {SECRET}", "line 2, column 3", "must hold an account's fields"),
        (f"accounts: {SECRET}", "line 1, column 1", "must hold accounts by name"),
        ("accounts:\n  a: {token: {evn: X}}", "line 2, column 7", "must be a value, {env: NAME}"),
        ("accounts:\n  a: {token: {}}", "line 2, column 7", "must be a value, {env: NAME}"),
        ("accounts:\n  a: {token: {env: X, file: y}}", "line 2, column 7", "must be a value, {env"),
        (f"accounts:\n  a: {{token: {{env: '{SECRET}'}}}}", "line 2, column 7", "env must be"),
        ("accounts:\n  a: {token: {file: ''}}", "line 2, column 7", "file must be a path"),
        ("accounts:\n  a: {token: {keyring: no}}", "line 2, column 7", "keyring must be true"),
        (f"accounts:\n  a: {{token: [{SECRET}]}}", "line 2, column 7", "must be a value, {env"),
        (f"accounts:\n  a: {{token: {{x: {SECRET}, y: 1}}}}", "line 2, column 7", "must be a val"),
        ("default_account: b\naccounts: {a: {token: x}}", "line 1, column 1", "must be one of the"),
        (f"default_account: b\naccounts: {{{SECRET}: {{}}}}", "line 1, column 1", "in this file"),
        ("default_account: [b]\naccounts: {}", "line 1, column 1", "must be one of the accounts"),
        ("default_recipient: 7", "line 1, column 1", "must be an ID or a name"),
        ("default_recipient: ' '", "line 1, column 1", "must be an ID or a name"),
        ("recipients:\n  a: [b, ' ']", "line 2, column 3", "must be an ID, or a list"),
        ("recipients: [a]", "line 1, column 1", "must hold IDs by name"),
        ("recipients:\n  a: 7", "line 2, column 3", "must be an ID, or a list"),
        ("recipients:\n  a: []", "line 2, column 3", "must not be empty"),
        ("recipients:\n  a,b: x", "line 2, column 3", "letters, digits"),
        (f"recipients:\n  U{1:032x}: x", "line 2, column 3", "must not be an ID"),
        ("sandbox: https://api.line.me", "line 1, column 1", "on this machine"),
        (f"sandbox: 'http://me:{SECRET}@127.0.0.1'", "line 1, column 1", "must not carry a user"),
        (f"media: {{url: 'https://me:{SECRET}@h'}}", "line 1, column 9", "must not carry a user"),
        (f"[{SECRET}]", "line 1, column 1", "must hold default_account, "),
        (f"accounts: [{SECRET}", "line 2, column 1", "not valid YAML or JSON"),
        (f"{SECRET}: 1\n{SECRET}: 2", "line 2, column 1", "or a duplicate key"),
    ],
)  # fmt: skip
def test_an_error_says_where_and_shows_nothing_of_the_file(
    file: Path, content: str, place: str, words: str
) -> None:
    file.write_text(content)
    with pytest.raises(InputError) as caught:
        read_configuration(file)
    assert str(caught.value).startswith(f"{file}, {place}: ")
    assert words in str(caught.value)
    assert SECRET not in str(caught.value)


def test_all_that_is_wrong_is_told_at_once(file: Path) -> None:
    file.write_text("default_account: b\naccounts: {a: {tokn: x}}\nrecipients: {a: []}\n")
    with pytest.raises(InputError) as caught:
        read_configuration(file)
    assert len(str(caught.value).splitlines()) == 3


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(SECRET),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["accounts", "recipients", "default_account", "sandbox", "a", "token", "env",
                 "file", "keyring", "provider", "default_recipient", SECRET]
            ),
            inner,
            max_size=4,
        ),
        max_leaves=12,
    )
)  # fmt: skip
def test_any_document_is_a_configuration_or_lines_without_its_text(
    tmp_path_factory: pytest.TempPathFactory, document: object
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_text(json.dumps(document))
    try:
        read_configuration(file)
    except ConnectorError as error:
        assert SECRET not in str(error)
