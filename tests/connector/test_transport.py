"""TLS, proxies and the environment, on loopback servers."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from line_connector import Connector, SessionError
from line_connector.transport import PlainLoopback


class Quota(BaseHTTPRequestHandler):
    """Answers every GET like LINE's quota."""

    def do_GET(self) -> None:
        body = b'{"type":"none"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def tls_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server with a certificate that only its own file vouches for."""
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(certificate())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = HTTPServer(("127.0.0.1", 0), Quota)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}", file
    server.shutdown()
    thread.join()
    server.server_close()


def certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


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


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers no CONNECT, and keeps what it was asked for."""
    asked: list[str] = []

    class Refuse(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            asked.append(self.path)
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Refuse)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


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
        http.mount("https://", PlainLoopback())
        with pytest.raises(ValueError, match="loopback only"):
            http.get("https://api.line.me/")
