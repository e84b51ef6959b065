"""A table: headers and rows, columns as wide as what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from line_connector.cards.colors import INK, MUTED
from line_connector.cards.components import Component, column, note, row, separator, text
from line_connector.cards.cutting import line, paragraph
from line_connector.cards.fitting import fitting
from line_connector.cards.named_rows import NOTHING
from line_connector.cards.words import Words

_MOST_COLUMNS = 4
"""Columns that can be read on a phone."""

_MOST_ROWS = 20
_LONGEST_CELL = 100
_NARROWEST, _WIDEST = 3, 14
"""Letters that a column is made for, at least and at most."""

_NUMBER = re.compile(r"[^\w\s]*\d[\d.,:\s]*[^\d]{0,4}")
"""A number with a sign or a short unit."""


def table_rows(
    headers: Sequence[str], rows: Sequence[Sequence[str]], words: Words, margin: str
) -> list[Component]:
    """Return a table as a list of one box; empty where there is nothing in it."""
    seen = [headers, *rows[:_MOST_ROWS]]
    columns = max(map(len, seen))
    if columns == 0:
        return []
    layout = [_Column(seen, number) for number in range(min(columns, _MOST_COLUMNS))]
    shown: list[Component] = []
    if headers:
        shown += [_row(layout, headers, MUTED, "bold"), separator("none")]
    shown += fitting((_row(layout, each, INK) for each in rows), len(rows), words, _MOST_ROWS)
    if columns > _MOST_COLUMNS:
        missing = [line(name, 40) for name in headers[_MOST_COLUMNS:]][:5]
        text_of = f": {', '.join(filter(None, missing))}" if any(missing) else ""
        shown.append(note(f"{words.and_more(columns - _MOST_COLUMNS)}{text_of}"))
    return [column(shown, spacing="sm", margin=margin)]


class _Column:
    """How one column is shown."""

    def __init__(self, seen: Sequence[Sequence[str]], number: int) -> None:
        self.number = number
        cells = [each[number] for each in seen if number < len(each)]
        self.width = min(max(map(_width, cells), default=0), _WIDEST)
        self.width = max(self.width, _NARROWEST)
        numbers = [bool(_NUMBER.fullmatch(cell.strip())) for cell in cells[1:] if cell.strip()]
        self.align = "end" if numbers and all(numbers) and number > 0 else "start"


def _row(
    layout: Sequence[_Column], cells: Sequence[str], color: str, weight: str = "regular"
) -> Component:
    shown = [
        text(
            _cell(cells, each.number),
            size="xs",
            color=color,
            weight=weight,
            flex=each.width,
            align=each.align,
        )
        for each in layout
    ]
    return row(shown, spacing="md")


def _cell(cells: Sequence[str], number: int) -> str:
    cell = cells[number] if number < len(cells) else ""
    return paragraph(cell, _LONGEST_CELL) or NOTHING


def _width(cell: str) -> int:
    """Return how wide a cell would like to be, in letters; East Asian ones count twice."""
    start = cell[: _WIDEST + 1]
    return sum(2 if ord(letter) >= 0x1100 else 1 for letter in start)
