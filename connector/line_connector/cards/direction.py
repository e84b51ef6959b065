"""Which way a card reads."""

from __future__ import annotations

import unicodedata
from typing import Literal

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction_of(*texts: str | None) -> Literal["ltr", "rtl"]:
    """Return the direction of the first letter that has one, left to right if there is none."""
    for text in texts:
        for character in text or "":
            found = _STRONG.get(unicodedata.bidirectional(character))
            if found:
                return "rtl" if found == "rtl" else "ltr"
    return "ltr"
