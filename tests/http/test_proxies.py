"""Requests through proxies, on loopback servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from line_connector import Connector, CredentialsError, SessionError
from support.loopback import running_tls_server
from support.proxies import socks_to, tunnel_to

Proxy = Callable[[str], AbstractContextManager[tuple[str, list[str]]]]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server with a certificate of `api.line.me`."""
    with running_tls_server(tmp_path_factory.mktemp("tls")) as (url, file):
        yield url.removeprefix("https://"), file


@pytest.mark.parametrize("proxy", [tunnel_to, socks_to])
def test_calls_go_through_the_proxy_on_one_connection(line: tuple[str, Path], proxy: Proxy) -> None:
    with (
        proxy(line[0]) as (address, asked),
        Connector(
            {"line": {"token": "t", "http_proxy": address, "ca_file": str(line[1])}}
        ) as connector,
    ):
        for _ in range(3):
            assert connector.run("get_message_quota").json_body == {"type": "none"}
    assert asked == ["api.line.me:443"]


@pytest.mark.parametrize("proxy", [tunnel_to, socks_to])
def test_certificate_is_checked_behind_the_proxy(line: tuple[str, Path], proxy: Proxy) -> None:
    with (
        proxy(line[0]) as (address, asked),
        Connector({"line": {"token": "t", "http_proxy": address}}) as connector,
        pytest.raises(SessionError, match="certificate was not accepted"),
    ):
        connector.run("get_message_quota")
    assert asked == ["api.line.me:443"]


@pytest.mark.parametrize("scheme", ["http", "socks5h"])
def test_proxy_that_is_not_there_is_one_clear_line(line: tuple[str, Path], scheme: str) -> None:
    proxy = f"{scheme}://127.0.0.1:9"
    with (
        Connector({"line": {"token": "t", "http_proxy": proxy}}, retries=()) as connector,
        pytest.raises(SessionError) as caught,
    ):
        connector.run(
            "push_message", {"to": f"U{1:032x}", "messages": [{"type": "text", "text": "Hi"}]}
        )
    assert str(caught.value).startswith("POST /v2/bot/message/push: could not connect to ")


def test_proxy_of_the_environment_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@[bad")
    with (
        Connector({"line": {"token": "t"}}) as connector,
        pytest.raises(CredentialsError, match=r"^HTTPS_PROXY: must have a valid host$"),
    ):
        connector.run("get_message_quota")


def test_proxy_that_is_not_used_is_not_looked_at(
    line: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://[bad")
    with tunnel_to(line[0]) as (address, _):
        monkeypatch.setenv("HTTPS_PROXY", address)
        with Connector({"line": {"token": "t", "ca_file": str(line[1])}}) as connector:
            assert connector.run("get_message_quota").json_body == {"type": "none"}
