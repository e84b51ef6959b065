"""A log of what the emulated platforms were asked and answered, without the secrets."""

import json
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.clock import iso
from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.form import URL_ENCODED, read_form
from line_connector.sandbox.json_values import is_object
from line_connector.sandbox.settings import SharedSettings
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source

MOST_LOGGED = 64 * 1024 * 1024
"""Characters of the newest requests and responses that are kept, whatever their number."""

LARGEST_KEPT = 2 * 1024 * 1024
"""Bytes of a body that is remembered; of a larger one its size is."""

SECRET_FIELDS = (
    "client_secret",
    "client_assertion",
    "access_token",
    "refresh_token",
    "password",
    "linkToken",
    "token",
)
MASK = "(secret)"

SOURCE = Source(
    event="request",
    table="requests",
    query="SELECT id, entry FROM requests WHERE id > ? ORDER BY id LIMIT ?",
    shown=json.loads,
)
"""Without the bodies, which may be large."""


def log_request(
    state: State,
    request: Request,
    at: float,
    response: Response | None,
    *,
    operation: str = "",
    milliseconds: float = 0,
    channel: str | None = None,
    fault: Mapping[str, Any] | None = None,
) -> None:
    """Remember a request and its response.

    Args:
        state: of the sandbox.
        request: as it came.
        at: when it came, by the sandbox's clock.
        response: none if its connection was dropped.
        operation: LINE's operationId, or the sandbox's name for one of Infobip's; empty: unknown.
        milliseconds: how long the answer took.
        channel: ID of the channel it was for; none: the default one.
        fault: what was made wrong with it, as a fault says it.
    """
    status = None if response is None else response.status
    entry = {
        "method": request.method,
        "path": request.path,
        "query": _masked(request.query),
        "status": status,
        "requestId": request.request_id,
        "at": iso(at),
        **({} if channel is None else {"channel": channel}),
        "headers": _without_credentials(request.headers),
    }
    answer: dict[str, Any] = {"operation": operation, "milliseconds": round(milliseconds, 1)}
    if fault:
        answer["fault"] = fault
    if response is not None:
        answer["headers"] = {"content-type": response.content_type, **response.headers}
        answer["body"] = _readable(response.content)
    head, body = json.dumps(entry), _readable_body(request)
    back = json.dumps(answer)
    number = state.db.execute(
        "INSERT INTO requests VALUES (coalesce((SELECT max(id) FROM requests), 0) + ?,"
        " ?, ?, ?, ?, ?, ?, ?, coalesce((SELECT max(number) FROM requests), 0) + 1)",
        (
            len(head) + len(body or "") + len(back),
            request.method,
            request.path,
            head,
            body,
            request.request_id,
            status is None or status >= 400,
            back,
        ),
    ).lastrowid
    state.db.execute(
        "DELETE FROM requests WHERE id <= max(?, coalesce((SELECT id FROM requests"
        " WHERE number = (SELECT max(number) FROM requests) - ?), 0))",
        ((number or 0) - MOST_LOGGED, state.settings(SharedSettings).kept_requests),
    )


def logged_requests(
    state: State,
    method: str | None = None,
    path: str | None = None,
    request_id: str | None = None,
) -> list[dict[str, Any]]:
    """Return the requests seen, oldest first, of one method, path or ID if asked.

    Those that were refused have their `answer`.
    """
    rows = state.db.execute(
        "SELECT entry, body, CASE WHEN is_refused THEN answer END FROM requests"
        " WHERE method = coalesce(?, method) AND path = coalesce(?, path)"
        " AND request_id = coalesce(?, request_id)"
        " ORDER BY id",
        (method, path, request_id),
    )
    return [
        {**json.loads(entry), **_refusal(answer), "body": _shown_body(body)}
        for entry, body, answer in rows
    ]


def _refusal(answer: str | None) -> dict[str, Any]:
    back = json.loads(answer or "{}")
    return {"answer": _shown_body(back["body"])} if "body" in back else {}


def _without_credentials(headers: Mapping[str, str]) -> dict[str, str]:
    if "authorization" not in headers:
        return dict(headers)
    # Without a scheme, the first word is the secret.
    scheme, space, _ = headers["authorization"].partition(" ")
    return {**headers, "authorization": f"{scheme}{space}{MASK}" if space else MASK}


def _readable_body(request: Request) -> str | None:
    """Return a body as text, in JSON if it is a form, without its secrets."""
    if request.headers.get("content-type", "").startswith(URL_ENCODED):
        return json.dumps(_masked(read_form(request).fields))
    return _readable(request.body)


def _readable(content: bytes) -> str | None:
    if not content:
        return None
    if len(content) > LARGEST_KEPT:
        return f"({len(content)} bytes)"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return f"({len(content)} bytes)"
    value = _shown_body(text) if any(name in text for name in SECRET_FIELDS) else None
    return json.dumps(_masked(value)) if is_object(value) else text


def _shown_body(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except (ValueError, RecursionError):
        return text


def _masked(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: MASK if name in SECRET_FIELDS else value for name, value in fields.items()}
