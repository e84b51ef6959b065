"""Finding messages in a chat by what they say."""

from collections.abc import Iterator, Mapping
from typing import Any

from line_connector.sandbox.inbox.timeline import chat_entries
from line_connector.sandbox.json_values import is_array, is_object
from line_connector.sandbox.state import State

FURTHEST = 1000
"""Entries that are searched, the newest: as far as the page goes back to a message."""

_SAID = frozenset({"text", "altText", "title", "address", "label", "displayText", "fileName"})
"""Properties that are shown to people."""


def find_messages(state: State, chat_id: str, text: str, limit: int) -> dict[str, Any]:
    """Return messages that say something, the newest first; upper and lower case are one.

    Returns:
        `{"found": [{"messageId", "at", "userId", "text"}], "isComplete"}`. `userId` is null if the
        account wrote it, `text` is what fits, and `isComplete` tells whether all entries of the
        chat were searched, and all that were found are returned.
    """
    page = chat_entries(state, chat_id, limit=FURTHEST)
    wanted = text.casefold()
    found: list[dict[str, Any]] = []
    for entry in reversed(page["entries"]):
        for message_id, message in _messages(entry):
            said = next((each for each in _texts(message) if wanted in each.casefold()), None)
            if said is not None:
                user_id = entry["event"]["source"].get("userId") if "event" in entry else None
                found.append(
                    {"messageId": message_id, "at": entry["at"], "userId": user_id, "text": said}
                )
    return {
        "found": found[:limit],
        "isComplete": page["older"] is None and len(found) <= limit,
    }


def _messages(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the messages of an entry with their IDs, the newest first."""
    if "event" in entry:
        if entry["event"]["type"] == "message" and not entry.get("isUnsent"):
            message = entry.get("edited", entry["event"]["message"])
            yield message["id"], message
    elif "message" in entry:
        yield entry["messageId"], entry["message"]
    else:
        pairs = zip(entry.get("sentMessages", []), entry.get("messages", []), strict=False)
        for sent, message in reversed([*pairs]):
            yield sent["id"], message


def _texts(value: Any) -> Iterator[str]:
    """Yield what a message says, wherever in it."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if is_array(one):
            waiting.extend(reversed(one))
        elif is_object(one):
            yield from (one[name] for name in one if name in _SAID and isinstance(one[name], str))
            waiting.extend(child for child in reversed(one.values()))
