"""Rows that fit: as many as there is place for, with a note of how many were left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from line_connector.cards.components import Component, note
from line_connector.cards.words import Words

_MOST_BYTES = 12_000
"""Bytes of JSON that the rows of a card may take: a bubble has 30 KB, and LINE does not publish how
it measures."""


def fitting(rows: Iterable[Component], total: int, words: Words, most: int = 20) -> list[Component]:
    """Return the first rows, and a note where there are more.

    Args:
        rows: made one by one, as long as there is place.
        total: how many there are.
        words: say how many were left out.
        most: rows that are shown.
    """
    shown: list[Component] = []
    room = _MOST_BYTES
    for component in rows:
        room -= size_of(component)
        if len(shown) == most or room < 0:
            break
        shown.append(component)
    if left_out := total - len(shown):
        shown.append(note(words.and_more(left_out)))
    return shown


def size_of(component: Component | Sequence[Component]) -> int:
    """Return the bytes of a component's JSON."""
    return len(json.dumps(component, ensure_ascii=False, separators=(",", ":")).encode())
