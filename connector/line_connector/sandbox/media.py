"""Files for messages that the sandbox keeps, so that a picture of this machine can be seen later.

`PUT /_sandbox/media/{name}` stores one, `GET` shows it. In messages its URL is the same with
`https`, as LINE wants it: `https://127.0.0.1:8077/_sandbox/media/{name}`.
"""

import re

from line_connector.sandbox.byte_ranges import in_range
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.state import State

PATH = "/_sandbox/media/"

MOST_BYTES = 64 * 1024 * 1024
"""Of one file, and of all files together: the oldest are removed."""

_NAME = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)?)*")
_TYPES = re.compile(r"(image/(png|jpeg)|video/mp4|audio/(mp4|mpeg))")
"""No others: a page that is kept here could read what was received."""


def answer(state: State, request: Request) -> Response:
    """Answer a request for a file."""
    name = request.path.removeprefix(PATH)
    if not _NAME.fullmatch(name):
        return json_response({"message": "Not found"}, 404)
    if request.method == "PUT":
        return _put(state, name, request)
    if request.method in {"GET", "HEAD"}:
        return _get(state, name, request)
    return json_response({"message": "Method not allowed"}, 405)


def _put(state: State, name: str, request: Request) -> Response:
    content_type = request.headers.get("content-type", "")
    if not _TYPES.fullmatch(content_type):
        return json_response({"message": f"Content-Type: {content_type} is no message's"}, 400)
    if len(request.body) > MOST_BYTES:
        return json_response({"message": f"has more than {MOST_BYTES} bytes"}, 413)
    with state.transaction():
        state.db.execute(
            "REPLACE INTO media (name, content_type, content) VALUES (?, ?, ?)",
            (name, content_type, request.body),
        )
        # Counted from the newest.
        state.db.execute(
            "DELETE FROM media WHERE id IN (SELECT id FROM (SELECT id, sum(length(content)) OVER"
            " (ORDER BY id DESC) AS bytes FROM media) WHERE bytes > ?)",
            (MOST_BYTES,),
        )
    return json_response({}, 201)


def _get(state: State, name: str, request: Request) -> Response:
    row = state.db.execute(
        "SELECT content, content_type FROM media WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        return json_response({"message": "Not found"}, 404)
    content, content_type = row
    return in_range(Response(200, content, content_type), request)
