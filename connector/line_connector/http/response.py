"""A response, read whole and within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
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
    unpack = _decoder(raw.headers.get("Content-Encoding", "identity"))
    while chunk := raw.read(_READ_AT_ONCE):
        if unpack is None:
            yield chunk
            continue
        packed = chunk
        while packed and not unpack.eof:
            yield unpack.decompress(packed, _UNPACKED_AT_ONCE)
            packed = unpack.unconsumed_tail
    if raw.length_remaining or (unpack and not unpack.eof):
        raise EOFError("cut off")


def _decoder(encoding: str) -> Any:
    """Return what decompresses a body, or None for one that is sent as it is.

    urllib3's own neither notices a body that is cut off nor limits what comes of one.

    Raises:
        ValueError: it is compressed in a way that was not asked for.
    """
    if encoding.strip().lower() == "identity":
        return None
    if encoding.strip().lower() != "gzip":
        raise ValueError(f"Content-Encoding: {encoding}")
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
