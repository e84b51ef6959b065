"""Retry keys: a request that was accepted is not accepted again for a day.

What else belongs to the key (endpoint, body) is not documented; here the key alone decides.
"""

import json
import re
from collections.abc import Callable

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.line.errors import (
    RETRIED,
    RETRY_KEY_NOT_TAKEN,
    RETRY_KEY_NOT_UUID,
    refusal,
)
from line_connector.sandbox.state import State

HEADER = "x-line-retry-key"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
REMEMBERED = 24 * 60 * 60


def check_retry_key(request: Request, *, taken: bool) -> None:
    """Refuse a retry key on an operation that takes none, and one that is not a UUID."""
    retry_key = request.headers.get(HEADER)
    if retry_key is None:
        return
    if not taken:
        raise refusal(400, RETRY_KEY_NOT_TAKEN)
    if not UUID.fullmatch(retry_key):
        raise refusal(400, RETRY_KEY_NOT_UUID)


def accept_once(state: State, request: Request, send: Callable[[], Response]) -> Response:
    """Send, unless a request with the same retry key was accepted in the last 24 hours."""
    retry_key = request.headers.get(HEADER, "").lower()
    if not retry_key:
        return send()
    now = state.clock.now()
    accepted = state.db.execute(
        "SELECT request_id, answer FROM retry_keys WHERE retry_key = ? AND accepted_at > ?",
        (retry_key, now - REMEMBERED),
    ).fetchone()
    if accepted is not None:
        request_id, answer = accepted
        headers = {"x-line-accepted-request-id": request_id}
        raise refusal(409, RETRIED, headers=headers, more=json.loads(answer))
    response = send()
    state.db.execute(
        "REPLACE INTO retry_keys VALUES (?, ?, ?, ?)",
        (retry_key, now, request.request_id, response.content.decode()),
    )
    return response
