"""Addresses that nothing can be connected to are refused before anything is opened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import Request

from line_connector import Connector, CredentialsError
from line_connector.http.connection import Connection, TransportSettings, is_loopback

HOST = "must have a valid host"
PORT = "must have a port from 1 to 65535, or none"
ODD = "must hold no spaces, backslashes, control characters"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://[::1", HOST),
        ("https://[zz]", HOST),
        ("https://h:99999", PORT),
        ("https://h:abc", PORT),
        ("https://h:0", PORT),
        ("https://h:-1", PORT),
        ("https://h:๘๐", PORT),
        (f"https://{'a' * 64}.com", HOST),
        (f"https://{'ü' * 64}.com", HOST),
        ("https://a..b", HOST),
        ("https://\u2488com", HOST),
        ("https://h\\@example.com", ODD),
        ("https://h\0", ODD),
        ("ht\ttps://h", ODD),
        ("https://h /a", ODD),
        ("https://\ud800.com", ODD),
        ("https://h/ü", "must have an ASCII path"),
        ("https://h/#f", "must have an ASCII path"),
    ],
)
def test_an_address_that_cannot_be_is_refused(address: str, why: str) -> None:
    for values in ({"url": address}, {"url": "https://api.line.me", "data_url": address}):
        with pytest.raises(CredentialsError, match=why) as caught:
            Connection("line", (), values).address([*values][-1])
        assert str(caught.value).isprintable()
        assert "@example" not in str(caught.value)


def test_paths_are_put_behind_an_address_so_it_has_no_query() -> None:
    with pytest.raises(CredentialsError, match=r"must have an ASCII path without \? and #"):
        Connection("line", (), {"url": "https://h/?a=1"}).address("url")
    values = {"url": "https://h", "token_url": "/token?tenant=1"}
    assert Connection("line", (), values).address("token_url") == "https://h/token?tenant=1"


def test_the_settings_show_no_proxy_with_its_password() -> None:
    assert "secret" not in repr(TransportSettings(http_proxy="http://user:secret@proxy:3128"))


@pytest.mark.parametrize(
    "proxy",
    [
        "http://[::1",
        "proxy:99999",
        f"http://{'a' * 64}.com",
        "http://",
        "http://a b:3128",
        "ftp://proxy:3128",
        "http://user:p…w@proxy:3128",
        "http://user:p%E2%80%A6w@proxy:3128",
    ],
)
def test_a_proxy_that_cannot_be_is_refused(proxy: str) -> None:
    connector = Connector({"line": {"token": "t", "http_proxy": proxy}})
    with pytest.raises(CredentialsError, match="connection line, http_proxy: must ") as caught:
        connector.connection("line")
    assert proxy not in str(caught.value)


@pytest.mark.parametrize(
    "proxy",
    [
        "proxy:8080",
        "http://user:secret@proxy:3128",
        "http://user:p%C3%A9w@พร็อกซี.example:3128",
        "socks5h://user:p…w@10.0.0.1:1080",
    ],
)
def test_proxies_with_and_without_a_scheme_are_taken(proxy: str) -> None:
    connector = Connector({"line": {"token": "t", "http_proxy": proxy}})
    assert connector.connection("line").name == "line"


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("token", "…", "must be ASCII characters only; is it a placeholder?"),
        ("api_key", "clé", "must be ASCII characters only; is it a placeholder?"),
        ("client_secret", "…", "must be ASCII characters only; is it a placeholder?"),
        ("password", "\udcff", "must be text in UTF-8"),
        ("password", "a\nb", "must not hold line breaks or control characters"),
    ],
)
def test_a_credential_that_cannot_be_sent_is_refused(field: str, value: str, why: str) -> None:
    with pytest.raises(CredentialsError) as caught:
        Connection("mine", (), {field: value}).secret(field)
    assert str(caught.value) == f"connection mine, {field}: {why}"


def test_user_name_and_password_are_any_text() -> None:
    assert Connection("mine", (), {"password": "รหัส…"}).secret("password") == "รหัส…"


@given(st.text(max_size=20), st.text(max_size=8))
def test_what_is_taken_can_be_asked_for(host: str, port: str) -> None:
    is_loopback(f"https://{host}:{port}")
    try:
        address = Connection("line", (), {"url": f"https://{host}:{port}"}).address("url")
    except CredentialsError as error:
        assert str(error).isprintable()
        return
    assert Request("GET", address).prepare().url
