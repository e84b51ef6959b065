"""Groups and rooms, and who is in them."""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.state import State


def is_in_chat(state: State, chat_id: str) -> bool:
    """Tell whether the account is in a group or room."""
    row = state.db.execute("SELECT joined FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
    return row is not None and bool(row[0])


def chat_members(state: State, chat_id: str) -> list[str]:
    """Return the users in a group or room; the account itself does not count."""
    rows = state.db.execute(
        "SELECT user_id FROM members WHERE chat_id = ? ORDER BY user_id", (chat_id,)
    )
    return [user_id for (user_id,) in rows]


def chat_name(state: State, chat_id: str) -> str:
    """Return the name of a group."""
    (name,) = state.db.execute("SELECT name FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
    return str(name)


def put_chat(state: State, chat_id: str, facts: Mapping[str, Any]) -> None:
    """Add a group or room, or change what is given of one that exists."""
    row = state.db.execute(
        "SELECT name, joined FROM chats WHERE chat_id = ?", (chat_id,)
    ).fetchone()
    name, joined = row or (f"Group {chat_id[-4:]}", True)
    state.db.execute(
        "REPLACE INTO chats VALUES (?, ?, ?)",
        (chat_id, facts.get("groupName", name), facts.get("joined", joined)),
    )
    if "members" in facts:
        state.db.execute("DELETE FROM members WHERE chat_id = ?", (chat_id,))
        state.db.executemany(
            "INSERT OR IGNORE INTO members VALUES (?, ?)",
            [(chat_id, user_id) for user_id in facts["members"]],
        )
