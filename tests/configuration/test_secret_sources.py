"""Secrets kept elsewhere: when each is read, and what is said where it cannot be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.null import Keyring as NullKeyring

from line_connector import Connector
from line_connector.configuration.secret_sources import (
    EnvironmentVariable,
    KeyringEntry,
    SecretFile,
    has_keyring,
)
from line_connector.errors import CredentialsError
from line_connector.secret_values import LazyValues
from support.file_keyring import FileKeyring
from support.sandboxed import USER, Line, text

FIELD = "account tokyo, token"


@pytest.fixture
def keyring_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a keyring that the process uses for the length of a test."""
    before = keyring.get_keyring()
    monkeypatch.setenv("KEYRING_FILE", str(tmp_path / "keyring.json"))
    keyring.set_keyring(FileKeyring())  # type: ignore[no-untyped-call]
    yield tmp_path / "keyring.json"
    keyring.set_keyring(before)


def test_an_environment_variable_holds_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    source = EnvironmentVariable(FIELD, "TOKYO")
    with pytest.raises(CredentialsError, match=f"{FIELD}: environment variable TOKYO is not set"):
        source.read()
    monkeypatch.setenv("TOKYO", "")
    with pytest.raises(CredentialsError, match="environment variable TOKYO is empty"):
        source.read()
    monkeypatch.setenv("TOKYO", "secret")
    assert source.read() == "secret"


@pytest.mark.parametrize("content", ["secret", "secret\n", "secret\r\n"])
def test_a_file_holds_a_secret_and_a_newline(tmp_path: Path, content: str) -> None:
    path = tmp_path / "token"
    path.write_bytes(content.encode())
    assert SecretFile(FIELD, path).read() == "secret"


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CredentialsError, match=f"{FIELD}: .*No such file") as caught:
        SecretFile(FIELD, tmp_path / "nowhere").read()
    assert "\n" not in str(caught.value)


def test_the_keyring_holds_a_secret(keyring_file: Path) -> None:
    source = KeyringEntry(FIELD, "tokyo.token")
    with pytest.raises(CredentialsError, match=r"keyring set line-connector tokyo\.token"):
        source.read()

    source.write("secret")

    assert source.read() == "secret"
    assert "line-connector/tokyo.token" in keyring_file.read_text()
    assert has_keyring()


def test_a_keyring_that_keeps_nothing_is_not_offered(keyring_file: Path) -> None:
    keyring.set_keyring(NullKeyring())  # type: ignore[no-untyped-call]
    assert not has_keyring()


def test_a_keyring_that_fails_is_one_line_without_its_text(keyring_file: Path) -> None:
    keyring_file.write_text("no JSON: secret")
    with pytest.raises(CredentialsError, match="keyring cannot be used") as caught:
        KeyringEntry(FIELD, "tokyo.token").read()
    assert "secret" not in str(caught.value)


def test_without_the_library_the_error_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(CredentialsError, match=r"pip install '\.\[keyring\]'"):
        KeyringEntry(FIELD, "tokyo.token").read()
    assert not has_keyring()


def test_values_are_read_when_they_are_asked_for_and_once(tmp_path: Path) -> None:
    path = tmp_path / "token"
    values = LazyValues({"url": "https://example.com", "token": SecretFile(FIELD, path)})
    assert list(values) == ["url", "token"]

    path.write_text("first")
    assert values["token"] == "first"
    path.write_text("second")
    assert values["token"] == "first"


def test_a_dry_run_reads_no_secret_and_a_send_does(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "token"
    fields = {"url": line.url, "token": SecretFile(FIELD, path)}
    push = {"to": USER, "messages": text()}
    with Connector({"line": fields}) as connector:
        assert connector.dry_run("push_message", push)["body"]["to"] == USER
        with pytest.raises(CredentialsError, match=FIELD):
            connector.run("push_message", push)

        path.write_text("sandbox-token\n")
        assert connector.run("push_message", push).status_code == 200


def test_a_connection_file_takes_the_same_sources(line: Line, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("sandbox-token")
    file = tmp_path / "line.yaml"
    for content in (
        f"url: {line.url}\ntoken: {{file: secret}}\n",
        "token: {file: secret}\n",  # an object for each field, but no connection's name
        f"line: {{url: '{line.url}', token: {{file: secret}}}}\n",
    ):
        file.write_text(content)
        with Connector.from_file(file) as connector:
            connection = connector.connection("line")
            assert connection.secret("token") == "sandbox-token"


def test_a_jwk_is_no_secret_source(tmp_path: Path) -> None:
    file = tmp_path / "line.yaml"
    file.write_text('client_id: "1"\nprivate_key: {kty: RSA, kid: k, n: x, e: AQAB}\n')
    with Connector.from_file(file) as connector:
        assert connector.connection("line").values["private_key"]["kty"] == "RSA"
