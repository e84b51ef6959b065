"""Messages that a chat got from the account."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from line_connector.sandbox.state import State


class BotMessage(NamedTuple):
    """A message that a chat got."""

    message_id: str
    content: dict[str, Any]
    """The message object."""
    request_id: str
    seq: int
    """Which one of its request it is, from 1."""


def find_bot_message(state: State, chat_id: str, message_id: str) -> BotMessage | None:
    """Return a message that a chat got, by its ID; none if it got no such one."""
    found = _messages(state, chat_id, message_id)
    return next((each for each in found if each.message_id == message_id), None)


def bot_messages(state: State, chat_id: str) -> Iterator[BotMessage]:
    """Yield all messages that a chat got, the newest first."""
    yield from _messages(state, chat_id, "")


def _messages(state: State, chat_id: str, text: str) -> Iterator[BotMessage]:
    """Yield the messages of deliveries that contain a text."""
    rows = state.db.execute(
        "SELECT entry, request_id FROM received JOIN deliveries ON deliveries.id = delivery_id"
        " WHERE recipient = ? AND instr(entry, ?) ORDER BY received.id DESC",
        (chat_id, text),
    )
    for text_of_entry, request_id in rows:
        entry: dict[str, Any] = json.loads(text_of_entry)
        pairs = zip(entry.get("sentMessages", []), entry.get("messages", []), strict=False)
        messages = [
            BotMessage(sent["id"], content, request_id, seq)
            for seq, (sent, content) in enumerate(pairs, 1)
        ]
        yield from reversed(messages)
