"""How an error shows what a person or a program wrote: on one line, and not all of it."""

from __future__ import annotations

LONGEST = 100
"""Characters that are shown."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text cut short, with what cannot be printed escaped."""
    text = text if len(text) <= longest else f"{text[:longest]}…"
    return text if text.isprintable() else text.encode("unicode_escape").decode()
