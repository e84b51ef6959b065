"""A server that says any bytes it is told to, and breaks off in every way that TCP allows.

It keeps what arrived: each connection, and each request that was read whole.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Literal, NamedTuple

Ending = Literal["keep", "finish", "reset", "hang"]
"""What becomes of a connection: it stays open, FIN, RST, or silence until the client goes."""

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
PATIENCE = 10.0
"""Seconds after which a connection is given up, should a test leave it open."""


class Received(NamedTuple):
    """One request that was read whole."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Peer:
    """One connection, as the server has it."""

    def __init__(
        self, sock: socket.socket, stopping: threading.Event, ended: threading.Event
    ) -> None:
        self._sock = sock
        self._stopping = stopping
        self._ended = ended
        self._unread = b""
        self.open = True
        sock.settimeout(PATIENCE)

    def read_request(self) -> Received | None:
        """Read one whole request; None where the client went before."""
        head, end = self._read_until(b"\r\n\r\n")
        if not end:
            return None
        line, *fields = head.decode("latin-1").split("\r\n")
        method, target, _ = line.split(" ", 2)
        pairs = (field.partition(":") for field in fields)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = int(headers.get("content-length", 0))
        while len(self._unread) < length:
            if not self._read_more():
                return None
        body, self._unread = self._unread[:length], self._unread[length:]
        return Received(method, target, headers, body)

    def read_some(self) -> bool:
        """Read what comes first, be it a whole request or not; tell whether anything came."""
        return self._read_more()

    def send(self, data: bytes) -> None:
        """Send bytes; a client that has gone is no fault of the server's."""
        try:
            self._sock.sendall(data)
        except OSError:
            self.close()

    def drip(self, data: Iterable[bytes], every: float) -> None:
        """Send bytes piece by piece until the client has gone."""
        for piece in data:
            if not self.open or self._stopping.wait(every):
                return
            self.send(piece)

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Speak TLS from here on."""
        try:
            self._sock = context.wrap_socket(self._sock, server_side=True)
        except OSError:
            self.close()

    def send_below_tls(self, data: bytes) -> None:
        """Send bytes past the encryption: what breaks a TLS connection."""
        with socket.socket(fileno=self._sock.detach()) as bare:
            bare.sendall(data)
        self.open = False

    def end(self, ending: Ending) -> None:
        """Bring the connection to its end."""
        if ending == "finish":
            self.finish()
        elif ending == "reset":
            self.reset()
        elif ending == "hang":
            self.hang()

    def finish(self) -> None:
        """Send FIN; what comes after it is read, so that no RST follows."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)
        self._ended.set()
        self.hang()

    def hang(self) -> None:
        """Say nothing more until the client has gone or the server stops."""
        while self.open and self._read_more():
            self._unread = b""
        self.close()

    def reset(self) -> None:
        """Break the connection off with RST."""
        with suppress(OSError):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self.close()
        self._ended.set()

    def close(self) -> None:
        """Close the connection."""
        self.open = False
        self._sock.close()

    def interrupt(self) -> None:
        """Wake the thread that waits on this connection; it closes it."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _read_until(self, mark: bytes) -> tuple[bytes, bytes]:
        while mark not in self._unread:
            if not self._read_more():
                return self._unread, b""
        head, mark, self._unread = self._unread.partition(mark)
        return head, mark

    def _read_more(self) -> bool:
        try:
            data = self._sock.recv(65536)
        except OSError:
            return False
        self._unread += data
        return bool(data)


class Answer(NamedTuple):
    """What the server does to one request."""

    do: Callable[[Peer, Received | None], object]

    reads: bool = True
    """Whether it reads the request first; else it is done as soon as there is a connection."""


class RawServer:
    """Listens on a free port of loopback until it is stopped.

    Args:
        answers: in their order, over all connections; the last one goes on for ever.
        context: the certificate to speak TLS with; plain HTTP if absent.
    """

    def __init__(self, *answers: Answer, context: ssl.SSLContext | None = None) -> None:
        self.received: list[Received] = []
        """Every request that was read whole, in the order they came."""

        self.connections = 0
        """How many connections were accepted."""

        self.ended = threading.Event()
        """Set when it has sent FIN or RST."""

        self._answers = answers
        self._next = 0
        self._context = context
        self._stopping = threading.Event()
        self._peers: set[Peer] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        host, port = self._listener.getsockname()
        self.place = f"{host}:{port}"
        self.url = f"{'https' if context else 'http'}://{self.place}"

    def __enter__(self) -> RawServer:
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Break off what is going on, and wait until it has ended."""
        self._stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join(PATIENCE)
        self._listener.close()
        with self._lock:
            for peer in self._peers:
                peer.interrupt()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        peer = Peer(sock, self._stopping, self.ended)
        with self._lock:
            self._peers.add(peer)
        try:
            self._converse(peer)
        finally:
            with self._lock:
                self._peers.remove(peer)
            peer.close()

    def _converse(self, peer: Peer) -> None:
        if self._context is not None:
            peer.encrypt(self._context)
        while peer.open and not self._stopping.is_set():
            request = None
            answer = self._take(reads=False)
            if answer is None:
                request = peer.read_request()
                if request is None:
                    return
                answer = self._take(request)
            if answer is not None:
                answer.do(peer, request)

    def _take(self, request: Received | None = None, *, reads: bool = True) -> Answer | None:
        """Return the next answer and note what it answers, unless it is of the other sort."""
        with self._lock:
            answer = self._answers[min(self._next, len(self._answers) - 1)]
            if not reads and answer.reads:
                return None
            self._next += 1
            if request is not None:
                self.received.append(request)
            return answer
