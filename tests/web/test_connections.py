"""A connection cannot be held by saying nothing, by saying it slowly, or by not listening."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit

import anyio.to_thread
import pytest
import requests
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from line_connector.web.connections import Bounds
from support.running_app import running

QUICK = Bounds(head_seconds=0.3, body_seconds=0.3, reading_seconds=0.3, connections=4)
PATIENT = Bounds(connections=4)
LARGE = 64 * 1024 * 1024
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with what was posted; at /large with more than a socket takes."""
    content = bytes(LARGE) if scope["path"] == "/large" else await Request(scope, receive).body()
    await Response(content)(scope, receive, send)


@contextmanager
def connected(url: str) -> Iterator[socket.socket]:
    host, _, port = urlsplit(url).netloc.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        yield connection


def end_of(connection: socket.socket) -> bytes:
    """Return what came until the server closed the connection; fail if it does not."""
    came = b""
    try:
        while chunk := connection.recv(65536):
            came += chunk
    except ConnectionError:
        pass
    return came


def drips_until_closed(connection: socket.socket) -> float:
    """Send byte after byte; return the seconds for which the server took them, 20 at most."""
    began = time.monotonic()
    with suppress(ConnectionError):
        while time.monotonic() - began < 20:
            connection.sendall(b"a")
            time.sleep(0.05)
    return time.monotonic() - began


@pytest.fixture(scope="module", params=["httptools", "h11"], autouse=True)
def parser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Serve on httptools, where it is installed, and on h11."""
    if request.param == "httptools":
        pytest.importorskip("httptools")
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "line_connector.web.httptools_protocol", None)
        yield


@pytest.fixture(scope="module")
def quick(parser: None) -> Iterator[str]:
    with running(app, QUICK) as url:
        yield url


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HT",
        HEAD,
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n1234",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12",
    ],
)
def test_connection_that_says_too_little_is_closed(quick: str, said: bytes) -> None:
    with connected(quick) as connection:
        connection.sendall(said)
        assert end_of(connection) == b""


@pytest.mark.parametrize(
    "start",
    [HEAD + b"X-Slow: ", b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"],
)
def test_one_byte_at_a_time_does_not_keep_it_open(quick: str, start: bytes) -> None:
    with connected(quick) as connection:
        connection.sendall(start)
        assert drips_until_closed(connection) < 20


def test_second_request_of_a_connection_is_bounded_too(quick: str) -> None:
    with connected(quick) as connection:
        connection.sendall(HEAD + b"\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        connection.sendall(HEAD)
        assert end_of(connection) == b""


def test_requests_sent_at_once_are_all_answered(quick: str) -> None:
    with connected(quick) as connection:
        connection.sendall((HEAD + b"\r\n") * 20)
        assert end_of(connection).count(b"HTTP/1.1 200") == 20


def test_answer_that_nobody_reads_is_given_up(quick: str) -> None:
    with connected(quick) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        connection.recv(1)
        time.sleep(2)
        assert len(end_of(connection)) < LARGE
    assert requests.get(quick, timeout=10).ok


def test_answer_that_is_read_comes_whole() -> None:
    with running(app, PATIENT) as url:
        assert len(requests.get(f"{url}/large", timeout=60).content) == LARGE


def test_connections_that_say_nothing_keep_nobody_out() -> None:
    with running(app, PATIENT) as url, ExitStack() as stack:
        silent = [stack.enter_context(connected(url)) for _ in range(40)]
        assert requests.get(url, timeout=10).ok
        assert end_of(silent[0]) == b""


def test_connections_at_work_are_not_closed_for_others() -> None:
    release, begun = threading.Event(), threading.Semaphore(0)

    async def busy(scope: Scope, receive: Receive, send: Send) -> None:
        begun.release()
        await anyio.to_thread.run_sync(release.wait, 20)
        await Response(b"done")(scope, receive, send)

    with running(busy, PATIENT) as url, ExitStack() as stack:
        working = [stack.enter_context(connected(url)) for _ in range(4)]
        for each in working:
            each.sendall(HEAD + b"Connection: close\r\n\r\n")
        for _ in working:
            assert begun.acquire(timeout=20)
        refused = requests.get(url, timeout=10)
        release.set()

        assert refused.status_code == 503
        assert refused.headers["Retry-After"]
        assert [end_of(each)[-4:] for each in working] == [b"done"] * 4


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5, 6\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: " + b"9" * 5000 + b"\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Host: other\r\n",
        b"X-Long: " + b"a" * 70_000 + b"\r\n",
    ],
)
def test_request_that_a_proxy_may_read_otherwise_is_refused(quick: str, headers: bytes) -> None:
    request = b"POST / HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n"
    with connected(quick) as connection:
        connection.sendall(request + b"0\r\n\r\nGET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = end_of(connection)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") <= 1


def test_old_protocol_has_no_chunks(quick: str) -> None:
    request = b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with connected(quick) as connection:
        connection.sendall(request)
        assert end_of(connection).startswith(b"HTTP/1.1 400 ")
