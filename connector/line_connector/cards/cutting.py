"""Texts made to fit: cut between the characters that a reader sees, with … at the end.

All limits here are in UTF-16 units. A text within them is within as many grapheme clusters and code
points, and has at most three bytes of JSON for each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from line_connector.schema.lengths import utf16_length

ELLIPSIS = "…"

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_TO_LOOK_AT = 20_000
"""Characters of a text that are looked at; no card shows as many."""


def cut(text: str, most: int) -> str:
    """Return at most so many UTF-16 units of a text, with … at the end of a longer one."""
    if utf16_length(text) <= most:
        return text
    # Slow to import, and needed only for texts that are too long.
    import regex

    room = most - len(ELLIPSIS)
    # The slice may split a cluster, but that one no longer fits. One that does not fit at all is no
    # character that anybody reads, and is cut anywhere.
    kept = _as_many(regex.findall(r"\X", text[:most]), room) or _as_many(text[:most], room)
    return kept.rstrip() + ELLIPSIS


def _as_many(pieces: Iterable[str], room: int) -> str:
    """Return the first pieces that have place, joined."""
    kept: list[str] = []
    for piece in pieces:
        room -= utf16_length(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept)


def paragraph(text: str, most: int) -> str:
    """Return a text without control characters, of at most so many UTF-16 units."""
    return cut(_cleaned(text), most)


def line(text: str, most: int) -> str:
    """Return a text on one line, without control characters, of at most so many UTF-16 units."""
    return cut(" ".join(_cleaned(text).split()), most)


def is_blank(text: str) -> bool:
    """Tell whether a text shows nothing."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text[:_TO_LOOK_AT])


def _cleaned(text: str) -> str:
    unified = _LINE_ENDS.sub("\n", text[:_TO_LOOK_AT])
    return _CONTROL.sub(" ", unified).strip()
