"""Messages that users wrote: their events, and what is remembered of them."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.line.acting.scene import Scene
from line_connector.sandbox.line.message.ids import new_message_id, new_quote_token
from line_connector.sandbox.line.message.read_marks import issue_read_token
from line_connector.sandbox.line.user.users import put_user
from line_connector.sandbox.line.webhook.events import Event, chat_event
from line_connector.sandbox.state import State

QUOTABLE = {"text", "sticker", "image", "video"}


class UserMessage(NamedTuple):
    """A message that a user wrote."""

    chat_id: str
    user_id: str
    type: str
    is_unsent: int


def message_event(
    state: State, scene: Scene, kind: str, content: Mapping[str, Any], message_id: str | None = None
) -> Event:
    """Let a user write a message, and return its event.

    Args:
        state: of the sandbox.
        scene: who writes where.
        kind: type of the message.
        content: the properties that this type has.
        message_id: if there is one already.
    """
    message_id = message_id or new_message_id(state)
    state.db.execute(
        "INSERT INTO user_messages VALUES (?, ?, ?, ?, 0)",
        (message_id, scene.chat_id, scene.user_id, kind),
    )
    if scene.is_one_on_one:
        put_user(state, scene.user_id, {"wrote": True})
    quote = {"quoteToken": new_quote_token(state)} if kind in QUOTABLE else {}
    message = {
        "type": kind,
        "id": message_id,
        **quote,
        "markAsReadToken": issue_read_token(state, scene.chat_id),
        **content,
    }
    return chat_event(state, "message", scene.source, replies=True, message=message)


def user_message(state: State, message_id: str) -> UserMessage | None:
    """Return a message that a user wrote; none if there is no such one."""
    row = state.db.execute(
        "SELECT chat_id, user_id, type, is_unsent FROM user_messages WHERE message_id = ?",
        (message_id,),
    ).fetchone()
    return UserMessage(*row) if row else None


def keep_edit(state: State, message: Mapping[str, Any]) -> None:
    """Remember what a message says since it was edited."""
    state.db.execute("REPLACE INTO edits VALUES (?, ?)", (message["id"], json.dumps(message)))


def mark_unsent(state: State, message_id: str) -> None:
    """Take a message back, with its content."""
    for table in ("user_messages", "contents"):
        state.db.execute(f"UPDATE {table} SET is_unsent = 1 WHERE message_id = ?", (message_id,))  # noqa: S608 (our own names)
