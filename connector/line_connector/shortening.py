"""How an error shows what a person or a program wrote: on one line, and not all of it."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 100
"""Characters that are shown."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text cut short, with what cannot be printed escaped."""
    text = text if len(text) <= longest else f"{text[:longest]}…"
    return text if text.isprintable() else text.encode("unicode_escape").decode()


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the end of a sentence about an unknown name: which name was probably meant.

    Args:
        name: the unknown name.
        known: those there are.
        otherwise: the end where none of them is near.
    """
    # Imported late: most names are known.
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name, names, n=1)
    if not near and name:  # `push` is not near push_message, but its beginning
        near = sorted((each for each in names if each.startswith(f"{name}_")), key=len)
    return f"; did you mean {near[0]}?" if near else otherwise
