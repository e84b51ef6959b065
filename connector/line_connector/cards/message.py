"""A card's parts put together as a flex message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from line_connector.cards.colors import PAPER
from line_connector.cards.components import PADDING, Component, column
from line_connector.cards.cutting import line
from line_connector.cards.direction import direction_of

LONGEST_ALT_TEXT = 400
"""UTF-16 units. LINE takes 1,500, some older clients and notifications less."""

_LONGEST_PART = 160
"""UTF-16 units of one part of the alternative text, so that the first does not crowd out others."""


def flex_message(
    *,
    title: str,
    alt_text: Iterable[str],
    body: Sequence[Component],
    header: Component | None = None,
    hero: Component | None = None,
    buttons: Sequence[Component] = (),
    reads_like: Iterable[str | None] = (),
) -> dict[str, Any]:
    """Return a flex message object of one bubble.

    Args:
        title: what the card is about; the alternative text begins with it.
        alt_text: what else the alternative text says, by importance; empty parts are left out.
        body: the components of its body.
        header: the block above it.
        hero: the image above it.
        buttons: the buttons below it.
        reads_like: texts that tell the card's direction after the title.
    """
    blocks = {"header": header, "hero": hero, "body": _body(body), "footer": _footer(buttons, body)}
    bubble = {
        "type": "bubble",
        "size": "mega",
        "direction": direction_of(title, *reads_like),
        **{name: block for name, block in blocks.items() if block is not None},
    }
    return {"type": "flex", "altText": _alt_text(title, alt_text), "contents": bubble}


def _body(contents: Sequence[Component]) -> Component | None:
    if not contents:
        return None
    return column([*contents], paddingAll=PADDING, backgroundColor=PAPER)


def _footer(buttons: Sequence[Component], body: Sequence[Component]) -> Component | None:
    if not buttons:
        return None
    # The body has its own padding below.
    above = "none" if body else PADDING
    return column(
        [*buttons], spacing="sm", paddingAll=PADDING, paddingTop=above, backgroundColor=PAPER
    )


def _alt_text(title: str, parts: Iterable[str]) -> str:
    """Return the essentials on one line."""
    shown = [line(title, 2 * _LONGEST_PART)]
    length = len(shown[0])
    for part in parts:
        if length > LONGEST_ALT_TEXT:
            break
        if short := line(part, _LONGEST_PART):
            shown.append(short)
            length += len(short)
    return line(" · ".join(shown), LONGEST_ALT_TEXT)
