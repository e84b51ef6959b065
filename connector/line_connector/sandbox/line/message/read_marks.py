"""Which chats the account has marked as read, and up to when."""

from typing import Any

from line_connector.sandbox.clock import iso
from line_connector.sandbox.line.errors import UNUSABLE_READ, refusal
from line_connector.sandbox.state import State


def issue_read_token(state: State, chat_id: str) -> str:
    """Make the token that a message now in a user's chat, a group or a room would carry."""
    token = state.random.token_urlsafe(48)
    now = state.clock.now()
    state.db.execute("INSERT INTO read_tokens VALUES (?, ?, ?)", (token, chat_id, now))
    return token


def mark_read(state: State, chat_id: str, until: float) -> None:
    """Mark what was written in a chat up to a time as read; nothing becomes unread."""
    state.db.execute(
        "INSERT INTO read_marks VALUES (?, ?) ON CONFLICT (chat_id)"
        " DO UPDATE SET until = max(until, excluded.until)",
        (chat_id, until),
    )


def mark_read_by_token(state: State, token: str) -> None:
    """Mark as read up to the message that a token came with; refuse a token that is nobody's."""
    row = state.db.execute(
        "SELECT chat_id, written_at FROM read_tokens WHERE token = ?",
        (token.encode(errors="replace").decode(),),
    ).fetchone()
    if row is None:
        raise refusal(400, UNUSABLE_READ)
    mark_read(state, *row)


def read_marks(state: State) -> list[dict[str, Any]]:
    """Return up to when each chat is read."""
    rows = state.db.execute("SELECT chat_id, until FROM read_marks ORDER BY chat_id")
    return [{"chatId": chat_id, "until": iso(until)} for chat_id, until in rows]


def read_until(state: State, chat_id: str) -> str | None:
    """Return up to when a chat is read; none: nothing of it is."""
    row = state.db.execute("SELECT until FROM read_marks WHERE chat_id = ?", (chat_id,)).fetchone()
    return iso(row[0]) if row else None
