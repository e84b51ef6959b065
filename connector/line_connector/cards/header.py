"""A card's coloured header: what kind it is, where it is from, its title."""

from __future__ import annotations

from line_connector.cards.colors import ON_COLOR
from line_connector.cards.components import PADDING, Component, column, row, text
from line_connector.cards.cutting import line, paragraph

_LONGEST_TITLE = 200
_LONGEST_LABEL = 40


def header(title: str, color: str, label: str = "", source: str = "") -> Component:
    """Return the block at the top of a card.

    Args:
        title: its title.
        color: of the background; white text stands on it.
        label: the kind of card, above the title at the start of the line.
        source: where it is from, above the title at the end of the line.
    """
    above = [
        text(shown, size="xs", color=ON_COLOR, weight="bold" if is_label else "regular", **place)
        for shown, is_label, place in (
            (line(label, _LONGEST_LABEL), True, {"flex": 2}),
            (line(source, _LONGEST_LABEL), False, {"flex": 3, "align": "end"}),
        )
        if shown
    ]
    large = text(
        paragraph(title, _LONGEST_TITLE), size="lg", color=ON_COLOR, weight="bold", margin="sm"
    )
    return column(
        [*([row(above, spacing="md")] if above else []), large],
        backgroundColor=color,
        paddingAll=PADDING,
    )
