"""A post ends in time, whatever the server does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from typing import Any

import pytest

from line_connector.webhooks.posting import PostError, PostSession


@contextmanager
def answering(head: bytes, then: bytes, pause: float) -> Generator[str]:
    """Answer each post with a head, and then with the same bytes again and again."""
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.recv(65_536)
                connection.sendall(head)
                for each in repeat(then):
                    if over.wait(pause):
                        break
                    connection.sendall(each)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            with suppress(OSError):
                socket.create_connection(listener.getsockname()).close()
            thread.join()


@pytest.mark.parametrize("status", [b"200 OK", b"302 Found\r\nLocation: /", b"500 Oops"])
@pytest.mark.parametrize("pause", [0, 0.05])
def test_a_body_without_an_end_is_not_waited_for(status: bytes, pause: float) -> None:
    head = b"HTTP/1.1 " + status + b"\r\nContent-Type: text/event-stream\r\n\r\n"
    with answering(head, b"data: on and on\n\n", pause) as url, PostSession(30) as session:
        answer = session.post(url, b"{}", {})
    assert answer.status == int(status[:3])
    assert len(answer.body) <= 16 * 1024


def test_a_head_without_an_end_is_no_answer_once_the_time_is_over() -> None:
    with (
        answering(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a", 0.05) as url,
        PostSession(0.5) as session,
        pytest.raises(PostError) as refused,
    ):
        session.post(f"{url}/?key=secret", b"{}", {})
    assert "secret" not in str(refused.value)


def test_a_connection_is_kept_open_behind_a_body_that_was_read() -> None:
    peers: set[object] = set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            peers.add(self.client_address)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\ntaken\r\n0\r\n\r\n")

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, PostSession(10) as session:
        server.daemon_threads = True  # they wait for more on the connection
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        answers = [session.post(url, b"{}", {}) for _ in range(3)]
        server.shutdown()
        thread.join()
    assert answers == [(200, b"taken")] * 3
    assert len(peers) == 1


@pytest.mark.parametrize("wrong", ["http://a..b/", "http://user:\u0100@127.0.0.1:1/", "http://"])
def test_where_nothing_can_be_posted_to_is_no_answer(wrong: str) -> None:
    with PostSession(1) as session, pytest.raises(PostError):
        session.post(wrong, b"{}", {})
