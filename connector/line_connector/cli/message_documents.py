"""The message objects in a document: one, a list of them, or a request."""

from __future__ import annotations

from typing import Any

from line_connector.errors import InputError
from line_connector.json_values import is_list, is_object


def messages_in(document: Any, source: str | None = None) -> list[Any]:
    """Return the message objects in a document.

    Args:
        document: what was read.
        source: what to call it in an error; absent where the caller names it.

    Raises:
        InputError: it holds none.
    """
    named = f"{source}: " if source else ""
    if document is None:
        raise InputError(f"{named}is empty")
    if is_object(document):
        document = document.get("messages", [document] if "type" in document else None)
    if not is_list(document):
        raise InputError(
            f"{named}must be a message object, a list of them, or a request with messages"
        )
    if not document:
        raise InputError(f"{named}holds no message object")
    return document
