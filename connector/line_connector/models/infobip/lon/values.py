"""What properties of LON components may be.

Sizes and colours are free strings to Infobip; odd ones are only warned about.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.values import Looks
from line_connector.schema.model import Input
from line_connector.schema.numbers import Integer

Size = Annotated[
    str,
    Looks(
        r"-?[0-9]+(\.[0-9]+)?(px|%)|none|full|xxs|xs|sm|md|lg|xl|xxl|[345]xl"
        r"|light|normal|medium|semi-bold|bold",
        "pixels (10px), a percentage (80%) or a keyword such as none, sm, md, lg, xl, xxl",
    ),
]
"""A size, a gap or an offset."""

Colour = Annotated[str, Looks("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?", "#RRGGBB")]
"""A colour."""

Share = Annotated[int, Integer(0, 20)]
"""Flex factor: share of the parent box's free space, 0 to 20."""

Align = Literal["START", "END", "CENTER"]
"""Horizontal alignment."""

Gravity = Literal["TOP", "BOTTOM", "CENTER"]
"""Vertical alignment."""


class LonPosition(Input):
    """What most components have in common: their distance from others, and an offset."""

    margin: Size | None = None
    """Margin before the component in its box: none, sm, md, lg, xl, xxl or pixels (10px)."""

    position: Literal["RELATIVE", "ABSOLUTE"] | None = None
    """Origin of the offsets: the component's normal position, or the box's edges."""

    offset_top: Size | None = None
    """Offset from the top: none, sm, md, lg, xl, xxl or pixels (10px)."""

    offset_bottom: Size | None = None
    """Offset from the bottom, as `offsetTop`."""

    offset_start: Size | None = None
    """Offset from the start of the line, as `offsetTop`."""

    offset_end: Size | None = None
    """Offset from the end of the line, as `offsetTop`."""
