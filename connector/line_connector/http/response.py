"""A response, read whole and within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from line_connector.http.transport_errors import ResponseTooLargeError

if TYPE_CHECKING:
    from email.message import Message

    import requests

    from line_connector.http.download import Download

HEADERS = {"Accept-Encoding": "gzip", "User-Agent": "line-connector"}
"""What every request says of itself, and of the responses it takes."""

_READ_AT_ONCE = 16 * 1024
"""Bytes read at a time."""

_MEMBER = b"\x1f\x8b"
"""How each member of gzip begins; a body may have several."""

_UNPACKED_AT_ONCE = 256 * 1024
"""Bytes decompressed at a time: a few bytes can stand for a thousand times as many."""


class Response(NamedTuple):
    """A whole response."""

    status_code: int

    reason: str

    headers: Mapping[str, str]

    content: bytes
    """The body, decompressed."""

    @classmethod
    def of(cls, response: requests.Response) -> Response:
        """Return what `requests` received, once it is read."""
        reason = response.reason or ""
        return cls(response.status_code, reason, response.headers, response.content)


def merged_headers(headers: Message) -> dict[str, str]:
    """Return headers by their names in lower case, the values of a repeated one joined."""
    merged: dict[str, str] = {}
    for name, value in headers.items():
        key = name.lower()
        merged[key] = f"{merged[key]}, {value}" if key in merged else value
    return merged


def read_content(raw: Any, most: int, download: Download | None = None) -> bytes:
    """Return the body, decompressed, or nothing if it went elsewhere.

    Args:
        raw: http.client's response or urllib3's.
        most: bytes that the body may have.
        download: takes the body instead, if it wants that of its status.

    Raises:
        ResponseTooLargeError: it has more bytes.
        EOFError: it is cut off.
        ValueError: it is compressed in a way that was not asked for.
    """
    try:
        if download is None or not download.takes(raw.status):
            return bytes(_content(raw, most))
        download.begin(_expected(raw))
        for piece in _pieces(raw):
            download.write(piece)
        download.finish()
    except BaseException:
        raw.close()
        raise
    return b""


def _expected(raw: Any) -> int | None:
    """Return how many bytes a body has, where its head says so and it is not compressed."""
    length: int | None = raw.length_remaining
    return None if raw.headers.get("Content-Encoding") else length


def _content(raw: Any, most: int) -> bytearray:
    content = bytearray()
    for piece in _pieces(raw):
        content += piece
        if len(content) > most:
            raise ResponseTooLargeError(f"the answer has more than {most} bytes")
    return content


def _pieces(raw: Any) -> Iterator[bytes]:
    """Yield a body, decompressed, in pieces of limited size.

    Raises:
        EOFError: it is cut off.
    """
    encoding = raw.headers.get("Content-Encoding", "identity").strip().lower()
    ends_with_connection = raw.length_remaining is None and not raw.chunked
    chunks = iter(lambda: raw.read(_READ_AT_ONCE), b"")
    if encoding == "identity":
        yield from chunks
    elif encoding in {"gzip", "x-gzip"}:
        yield from _unpacked(chunks, may_be_empty=not ends_with_connection)
    else:
        raise ValueError(f"Content-Encoding: {encoding}")
    if raw.length_remaining:
        raise EOFError("cut off")


def _unpacked(chunks: Iterable[bytes], *, may_be_empty: bool) -> Iterator[bytes]:
    """Yield what is in gzip's members; what is behind them is not looked at.

    urllib3's own neither notices a body that is cut off nor limits what comes of one.

    Raises:
        EOFError: it is cut off.
    """
    unpack = None if may_be_empty else _new_member()
    packed = b""
    for chunk in chunks:
        packed += chunk
        while packed:
            if unpack is None:
                unpack = _new_member()
            elif unpack.eof:
                if packed == _MEMBER[:1]:
                    break  # the next chunk tells
                if not packed.startswith(_MEMBER):
                    packed = b""
                    break
                unpack = _new_member()
            yield unpack.decompress(packed, _UNPACKED_AT_ONCE)
            packed = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
    if unpack is not None and not unpack.eof:
        raise EOFError("cut off")


def _new_member() -> Any:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
