"""TLS, proxies and the environment, on loopback servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from line_connector import Connector, CredentialsError, SessionError
from line_connector.http.requests_adapter import PlainLoopback
from support.loopback import running_proxy, running_tls_server


@pytest.fixture(scope="module")
def tls_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    with running_tls_server(tmp_path_factory.mktemp("tls")) as server:
        yield server


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    with running_proxy() as proxy:
        yield proxy


def quota(**values: object) -> object:
    with Connector({"line": {"token": "t", **values}}) as connector:
        return connector.run("get_message_quota").json_body


def test_unknown_certificate_is_refused_by_default(tls_server: tuple[str, Path]) -> None:
    with pytest.raises(SessionError, match="certificate was not accepted"):
        quota(url=tls_server[0])


def test_reply_to_an_unknown_certificate_is_known_not_to_be_sent(
    tls_server: tuple[str, Path],
) -> None:
    raw = {"replyToken": "r", "messages": [{"type": "text", "text": "Hi"}]}
    with (
        Connector({"line": {"token": "t", "url": tls_server[0]}}) as connector,
        pytest.raises(SessionError),
    ):
        connector.run("reply_message", raw)


def test_ca_file_vouches_for_a_server(tls_server: tuple[str, Path]) -> None:
    url, file = tls_server
    assert quota(url=url, ca_file=str(file)) == {"type": "none"}


def test_ca_file_is_taken_from_the_environment(
    tls_server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, file = tls_server
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
    assert quota(url=url) == {"type": "none"}


def test_verification_can_be_switched_off(tls_server: tuple[str, Path]) -> None:
    assert quota(url=tls_server[0], verify_ssl=False) == {"type": "none"}


def test_missing_ca_file_is_one_clear_line(tls_server: tuple[str, Path]) -> None:
    with pytest.raises(SessionError, match="ca_file: there is no file"):
        quota(url=tls_server[0], ca_file="no-such.pem")


def test_ca_file_of_the_environment_that_is_missing_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/no/such/ca.pem")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(CredentialsError, match="REQUESTS_CA_BUNDLE: there is no file /no/such/"):
        quota()


def test_proxy_of_the_connection_is_used(proxy: tuple[str, list[str]]) -> None:
    with pytest.raises(SessionError, match="proxy refused"):
        quota(http_proxy=proxy[0])
    assert proxy[1] == ["api.line.me:443"]


def test_proxy_of_the_environment_is_used_but_not_for_loopback(
    proxy: tuple[str, list[str]], tls_server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy[0])
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    assert quota(url=tls_server[0], ca_file=str(tls_server[1])) == {"type": "none"}
    with pytest.raises(SessionError, match="proxy refused"):
        quota()
    assert proxy[1] == ["api.line.me:443"]


def test_plain_http_adapter_serves_loopback_only() -> None:
    import requests

    with requests.Session() as http:
        http.mount("https://", PlainLoopback(requests.adapters.HTTPAdapter()))
        with pytest.raises(ValueError, match="loopback only"):
            http.get("https://api.line.me/")
