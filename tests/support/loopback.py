"""Servers on loopback for what the sandbox does not do: TLS, a proxy, bytes and where they go."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Quiet(BaseHTTPRequestHandler):
    """Answers without a word on standard error."""

    def answer(self, body: bytes, content_type: str = "application/json") -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Quota(Quiet):
    """Answers every GET like LINE's quota."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer(b'{"type":"none"}')


@contextmanager
def running(
    handler: type[BaseHTTPRequestHandler], context: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve for a while, and give the address without its scheme."""
    server = HTTPServer(("127.0.0.1", 0), handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with serving(server) as place:
        yield place


@contextmanager
def serving(server: TCPServer) -> Iterator[str]:
    """Run a server for a while, and give its address."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def running_tls_server(folder: Path) -> Iterator[tuple[str, Path]]:
    """Serve the quota with a certificate that only its own file, in `folder`, vouches for."""
    file = folder / "server.pem"
    file.write_bytes(_certificate())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with running(Quota, context) as place:
        yield f"https://{place}", file


@contextmanager
def running_proxy() -> Iterator[tuple[str, list[str]]]:
    """Run a proxy that answers no CONNECT, and keeps what it was asked for."""
    asked: list[str] = []

    class Refuse(Quiet):
        def do_CONNECT(self) -> None:
            asked.append(self.path)
            self.send_error(403)

    with running(Refuse) as place:
        yield f"http://{place}", asked


PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff"


@contextmanager
def running_content(*, stores: bool = True) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Answer every GET with a picture; store what is posted, and keep where it went, or refuse."""
    stored: list[tuple[str, bytes]] = []

    class Content(Quiet):
        def do_GET(self) -> None:
            self.answer(PICTURE, "image/png")

        def do_POST(self) -> None:
            stored.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            if stores:
                self.answer(b'{"id": "file-1"}')
            else:
                self.send_error(403)

    with running(Content) as place:
        yield f"http://{place}", stored


def _certificate() -> bytes:
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
            x509.SubjectAlternativeName(
                [x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("api.line.me")]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)
