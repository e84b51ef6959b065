"""A log of the requests the emulated platforms saw, without their secrets."""

import json
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.clock import iso
from line_connector.sandbox.exchange import Request
from line_connector.sandbox.form import URL_ENCODED, read_form
from line_connector.sandbox.json_values import is_object
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source

MOST_LOGGED = 64 * 1024 * 1024
"""Characters of the newest requests that are kept: enough for a test, also of long duration."""

LARGEST_KEPT = 2 * 1024 * 1024
"""Bytes of a body that is remembered; of a larger one its size is."""

SECRET_FIELDS = ("client_secret", "client_assertion", "access_token", "password")
MASK = "(secret)"

SOURCE = Source(
    event="request",
    table="requests",
    query="SELECT id, entry FROM requests WHERE id > ? ORDER BY id LIMIT ?",
    shown=json.loads,
)
"""Without the bodies, which may be large."""


def log_request(state: State, request: Request, at: float, status: int | None) -> None:
    """Remember a request; no status means that its connection was dropped."""
    entry = {
        "method": request.method,
        "path": request.path,
        "query": _masked(request.query),
        "status": status,
        "requestId": request.request_id,
        "at": iso(at),
        "headers": _without_credentials(request.headers),
    }
    head, body = json.dumps(entry), _readable_body(request)
    number = state.db.execute(
        "INSERT INTO requests VALUES (coalesce((SELECT max(id) FROM requests), 0) + ?, ?, ?, ?, ?)",
        (len(head) + len(body or ""), request.method, request.path, head, body),
    ).lastrowid
    state.db.execute("DELETE FROM requests WHERE id <= ?", ((number or 0) - MOST_LOGGED,))


def logged_requests(
    state: State,
    method: str | None = None,
    path: str | None = None,
    request_id: str | None = None,
) -> list[dict[str, Any]]:
    """Return the requests seen, oldest first, of one method, path or ID if asked."""
    rows = state.db.execute(
        "SELECT entry, body FROM requests"
        " WHERE method = coalesce(?, method) AND path = coalesce(?, path)"
        " AND json_extract(entry, '$.requestId') = coalesce(?, json_extract(entry, '$.requestId'))"
        " ORDER BY id",
        (method, path, request_id),
    )
    return [{**json.loads(entry), "body": _shown_body(body)} for entry, body in rows]


def _without_credentials(headers: Mapping[str, str]) -> dict[str, str]:
    if "authorization" not in headers:
        return dict(headers)
    # Without a scheme, the first word is the secret.
    scheme, space, _ = headers["authorization"].partition(" ")
    return {**headers, "authorization": f"{scheme}{space}{MASK}" if space else MASK}


def _readable_body(request: Request) -> str | None:
    """Return a body as text, in JSON if it is a form, without its secrets."""
    if not request.body:
        return None
    if len(request.body) > LARGEST_KEPT:
        return f"({len(request.body)} bytes)"
    if request.headers.get("content-type", "").startswith(URL_ENCODED):
        return json.dumps(_masked(read_form(request).fields))
    try:
        text = request.body.decode()
    except UnicodeDecodeError:
        return f"({len(request.body)} bytes)"
    value = _shown_body(text) if any(name in text for name in SECRET_FIELDS) else None
    return json.dumps(_masked(value)) if is_object(value) else text


def _shown_body(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except (ValueError, RecursionError):
        return text


def _masked(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: MASK if name in SECRET_FIELDS else value for name, value in fields.items()}
