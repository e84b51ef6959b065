"""Rows of a name and a value beside it."""

from __future__ import annotations

from collections.abc import Mapping

from line_connector.cards.colors import MUTED
from line_connector.cards.components import Component, column, row, text
from line_connector.cards.cutting import line, paragraph
from line_connector.cards.fitting import fitting
from line_connector.cards.words import Words

NOTHING = "—"
"""What stands in the place of an empty value."""

_LONGEST_NAME = 60
_LONGEST_VALUE = 300
_WIDEST_BESIDE = 24
"""UTF-16 units of a name that leaves place for its value beside it."""


def named_rows(fields: Mapping[str, str], words: Words, margin: str = "lg") -> list[Component]:
    """Return the values with their names, as a list of one box; empty where there are none."""
    if not fields:
        return []
    # One width for all names, so that the values stand in one column.
    rows = (named_row(name, value) for name, value in fields.items())
    return [column(fitting(rows, len(fields), words), spacing="sm", margin=margin)]


def named_row(name: str, value: str) -> Component:
    """Return a value beside its name, or below a long one."""
    shown = [
        text(line(name, _LONGEST_NAME) or NOTHING, color=MUTED, flex=2),
        text(paragraph(value, _LONGEST_VALUE) or NOTHING, flex=3),
    ]
    return row(shown, spacing="md")
