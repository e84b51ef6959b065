"""A table: headers and rows, columns as wide as what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from line_connector.cards.colors import INK, MUTED
from line_connector.cards.components import Component, column, note, row, separator, text
from line_connector.cards.cutting import line, paragraph
from line_connector.cards.fitting import fitting
from line_connector.cards.named_rows import NOTHING
from line_connector.cards.width import width_of
from line_connector.cards.words import Words

_MOST_COLUMNS = 4
"""Columns that can be read on a phone."""

_MOST_ROWS = 20
_LONGEST_CELL = 100
_LONGEST_NAME = 40
_MOST_NAMED = 9
"""Of the columns, those up to this one are named although they are not shown."""

_WIDEST = 14
"""Letters that a column is made for at most."""

_BREATH = 2
"""Letters that a column is wider than what it holds: bold headers take more."""

_NUMBER = re.compile(r"[^\w\s]*\d[\d.,:\s]*[^\d]{0,4}")
"""A number with a sign or a short unit."""


def table_rows(
    headers: Sequence[str], rows: Sequence[Sequence[str]], words: Words, margin: str
) -> list[Component]:
    """Return a table as a list of one box; empty where there is nothing in it."""
    seen = rows[:_MOST_ROWS]
    columns = max(map(len, [headers, *seen]))
    if columns == 0:
        return []
    layout = [_Column(headers, seen, number) for number in range(min(columns, _MOST_COLUMNS))]
    shown: list[Component] = []
    if headers:
        shown += [_row(layout, headers, MUTED, "bold"), separator("none")]
    shown += fitting((_row(layout, each, INK) for each in rows), len(rows), words, _MOST_ROWS)
    if columns > _MOST_COLUMNS:
        left_out = [line(name, _LONGEST_NAME) for name in headers[_MOST_COLUMNS:_MOST_NAMED]]
        names = ", ".join(filter(None, left_out))
        counted = words.and_more(columns - _MOST_COLUMNS)
        shown.append(note(f"{counted}: {names}" if names else counted))
    return [column(shown, spacing="sm", margin=margin)]


class _Column:
    """How one column is shown."""

    def __init__(self, headers: Sequence[str], rows: Sequence[Sequence[str]], number: int) -> None:
        self.number = number
        cells = [cell for each in rows if (cell := "".join(each[number : number + 1]).strip())]
        widths = (width_of(cell[:_WIDEST]) for cell in [*headers[number : number + 1], *cells])
        self.width = min(max(widths, default=0), _WIDEST) + _BREATH
        is_numbers = number > 0 and bool(cells) and all(map(_NUMBER.fullmatch, cells))
        self.align = "end" if is_numbers else "start"


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
    return row(shown, spacing="sm")


def _cell(cells: Sequence[str], number: int) -> str:
    cell = cells[number] if number < len(cells) else ""
    return paragraph(cell, _LONGEST_CELL) or NOTHING
