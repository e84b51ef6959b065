"""How wide a text is, about: in Latin letters."""

from __future__ import annotations

import unicodedata

_WIDE = frozenset({"W", "F"})


def width_of(text: str) -> int:
    """Return the width in Latin letters: East Asian ones count twice, marks on others not."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in _WIDE else 1
        for letter in text
        if unicodedata.category(letter) not in {"Mn", "Me", "Cf"}
    )
