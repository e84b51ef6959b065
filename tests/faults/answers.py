"""What a server can do to a request, as bytes and endings."""

from __future__ import annotations

import gzip
import json
import ssl
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from faults.calls import BODY
from faults.raw_server import Answer, Ending, Peer, Received

MIB = 1 << 20


def says(data: bytes, ending: Ending = "keep") -> Answer:
    """Read the request, say these bytes, and end like this."""

    def do(peer: Peer, _: Received | None) -> None:
        peer.send(data)
        peer.end(ending)

    return Answer(do)


def says_unasked(data: bytes, ending: Ending) -> Answer:
    """Say these bytes as soon as there is a connection, without reading anything."""
    return Answer(says(data, ending).do, reads=False)


def reads_some(ending: Ending, data: bytes = b"") -> Answer:
    """Say these bytes and end like this when the first bytes are there, whatever they are."""

    def do(peer: Peer, _: Received | None) -> None:
        peer.read_some()
        peer.send(data)
        peer.end(ending)

    return Answer(do, reads=False)


def encrypts(context: ssl.SSLContext) -> Answer:
    """Speak TLS on this connection from here on."""

    def do(peer: Peer, _: Received | None) -> None:
        peer.encrypt(context)

    return Answer(do, reads=False)


def says_below_tls(data: bytes) -> Answer:
    """Read the request, and answer past the encryption."""

    def do(peer: Peer, _: Received | None) -> None:
        peer.send_below_tls(data)

    return Answer(do)


def drips(head: bytes, piece: bytes, ending: bytes = b"") -> Answer:
    """Say the head, then a piece every tenth of a second, a hundred times, then the ending."""

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield piece
        yield ending

    def do(peer: Peer, _: Received | None) -> None:
        peer.send(head)
        peer.drip(pieces(), every=0.1)
        peer.end("finish")

    return Answer(do)


def pours(head: bytes, piece: bytes, times: int, ending: bytes = b"") -> Answer:
    """Say the head, then a piece again and again while the client takes it, then the ending."""

    def do(peer: Peer, _: Received | None) -> None:
        peer.send(head)
        for _i in range(times):
            if not peer.open:
                return
            peer.send(piece)
        peer.send(ending)
        peer.end("finish")

    return Answer(do)


def http(
    status: int = 200,
    body: bytes = BODY,
    *headers: bytes,
    reason: bytes = b"Words",
    content_type: bytes = b"application/json",
) -> bytes:
    """Return a whole answer."""
    lines = [
        b"HTTP/1.1 %d %s" % (status, reason),
        b"Content-Type: %s" % content_type,
        b"Content-Length: %d" % len(body),
        *headers,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def http_json(status: int, body: Any, *headers: bytes) -> bytes:
    """Return a whole answer in JSON."""
    return http(status, json.dumps(body).encode(), *headers)


def good(status: int = 200) -> Answer:
    """Say that it was carried out."""
    return says(http(status))


def chunked(*lines: bytes) -> bytes:
    """Return the head of a chunked answer, and what is to stand for its chunks."""
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return head + b"".join(lines)


def gzipped(compressed: bytes) -> bytes:
    """Return a whole answer whose body is said to be in gzip."""
    return http(200, compressed, b"Content-Encoding: gzip")


@cache
def gzip_bomb(mib: int = 100) -> bytes:
    """Return an answer of some hundred KiB that unpacks to so many MiB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"0" * MIB
    packed = b"".join(packer.compress(zeros) for _ in range(mib)) + packer.flush()
    return gzipped(packed)


@cache
def double_bomb() -> bytes:
    """Return an answer whose body is packed twice; after the first unpacking it is small yet."""
    _, _, packed = gzip_bomb().partition(b"\r\n\r\n")
    return http(200, gzip.compress(packed), b"Content-Encoding: gzip, gzip")


@cache
def deflate_bomb(mib: int = 100) -> bytes:
    """Return an answer like a gzip bomb, in the other encoding."""
    return http(200, zlib.compress(b"0" * (mib * MIB)), b"Content-Encoding: deflate")


def says_made(make: Callable[[], bytes]) -> Answer:
    """Read the request and answer with what is made when it is first used."""

    def do(peer: Peer, request: Received | None) -> None:
        says(make()).do(peer, request)

    return Answer(do)


_OK = b"HTTP/1.1 200 OK\r\n"
_PACKED = gzip.compress(BODY * 50)
_LENGTH = b"Content-Length: %d\r\n" % len(BODY)

CLOSED: dict[str, Answer] = {
    "FIN on connect": says_unasked(b"", "finish"),
    "RST within the request": reads_some("reset"),
    "FIN within the request": reads_some("finish"),
    "RST after the request": says(b"", "reset"),
    "FIN after the request": says(b"", "finish"),
}

NO_STATUS_LINE: dict[str, Answer] = {
    "half the protocol": says(b"HTT", "finish"),
    "half the status": says(b"HTTP/1.1 20", "finish"),
    "half the status, RST": says(b"HTTP/1.1 20", "reset"),
    "status of one digit": says(b"HTTP/1.1 2 OK\r\n\r\n", "finish"),
    "status of four digits": says(b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n", "finish"),
    "status that is no number": says(b"HTTP/1.1 OK 200\r\nContent-Length: 0\r\n\r\n", "finish"),
    "negative status": says(b"HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n", "finish"),
    "empty lines": says(b"\r\n\r\n\r\n", "finish"),
    "endless status line": says(b"HTTP/1.1 200 " + b"O" * 70_000, "finish"),
    "garbage": says(b"\x00\xff\x13garbage\r\n\r\n", "finish"),
    "one NUL": says(b"\x00", "finish"),
    "HTTP/0.9": says(b"<html>hello</html>\r\n", "finish"),
    "bare JSON": says(BODY, "finish"),
    "HTTP/2 settings": says(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00" * 18, "finish"),
    "HTTP/2 preface": says(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "finish"),
    "another protocol": says(b"SSH-2.0-OpenSSH_9.9\r\n", "finish"),
    "TLS alert": says(b"\x15\x03\x03\x00\x02\x02\x28", "finish"),
}

BAD_HEADERS: dict[str, Answer] = {
    "status line alone, no line break": says(b"HTTP/1.1 200 OK", "finish"),
    "status line alone": says(_OK, "finish"),
    "status line alone, RST": says(_OK, "reset"),
    "half a header's name": says(_OK + b"Content-Le", "finish"),
    "half a header's value": says(_OK + b"Content-Type: applic", "finish"),
    "headers without their end": says(_OK + b"Content-Length: 0\r\n", "finish"),
    "headers without their end, RST": says(_OK + b"Content-Length: 0\r\n", "reset"),
    "conflicting lengths": says(_OK + _LENGTH + b"Content-Length: 3\r\n\r\n" + BODY, "finish"),
    "conflicting lengths in one line": says(
        _OK + b"Content-Length: %d, 3\r\n\r\n" % len(BODY) + BODY, "finish"
    ),
    "conflicting lengths, RST": says(_OK + _LENGTH + b"Content-Length: 3\r\n\r\n" + BODY, "reset"),
    "header without colon": says(_OK + b"no colon here\r\n" + _LENGTH + b"\r\n" + BODY, "finish"),
    "header without name": says(_OK + b": value\r\n" + _LENGTH + b"\r\n" + BODY, "finish"),
    "header with a blank in its name": says(
        _OK + b"X Y Z\x00: value\r\n" + b"nothing\r\n" + _LENGTH + b"\r\n" + BODY, "finish"
    ),
    "too many headers": says(_OK + b"X-Many: 1\r\n" * 5000 + _LENGTH + b"\r\n" + BODY, "finish"),
    "endless header": says(_OK + b"X-Long: " + b"x" * 300_000 + b"\r\n\r\n", "finish"),
}

BAD_BODIES: dict[str, Answer] = {
    "body missing": says(_OK + _LENGTH + b"\r\n", "finish"),
    "body missing, RST": says(_OK + _LENGTH + b"\r\n", "reset"),
    "body too short": says(_OK + _LENGTH + b"\r\n" + BODY[:-2], "finish"),
    "body too short, RST": says(_OK + _LENGTH + b"\r\n" + BODY[:-2], "reset"),
    "chunks missing": says(chunked(), "finish"),
    "chunk cut off": says(chunked(b"ff\r\n", BODY), "finish"),
    "chunk cut off, RST": says(chunked(b"ff\r\n", BODY), "reset"),
    "last chunk missing": says(chunked(b"%x\r\n" % len(BODY), BODY, b"\r\n"), "finish"),
    "chunk size cut off": says(chunked(b"1"), "finish"),
    "chunk size is no number": says(chunked(b"zz\r\n", BODY, b"\r\n0\r\n\r\n"), "finish"),
    "chunk size is empty": says(chunked(b"\r\n", BODY, b"\r\n0\r\n\r\n"), "finish"),
    "chunk size is negative": says(chunked(b"-5\r\n", BODY, b"\r\n0\r\n\r\n"), "finish"),
    "chunk size beyond all bounds": says(chunked(b"f" * 40 + b"\r\n", BODY), "finish"),
    "gzip that is none": says(gzipped(b"this is no gzip at all")),
    "gzip broken in the middle": says(gzipped(_PACKED[:25] + b"\xff" * 9 + _PACKED[34:])),
    "gzip with a wrong checksum": says(gzipped(_PACKED[:-8] + b"\x00" * 8)),
    "gzip cut off": says(gzipped(_PACKED[:-12])),
    "gzip in chunks, cut off": says(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"14\r\n" + _PACKED[:20] + b"\r\n",
        "finish",
    ),
}

INTERIM: dict[str, Answer] = {
    "100 alone": says(b"HTTP/1.1 100 Continue\r\n\r\n", "finish"),
    "100 alone, RST": says(b"HTTP/1.1 100 Continue\r\n\r\n", "reset"),
    "102 alone": says(b"HTTP/1.1 102 Processing\r\n\r\n", "finish"),
    "103 alone": says(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "finish"),
    "100, then half a status line": says(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.", "finish"),
    "101 that nobody asked for": says(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", "finish"
    ),
}

LOST: dict[str, Answer] = {**CLOSED, **NO_STATUS_LINE, **BAD_HEADERS, **BAD_BODIES, **INTERIM}
"""No valid answer, and nobody can say what became of the request; each is over at once."""

HANGING: dict[str, Answer] = {
    "silence": says(b"", "hang"),
    "silence, nothing read": says_unasked(b"", "hang"),
    "silence within the status line": says(b"HTTP/1.1 2", "hang"),
    "silence after the status line": says(_OK, "hang"),
    "silence after the headers": says(_OK + _LENGTH + b"\r\n", "hang"),
    "silence within the body": says(_OK + _LENGTH + b"\r\n" + BODY[:3], "hang"),
    "silence within a chunk": says(chunked(b"ff\r\n", BODY), "hang"),
    "silence after 100": says(b"HTTP/1.1 100 Continue\r\n\r\n", "hang"),
}
"""The server goes silent: the read timeout ends it."""

DRIPPING: dict[str, Answer] = {
    "status line drips": drips(b"HTTP/1.1 200 ", b"O", b"\r\n\r\n"),
    "headers drip": drips(_OK, b"X: 1\r\n", b"\r\n"),
    "100s drip": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n", http()),
    "body drips": drips(_OK + b"Content-Length: 100\r\n\r\n", b" "),
    "chunks drip": drips(chunked(), b"1\r\n \r\n", b"0\r\n\r\n"),
    "body without length drips": drips(_OK + b"\r\n", b" "),
}
"""Each byte comes in time, and the answer never ends: only a limit on the whole ends it."""

TOO_BIG: dict[str, Answer] = {
    "40 MiB announced": pours(_OK + b"Content-Length: %d\r\n\r\n" % (40 * MIB), b" " * MIB, 40),
    "40 MiB in chunks": pours(chunked(), b"100000\r\n" + b" " * MIB + b"\r\n", 40, b"0\r\n\r\n"),
    "40 MiB without length": pours(_OK + b"Connection: close\r\n\r\n", b" " * MIB, 40),
    "gzip bomb": says_made(gzip_bomb),
    "gzip bomb, packed twice": says_made(double_bomb),
    "deflate bomb": says_made(deflate_bomb),
}
"""More than the 32 MiB that an answer may have, unless a connection says otherwise."""

_CHUNKED = b"Transfer-Encoding: chunked\r\n"
_CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)

AMBIGUOUS: dict[str, Answer] = {
    "length and chunks": says(_OK + _LENGTH + _CHUNKED + b"\r\n" + _CHUNKS, "finish"),
    "chunks that are none": says(_OK + _CHUNKED + _LENGTH + b"\r\n" + BODY, "finish"),
    "chunked twice": says(_OK + _CHUNKED + _CHUNKED + b"\r\n" + _CHUNKS, "finish"),
    "unknown transfer coding": says(_OK + b"Transfer-Encoding: odd\r\n\r\n" + BODY, "finish"),
    "chunks in HTTP/1.0": says(b"HTTP/1.0 200 OK\r\n" + _CHUNKED + b"\r\n" + _CHUNKS, "finish"),
    "length in words": says(_OK + b"Content-Length: abc\r\n\r\n" + BODY, "finish"),
    "negative length": says(_OK + b"Content-Length: -1\r\n\r\n" + BODY, "finish"),
    "length with a sign": says(_OK + b"Content-Length: +%d\r\n\r\n" % len(BODY) + BODY, "finish"),
    "length of 5000 digits": says(
        _OK + b"Content-Length: %s\r\n\r\n" % (b"9" * 5000) + BODY, "finish"
    ),
    "empty length": says(_OK + b"Content-Length:\r\n\r\n" + BODY, "finish"),
    "no such encoding": says(http(200, BODY, b"Content-Encoding: no-such")),
    "nine encodings": says(http(200, BODY, b"Content-Encoding: " + b", ".join([b"gzip"] * 9))),
    "bytes behind gzip": says(gzipped(_PACKED + b"garbage")),
    "HTTP/3.7": says(b"HTTP/3.7 200 OK\r\n\r\n" + BODY, "finish"),
}
"""What one reader takes for a whole answer and another for a broken one; neither is a refusal."""
