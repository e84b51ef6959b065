"""Messages that a chat got from the account."""

import json
from collections.abc import Iterator
from typing import Any

from line_connector.sandbox.state import State

Message = dict[str, Any]


def find_bot_message(state: State, chat_id: str, message_id: str) -> Message | None:
    """Return a message that a chat got, by its ID; none if it got no such one."""
    return next(
        (
            message
            for known_as, message in _messages(state, chat_id, message_id)
            if known_as == message_id
        ),
        None,
    )


def bot_messages(state: State, chat_id: str) -> Iterator[Message]:
    """Yield all messages that a chat got, the newest first."""
    for _, message in _messages(state, chat_id, ""):
        yield message


def _messages(state: State, chat_id: str, text: str) -> Iterator[tuple[str, Message]]:
    """Yield the messages of deliveries that contain a text, each with its ID."""
    rows = state.db.execute(
        "SELECT entry FROM received JOIN deliveries ON deliveries.id = delivery_id"
        " WHERE recipient = ? AND instr(entry, ?) ORDER BY received.id DESC",
        (chat_id, text),
    )
    for (text_of_entry,) in rows:
        entry: dict[str, Any] = json.loads(text_of_entry)
        sent = entry.get("sentMessages", [])
        for known, message in zip(
            reversed(sent), reversed(entry.get("messages", [])), strict=False
        ):
            yield known["id"], message
