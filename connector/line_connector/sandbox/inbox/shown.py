"""What a phone shows of what users did, besides what the bot was told."""

import json
from collections.abc import Sequence
from typing import Any

from line_connector.sandbox.state import State


def add_what_is_shown(state: State, entries: Sequence[dict[str, Any]]) -> None:
    """Add to entries of a chat what became of their messages, and what buttons displayed.

    Args:
        state: of the sandbox.
        entries: changed in place. A message that was taken back gets `isUnsent`, one that was
            edited `edited`, the message as it is now, and a postback `displayText`, if its button
            displays one.
    """
    done = [entry for entry in entries if "event" in entry]
    messages = {
        entry["event"]["message"]["id"]: entry
        for entry in done
        if entry["event"]["type"] == "message"
    }
    taps = {
        entry["event"]["webhookEventId"]: entry
        for entry in done
        if entry["event"]["type"] == "postback"
    }
    for (message_id,) in _rows(
        state, "SELECT message_id FROM user_messages WHERE is_unsent AND message_id IN", messages
    ):
        messages[message_id]["isUnsent"] = True
    for message_id, text in _rows(state, "SELECT * FROM edits WHERE message_id IN", messages):
        messages[message_id]["edited"] = json.loads(text)
    for event_id, text in _rows(state, "SELECT * FROM displayed_texts WHERE event_id IN", taps):
        taps[event_id]["displayText"] = text


def _rows(state: State, query: str, found: dict[str, Any]) -> list[Any]:
    """Return the rows of a query for some IDs."""
    if not found:
        return []
    ids = json.dumps([*found])
    return state.db.execute(f"{query} (SELECT value FROM json_each(?))", (ids,)).fetchall()  # noqa: S608 (our own words)
