"""A part of a file, as players ask for it when somebody skips forward.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
"""

import re
from dataclasses import replace

from line_connector.sandbox.exchange import Request, Response, json_response

_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)", re.IGNORECASE)
_MOST_DIGITS = 18


def in_range(response: Response, request: Request) -> Response:
    """Return the part of a file that a request asks for, or all of it.

    All of it answers a request for several parts, one with a `Range` that is none, and one with
    `If-Range`: files have no validators.

    Args:
        response: with the whole file, status 200.
        request: its `Range` is read.
    """
    whole = replace(response, headers={**response.headers, "Accept-Ranges": "bytes"})
    found = _RANGE.fullmatch(request.headers.get("range", "").strip())
    is_asked = request.method == "GET" and "if-range" not in request.headers
    if found is None or not is_asked or found.groups() == ("", ""):
        return whole
    size = len(response.content)
    first, last = (_number(text) for text in found.groups())
    if first is None:
        first, last = size - min(last or 0, size), size - 1
    elif last is not None and last < first:
        return whole
    if first >= size:
        refused = {"Content-Range": f"bytes */{size}"}
        return json_response({"message": "Range not satisfiable"}, 416, refused)
    end = size if last is None else min(last + 1, size)
    return replace(
        whole,
        status=206,
        content=response.content[first:end],
        headers={**whole.headers, "Content-Range": f"bytes {first}-{end - 1}/{size}"},
    )


def _number(text: str) -> int | None:
    """Return a number of bytes; one with very many digits is beyond all files."""
    return int(text[:_MOST_DIGITS]) if text else None
