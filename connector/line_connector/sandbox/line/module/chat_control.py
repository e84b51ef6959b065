"""Which channel is active in a chat: the account's own, the module channel, or another one."""

from typing import Literal

from line_connector.sandbox.line.group.chats import is_in_chat
from line_connector.sandbox.line.user.users import friends
from line_connector.sandbox.state import State

Holder = Literal["primary", "module", "other"]

LOCKED = 3
"""Seconds in which a chat that another channel acquired cannot be acquired; LINE says a few."""


def is_chat(state: State, chat_id: str) -> bool:
    """Tell whether the account has a chat with a friend, or is in a group or room."""
    return chat_id in friends(state) if chat_id[0] == "U" else is_in_chat(state, chat_id)


def holder(state: State, chat_id: str) -> Holder:
    """Return which channel is active in a chat now."""
    row = state.db.execute(
        "SELECT holder FROM chat_control WHERE chat_id = ?"
        " AND (expires_at IS NULL OR expires_at > ?)",
        (chat_id, state.clock.now()),
    ).fetchone()
    found: Holder = row[0] if row else "primary"
    return found


def acquire(state: State, chat_id: str, by: Holder, seconds: float | None) -> None:
    """Make a channel the active one; without `seconds` until it is released."""
    now = state.clock.now()
    expires_at = None if seconds is None else now + seconds
    state.db.execute(
        "REPLACE INTO chat_control VALUES (?, ?, ?, ?)", (chat_id, by, now, expires_at)
    )


def is_locked(state: State, chat_id: str) -> bool:
    """Tell whether another channel acquired a chat just now."""
    row = state.db.execute(
        "SELECT 1 FROM chat_control WHERE chat_id = ? AND holder = 'other' AND acquired_at > ?",
        (chat_id, state.clock.now() - LOCKED),
    ).fetchone()
    return row is not None


def release(state: State, chat_id: str) -> None:
    """Make the account's own channel the active one."""
    state.db.execute("DELETE FROM chat_control WHERE chat_id = ?", (chat_id,))
