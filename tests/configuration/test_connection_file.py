"""A connection file belongs to whom it says, and no error shows what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import Connector, ConnectorError, InputError, load_manifest
from line_connector.configuration.connection_file import read_connections
from line_connector.errors import CredentialsError
from support.sandboxed import Line

SECRET = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
OWN = """
name: own
title: Own
version: "1"
connections:
  sms:
    title: SMS
    authentication: [token]
    fields:
      url: {title: URL, default: "https://sms.example.com"}
      token: {title: Token, secret: true}
actions: {}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "connection.yaml"


def owners(file: Path, content: str, *manifests: Path, more: tuple[str, ...] = ()) -> list[str]:
    file.write_text(content, encoding="utf-8")
    return list(read_connections(file, load_manifest(*manifests), more))


@pytest.mark.parametrize(
    ("content", "owner"),
    [
        ("token: x", "line"),
        ("client_id: 1\nprivate_key: x", "line"),
        ("client_id: 1\nclient_secret: x\ndata_url: https://example.com", "line"),
        ("client_id: 1\nclient_secret: x\nurl: https://api.line.me", "line"),
        ("client_id: 1\nclient_secret: x\nprovider: line", "line"),
        ("provider: infobip\nclient_id: 1\nclient_secret: x", "infobip"),
        ("api_key: x", "infobip"),
        ("username: x\npassword: y", "infobip"),
        ("client_id: 1\nclient_secret: x\nurl: https://abc.api.infobip.com/", "infobip"),
        ("client_id: 1\nclient_secret: x\nurl: https://api.infobip.com\napi_key: ''", "infobip"),
        ('{"client_id": "1", "client_secret": "x", "provider": "line"}', "line"),
        ("line: {client_id: 1, client_secret: x}", "line"),
        ("infobip:\n  client_id: 1\n  client_secret: x", "infobip"),
    ],
)
def test_a_file_belongs_to_one_provider(file: Path, content: str, owner: str) -> None:
    assert owners(file, content) == [owner]


@pytest.mark.parametrize(
    "content",
    [
        "client_id: 1\nclient_secret: x",
        "client_id: 1\nclient_secret: x\nurl: https://gateway.example.com",
        "client_id: 1\nclient_secret: x\nurl: https://api.line.me.example.com",
        "client_id: 1\nclient_secret: x\nurl: https://notapi.line.me",
        "client_id: 1\nclient_secret: x\nurl: 'https://[::1'",
        "client_id: 1\nclient_secret: x\ntoken: ''",
    ],
)
def test_a_file_that_can_be_both_is_refused_with_the_two_ways_to_write_it(
    file: Path, content: str
) -> None:
    with pytest.raises(CredentialsError) as caught:
        owners(file, content)
    assert str(caught.value) == (
        f"{file}: these fields can be line or infobip: add provider: line to the file, or put them "
        "under the name, such as line: {client_id: …}"
    )


def test_fields_of_two_providers_need_their_names(file: Path) -> None:
    with pytest.raises(CredentialsError, match=r"mixes fields of line and infobip: .* line: \{tok"):
        owners(file, "token: x\napi_key: y")


def test_connections_of_the_users_own_take_part(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN)

    with pytest.raises(CredentialsError, match="these fields can be line or sms"):
        owners(file, "token: x", own)
    assert owners(file, "token: x\nprovider: sms", own) == ["sms"]
    assert owners(file, "token: x\nurl: https://sms.example.com", own) == ["sms"]
    assert owners(file, "token: x\nkey_id: y", own) == ["line"]
    assert owners(file, "sms: {token: x}\nline: {token: x}", own) == ["sms", "line"]


def test_one_file_holds_several_connections_of_a_provider(file: Path) -> None:
    content = "line: {token: a}\ntokyo: {token: b}\nosaka: {client_id: 1, client_secret: c}"
    assert owners(file, content, more=("tokyo", "osaka")) == ["line", "tokyo", "osaka"]
    with pytest.raises(CredentialsError, match="line 3, column 1: unknown connection"):
        owners(file, content, more=("tokyo",))


def test_credentials_go_to_no_other_provider(file: Path, line: Line) -> None:
    file.write_text(
        f"url: {line.url}\nclient_id: '1000000001'\nclient_secret: {SECRET}\nprovider: line\n"
    )
    with (
        Connector.from_file(file) as connector,
        pytest.raises(CredentialsError, match="connection infobip has no credentials"),
    ):
        connector.run("infobip_get_omni_logs")
    assert line.requests() == []


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (f"{SECRET}: x\ntoken: y", "line 1, column 1", "unknown field, must be one of api_key"),
        (f"token: y\n{SECRET}:\n", "line 2, column 1", "unknown field"),
        (f"token: y\nprovider: line\n{SECRET}:\n", "line 3, column 1", "unknown field"),
        (f"line:\n  token: y\n  {SECRET}: x", "line 3, column 3", "unknown field, must be one of"),
        (f"{SECRET}: {{token: x}}", "line 1, column 1", "unknown connection, must be one of in"),
        (f"line: {{token: x}}\n{SECRET}: {{}}", "line 2, column 1", "unknown connection"),
        (f"token: x\nprovider: {SECRET}", "line 2, column 1", "provider must be one of line, inf"),
        (f"token: x\nprovider: [{SECRET}]", "line 2, column 1", "provider must be one of"),
        (f"{SECRET}: 1\n{SECRET}: 2", "line 2, column 1", "or a duplicate key"),
        (f'{{"{SECRET}": 1, "{SECRET}": 2}}', "", "or a duplicate key"),
        (f"token: *{SECRET}", "line 1, column 8", "not valid YAML or JSON"),
        (f"token: !{SECRET} x", "line 1, column 8", "not valid YAML or JSON"),
        (f"token: @{SECRET}", "line 1, column 8", "not valid YAML or JSON"),
        (f"token: [{SECRET}", "line 2", "not valid YAML or JSON"),
        (f"? [{SECRET}]\n: x", "line 1", "not valid YAML or JSON"),
        (f"? {{{SECRET}: x}}\n: x", "line 1", "not valid YAML or JSON"),
        (f'token: "{SECRET}\\q"', "line 1", "not valid YAML or JSON"),
        (f'"{SECRET}', "line 1", "not valid YAML or JSON"),
        (f"{SECRET}", "", "must hold a connection's fields"),
        (f"[{SECRET}]", "", "must hold a connection's fields"),
        ("", "", "must hold a connection's fields"),
        (f'{{\t"{SECRET}": 1}}', "line 1, column 3", "unknown field"),
    ],
)  # fmt: skip
def test_an_error_says_where_and_shows_nothing_of_the_file(
    file: Path, content: str, place: str, words: str
) -> None:
    with pytest.raises(ConnectorError) as caught:
        owners(file, content)
    assert SECRET not in str(caught.value)
    assert str(caught.value).startswith(f"{file}, {place}" if place else f"{file}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_known_name_is_suggested_for_a_mistyped_one(file: Path) -> None:
    with pytest.raises(CredentialsError, match="did you mean client_secret") as caught:
        owners(file, "client_id: 1\nclient_secrt: x")
    assert "client_secrt" not in str(caught.value)


@pytest.mark.parametrize("values", [{SECRET: "x"}, {"token": "x", SECRET: "y"}, {SECRET: {}}])
def test_a_secret_for_a_fields_name_is_not_shown_in_python_either(values: dict[str, str]) -> None:
    with (
        Connector({"line": values}) as connector,
        pytest.raises(
            CredentialsError, match="connection line: unknown field, must be one of"
        ) as caught,
    ):
        connector.session("line")
    assert SECRET not in str(caught.value)


@given(st.text(min_size=12, alphabet=st.characters(codec="utf-8")), st.integers(0, 5))
def test_no_text_of_a_file_gets_into_an_error(
    tmp_path_factory: pytest.TempPathFactory, noise: str, shape: int
) -> None:
    secret = "5b4a39281706"
    content = [
        f"{noise}{secret}: x",
        f"line: {{{noise}{secret}: 1}}",
        f"token: {noise}{secret}\n{secret}{noise}: 1",
        f"{secret}{noise}",
        f"{{{noise}: {{{secret}: 1",
        f"{secret}: {{{secret}: {noise}}}",
    ][shape]
    file = tmp_path_factory.getbasetemp() / "noise.yaml"
    file.write_text(content, encoding="utf-8")
    try:
        read_connections(file, load_manifest())
    except ConnectorError as error:
        assert secret not in str(error)
        assert "\n" not in str(error)


def test_what_is_no_file_of_text_is_one_line(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\xfd token")
    for path in (tmp_path, binary, tmp_path / "nowhere", tmp_path / ("x" * 300)):
        with pytest.raises(InputError) as caught:
            Connector.from_file(path)
        assert "\n" not in str(caught.value)
