"""What is in one chat, a page at a time, the newest at the end."""

import json
from typing import Any

from line_connector.sandbox.state import State

_ROWS = (
    "SELECT received.id, entry FROM received JOIN deliveries ON deliveries.id = delivery_id"
    " WHERE recipient = ? AND received.id < ? AND received.id > ?"
    " ORDER BY received.id DESC LIMIT ?"
)
_LARGEST = 2**62


def chat_entries(
    state: State, chat_id: str, *, before: int | None = None, after: int = 0, limit: int = 30
) -> dict[str, Any]:
    """Return entries of a chat, oldest first.

    Args:
        state: of the sandbox.
        chat_id: of a user, group or room, or the digits of a phone.
        before: only entries older than the one with this number.
        after: only entries newer than the one with this number.
        limit: how many entries are returned at most: the newest ones.

    Returns:
        `{"entries": [{"number", "at", "via", "requestId", "messages" or "message", …}], "older"}`;
        `older` is the `before` of the page before this one, or null.
    """
    newest = _LARGEST if before is None else before
    rows = state.db.execute(_ROWS, (chat_id, newest, after, limit + 1)).fetchall()
    page = rows[:limit]
    return {
        "entries": [{"number": number, **json.loads(text)} for number, text in reversed(page)],
        "older": page[-1][0] if len(rows) > limit else None,
    }
