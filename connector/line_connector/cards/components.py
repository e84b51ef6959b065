"""Flex components as all cards use them."""

from __future__ import annotations

from typing import Any, TypeAlias

from line_connector.cards.colors import INK, LINE, MUTED

Component: TypeAlias = dict[str, Any]
"""A flex component, or a block of a bubble, as JSON."""

PADDING = "16px"
"""Space between a card's edge and what it holds."""


def text(content: str, *, size: str = "sm", color: str = INK, **style: Any) -> Component:
    """Return a text that wraps.

    Args:
        content: not empty.
        size: of its letters.
        color: of its letters.
        style: other properties of flex texts.
    """
    return {
        "type": "text",
        "text": content,
        "size": size,
        "color": color,
        "wrap": True,
        **style,
    }


def note(content: str, **style: Any) -> Component:
    """Return a small text that explains another."""
    return text(content, size="xs", color=MUTED, **style)


def separator(margin: str = "lg") -> Component:
    """Return a line between components."""
    return {"type": "separator", "margin": margin, "color": LINE}


def column(contents: list[Component], **style: Any) -> Component:
    """Return components below one another."""
    return {"type": "box", "layout": "vertical", "contents": contents, **style}


def row(contents: list[Component], **style: Any) -> Component:
    """Return components beside one another."""
    return {"type": "box", "layout": "horizontal", "contents": contents, **style}
