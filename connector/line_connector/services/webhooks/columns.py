"""Values of webhooks as the columns of events take them."""

from __future__ import annotations

import json
from typing import Any

LONGEST_ID = 255

_LONGEST_BESIDE = 1000
"""Characters; LINE has a destination there, Infobip two numbers."""


def text_of(value: Any) -> str | None:
    """Return a text that a column takes; PostgreSQL refuses the character NUL."""
    return value[:LONGEST_ID].replace("\0", "") or None if isinstance(value, str) else None


def json_of(value: Any) -> str:
    """Return a value as compact JSON that can be encoded."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()


def beside_events(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return what a webhook has beside its events, to be stored with each of them.

    Nothing where it is long: thousands of events would make thousands of copies of it.

    Args:
        document: the webhook.
        name: of the list of events.
    """
    beside = {each: value for each, value in document.items() if each != name}
    return beside if len(document[name]) == 1 or len(json_of(beside)) <= _LONGEST_BESIDE else {}
