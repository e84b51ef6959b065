"""Faults before the first byte of a request: nothing was sent, so a reply is sent again too."""

from __future__ import annotations

import errno
import socket
import ssl
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from faults.answers import (
    drips,
    encrypts,
    good,
    http,
    reads_some,
    says,
    says_below_tls,
    says_unasked,
)
from faults.calls import PUSH, REPLY, TRIES, Call
from faults.certificates import HOST, make_certificate
from faults.outcomes import (
    assert_not_known,
    assert_nothing_sent,
    assert_one_key,
    each,
    each_call,
    each_of_few,
    run,
)
from faults.raw_server import Answer, RawServer
from line_connector import Output
from line_connector.http.connections import TlsConnection
from support.ports import unserved

if sys.version_info < (3, 11):
    # ssl itself leaves its socket to the garbage collector when the peer resets before the hello.
    pytestmark = pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")


def alert(number: int, level: int = 2) -> bytes:
    """Return a TLS alert as it stands on the wire before the handshake is over."""
    return b"\x15\x03\x03\x00\x02" + bytes([level, number])


HALF_HELLO = b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03"

HANDSHAKE: dict[str, Answer] = {
    "FIN on connect": says_unasked(b"", "finish"),
    "RST on connect": says_unasked(b"", "reset"),
    "FIN after the hello": reads_some("finish"),
    "RST after the hello": reads_some("reset"),
    "half a server hello, FIN": reads_some("finish", HALF_HELLO),
    "half a server hello, RST": reads_some("reset", HALF_HELLO),
    "alert handshake failure": reads_some("finish", alert(40)),
    "alert protocol version": reads_some("finish", alert(70)),
    "alert internal error": reads_some("finish", alert(80)),
    "alert unrecognized name": reads_some("finish", alert(112)),
    "alert close notify": reads_some("finish", alert(0, level=1)),
}
"""What a server says in place of its part of the TLS handshake."""

NO_TLS: dict[str, Answer] = {
    "plain HTTP": reads_some("finish", http(400)),
    "a plain success, RST": reads_some("reset", http(200)),
    "a plain success before the hello, RST": says_unasked(http(200), "reset"),
    "garbage": reads_some("finish", b"\x00\xffgarbage\r\n" * 5),
    "another protocol": says_unasked(b"SSH-2.0-OpenSSH_9.9\r\n", "finish"),
}
"""The server speaks no TLS on this port; whether that is worth another try is left open."""

SLOW_HANDSHAKE: dict[str, Answer] = {
    "silence on connect": says_unasked(b"", "hang"),
    "silence after the hello": reads_some("hang"),
    "silence within the server hello": reads_some("hang", HALF_HELLO),
}

PROXY: dict[str, Answer] = {
    "proxy says 500": says(http(500), "finish"),
    "proxy says 502": says(http(502), "finish"),
    "proxy says 503": says(http(503), "finish"),
    "proxy says 504": says(http(504), "finish"),
    "proxy says 503, RST": says(http(503), "reset"),
    "proxy: FIN on connect": says_unasked(b"", "finish"),
    "proxy: RST on connect": says_unasked(b"", "reset"),
    "proxy: FIN": says(b"", "finish"),
    "proxy: RST": says(b"", "reset"),
    "proxy: half a status line": says(b"HTTP/1.1 20", "finish"),
    "proxy: half a header": says(b"HTTP/1.1 200 OK\r\nX-Pro", "finish"),
    "proxy: garbage": says(b"\x00\xffgarbage\r\n\r\n", "finish"),
    "proxy: another protocol": says(b"SSH-2.0-OpenSSH_9.9\r\n", "finish"),
    "proxy: status that is no number": says(b"HTTP/1.1 OK 200\r\n\r\n", "finish"),
    "proxy: endless header": says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000, "finish"),
    "proxy: 100 alone": says(b"HTTP/1.1 100 Continue\r\n\r\n", "finish"),
    "tunnel: FIN": says(http(200, b""), "finish"),
    "tunnel: RST": says(http(200, b""), "reset"),
    "tunnel: alert": says(http(200, b"") + alert(40), "finish"),
    "tunnel: garbage": says(http(200, b"") + b"\x00\xffgarbage\r\n" * 5, "finish"),
}
"""What a proxy says to CONNECT, and what comes through its tunnel in place of a handshake."""

REFUSING_PROXY: dict[str, Answer] = {
    "proxy says 400": says(http(400), "finish"),
    "proxy says 403": says(http(403), "finish"),
    "proxy says 404": says(http(404), "finish"),
    "proxy says 302": says(http(302, b"", b"Location: https://example.com/"), "finish"),
    "proxy says 407": says(http(407, b"", b'Proxy-Authenticate: Basic realm="x"'), "finish"),
}
"""The proxy will say the same again: another try may be made, except after 407."""


class Tls(NamedTuple):
    """A server's certificate, and the file that vouches for it."""

    context: ssl.SSLContext
    file: str


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    return Tls(make_certificate(file), str(file))


@each_call
@each(HANDSHAKE)
def test_handshake_that_fails_at_every_try(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, f"https://{server.place}")

    assert_nothing_sent(ended)
    assert server.connections == TRIES


def test_nothing_is_read_after_a_handshake_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came in plain before the reset would look like the answer."""
    with RawServer(*[says_unasked(http(200), "hang")] * TRIES) as server:
        host, _, port = server.place.partition(":")

        def reset(self: Any) -> None:
            self.sock = socket.create_connection((host, int(port)))
            raise ConnectionResetError(errno.ECONNRESET, "reset by peer")

        monkeypatch.setattr(TlsConnection, "connect", reset)
        ended = run(PUSH, f"https://{server.place}")

    assert_nothing_sent(ended)


@each_call
@each(HANDSHAKE)
def test_handshake_that_fails_once(fault: Answer, call: Call, tls: Tls) -> None:
    with RawServer(fault, encrypts(tls.context), good(call.status)) as server:
        ended = run(call, f"https://{server.place}", ca_file=tls.file)

    assert isinstance(ended, Output), ended
    assert server.connections == 2
    assert len(server.received) == 1


@each_call
@each(NO_TLS)
def test_server_that_speaks_no_tls(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, f"https://{server.place}")

    assert_nothing_sent(ended)
    assert 1 <= server.connections <= TRIES


@each_of_few
@each(SLOW_HANDSHAKE)
def test_handshake_that_never_ends(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, f"https://{server.place}", connect_timeout=0.2, read_timeout=0.2)

    assert_nothing_sent(ended)
    assert server.connections == TRIES


@each_of_few
def test_handshake_that_drips(call: Call) -> None:
    # Each byte comes in time; the connect timeout is for the whole handshake.
    drip = Answer(drips(b"\x16\x03\x03\x40\x00", b"\x00").do, reads=False)
    with RawServer(drip) as server:
        ended = run(call, f"https://{server.place}", connect_timeout=0.3, read_timeout=0.3)

    assert_nothing_sent(ended)
    assert 1 <= server.connections <= TRIES


@each_call
@pytest.mark.parametrize("wrong", ["nobody vouches for it", "other host", "expired"])
def test_certificate_that_is_not_accepted(call: Call, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "server.pem"
    context = make_certificate(
        file,
        host="elsewhere.invalid" if wrong == "other host" else HOST,
        days=-1 if wrong == "expired" else 1,
    )
    settings = {} if wrong == "nobody vouches for it" else {"ca_file": str(file)}
    with RawServer(good(), context=context) as server:
        ended = run(call, server, **settings)

    assert_nothing_sent(ended)
    assert "certificate" in str(ended)
    assert server.connections == 1
    assert server.received == []


@each_call
def test_nobody_listens(call: Call) -> None:
    with unserved() as place:
        ended = run(call, f"http://{place}")

    assert_nothing_sent(ended)


@each_of_few
def test_connection_that_is_never_made(call: Call) -> None:
    with full_listener() as place:
        ended = run(call, f"http://{place}", connect_timeout=0.2)

    assert_nothing_sent(ended)


@contextmanager
def full_listener() -> Generator[str, None, None]:
    """Listen, with all places in the queue taken: who comes now is left waiting."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        host, port = listener.getsockname()
        yield f"{host}:{port}"


@each_call
def test_host_that_has_no_address(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert_nothing_sent(run(call, f"https://{HOST}"))


@each_call
@each(PROXY)
def test_proxy_that_fails_at_every_try(fault: Answer, call: Call) -> None:
    with RawServer(fault) as proxy:
        ended = run(call, f"https://{HOST}", http_proxy=proxy.url)

    assert_nothing_sent(ended)
    assert proxy.connections == TRIES
    assert {request.method for request in proxy.received} <= {"CONNECT"}


@each_of_few
@each(PROXY)
def test_proxy_that_fails_once(fault: Answer, call: Call, tls: Tls) -> None:
    tunnel = says(b"HTTP/1.1 200 Connected\r\n\r\n")
    with RawServer(fault, tunnel, encrypts(tls.context), good(call.status)) as proxy:
        ended = run(call, f"https://{HOST}", http_proxy=proxy.url, ca_file=tls.file)

    assert isinstance(ended, Output), ended
    assert proxy.connections == 2
    assert [r.method for r in proxy.received if r.method != "CONNECT"] == [
        proxy.received[-1].method
    ]


@each_call
@each(REFUSING_PROXY)
def test_proxy_that_refuses(fault: Answer, call: Call) -> None:
    with RawServer(fault) as proxy:
        address = f"http://proxy-user:proxy-password@{proxy.place}"
        ended = run(call, f"https://{HOST}", http_proxy=address)

    assert_nothing_sent(ended)
    assert "proxy" in str(ended)
    assert "proxy-password" not in f"{ended} {ended!r}"
    assert 1 <= proxy.connections <= TRIES
    assert {request.method for request in proxy.received} == {"CONNECT"}


@each_call
def test_proxy_that_asks_for_a_password_is_asked_once(call: Call) -> None:
    with RawServer(REFUSING_PROXY["proxy says 407"]) as proxy:
        assert_nothing_sent(run(call, f"https://{HOST}", http_proxy=proxy.url))

    assert proxy.connections == 1


@each_of_few
def test_proxy_that_goes_silent(call: Call) -> None:
    with RawServer(says(b"", "hang")) as proxy:
        settings = {"http_proxy": proxy.url, "connect_timeout": 0.2, "read_timeout": 0.2}
        ended = run(call, f"https://{HOST}", **settings)

    assert_nothing_sent(ended)
    assert proxy.connections == TRIES


@each_of_few
def test_proxy_that_nobody_serves(call: Call) -> None:
    with unserved() as place:
        assert_nothing_sent(run(call, f"https://{HOST}", http_proxy=f"http://{place}"))


AFTER_THE_HANDSHAKE: dict[str, Answer] = {
    "TLS: FIN": says(b"", "finish"),
    "TLS: RST": says(b"", "reset"),
    "TLS: half a header, FIN": says(b"HTTP/1.1 200 OK\r\nContent-Le", "finish"),
    "TLS: record that cannot be read": says_below_tls(b"\x17\x03\x03\x00\x20" + b"\x55" * 32),
    "TLS: plain HTTP in place of a record": says_below_tls(http()),
    "TLS: bare alert": says_below_tls(alert(40)),
    "TLS: bare alert about the version": says_below_tls(alert(70)),
}
"""TLS faults after the request was sent; some have the same text as a fault of the handshake."""


@each_call
@each(AFTER_THE_HANDSHAKE)
def test_tls_fault_after_the_handshake_is_a_lost_answer(
    fault: Answer, call: Call, tls: Tls
) -> None:
    with RawServer(fault, context=tls.context) as server:
        ended = run(call, server, ca_file=tls.file)

    assert_not_known(ended, call)
    assert_one_key(ended, call, server)
    assert len(server.received) == call.tries


@each_of_few
def test_server_that_asks_for_a_certificate_of_ours(call: Call, tmp_path: Path) -> None:
    # With TLS 1.3 its refusal comes when the request is on its way already.
    file = tmp_path / "server.pem"
    context = make_certificate(file)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(file)
    with RawServer(good(), context=context) as server:
        ended = run(call, server, ca_file=str(file))

    assert_not_known(ended, call)


@each_of_few
def test_answer_lost_behind_a_proxy(call: Call, tls: Tls) -> None:
    tunnel = says(b"HTTP/1.1 200 Connected\r\n\r\n")
    script = (tunnel, encrypts(tls.context), says(b"", "finish"))
    with RawServer(*script * TRIES) as proxy:
        ended = run(call, f"https://{HOST}", http_proxy=proxy.url, ca_file=tls.file)

    assert_not_known(ended, call)
    assert proxy.connections == call.tries


def test_doubt_stays_when_later_tries_cannot_connect(tls: Tls) -> None:
    script = (encrypts(tls.context), says(b"", "finish"), says_unasked(b"", "reset"))
    with RawServer(*script) as server:
        ended = run(PUSH, f"https://{server.place}", ca_file=tls.file)

    assert_not_known(ended, PUSH)
    assert server.connections == TRIES
    assert len(server.received) == 1


def test_reply_whose_answer_is_lost_after_a_handshake_that_failed(tls: Tls) -> None:
    script = (reads_some("reset"), encrypts(tls.context), says(b"", "finish"))
    with RawServer(*script) as server:
        ended = run(REPLY, f"https://{server.place}", ca_file=tls.file)

    assert_not_known(ended, REPLY)
    assert server.connections == 2
    assert len(server.received) == 1
