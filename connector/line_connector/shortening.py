"""How an error shows what a person or a program wrote: on one line, and not all of it."""

from __future__ import annotations

LONGEST = 100
"""Characters that are shown."""


def shortened(text: str) -> str:
    """Return a text cut short, with what cannot be printed escaped."""
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return text if text.isprintable() else text.encode("unicode_escape").decode()
