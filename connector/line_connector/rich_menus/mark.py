"""The mark in a menu's name by which we know the menus that were made from a file, and from what.

Users do not see the name, and LINE keeps it as it is: no state has to be stored elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, NamedTuple

_MARKED = re.compile(r"([A-Za-z0-9_-]{1,100}) \[line-connector ([0-9a-f]{16})\]")


class Mark(NamedTuple):
    """What a menu's name says of it."""

    name: str
    """The menu's name in the file."""

    digest: str
    """Of all that it was made from: 16 hex digits."""

    def __str__(self) -> str:
        return f"{self.name} [line-connector {self.digest}]"


def mark_of(name: str, content: Any) -> Mark:
    """Return the mark of a menu that is made from a JSON value."""
    text = json.dumps(content, sort_keys=True)
    return Mark(name, hashlib.sha256(text.encode()).hexdigest()[:16])


def read_mark(name: str) -> Mark | None:
    """Return the mark in a menu's name; None if it has none: it is not ours."""
    found = _MARKED.fullmatch(name)
    return Mark(*found.groups()) if found else None
