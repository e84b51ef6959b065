"""A simple image for a rich menu: for each part a background, an icon and a title."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_STYLE = 1
"""Part of the description: another number, as for another look, has all menus drawn anew."""


@dataclass(frozen=True)
class Part:
    """What is drawn in a rectangle."""

    x: int
    """Pixels from the left edge."""

    y: int
    """Pixels from the top edge."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""

    title: str
    """Empty: none."""

    icon: str
    """Empty: none."""

    background: str
    """As `#06C755`."""

    color: str
    """Of title and icon."""


@dataclass(frozen=True)
class Drawing:
    """An image that is drawn when it is needed."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""

    background: str
    """Where there is no part."""

    parts: tuple[Part, ...]

    font: Path | None = None
    """The font's file; one that is found if absent."""

    def description(self) -> dict[str, Any]:
        """Return all that makes the image, as a JSON value: without the fonts of this machine."""
        font = self.font.name if self.font else None
        return {**asdict(self), "font": font, "style": _STYLE}


def readable_on(background: str) -> str:
    """Return black or white, whichever stands out more from a color."""
    red, green, blue = bytes.fromhex(background[1:])
    return "#000000" if 299 * red + 587 * green + 114 * blue > 160_000 else "#FFFFFF"
