"""How large a rich menu and its image may be.

Source: https://developers.line.biz/en/reference/messaging-api/#upload-rich-menu-image-requirements
"""

from __future__ import annotations

LEAST_WIDTH, MOST_WIDTH = 800, 2500
"""Pixels."""

LEAST_HEIGHT = 250
"""Pixels."""

_LEAST_RATIO = 145
"""Least width in hundredths of the height: whole numbers, so that the border is exact."""


def too_high(width: int, height: int) -> str | None:
    """Return what is wrong with a height for a width; None where it is in order."""
    if width * 100 >= height * _LEAST_RATIO:
        return None
    most = width * 100 // _LEAST_RATIO
    return f"must be at most {most} for a width of {width}: the width is at least 1.45 times it"
