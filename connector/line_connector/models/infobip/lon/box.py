"""The box of a LON bubble: a row or a column of components.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from line_connector.models.infobip.lon.actions import LonAction
from line_connector.models.infobip.lon.values import Colour, LonPlacing, Share, Size
from line_connector.schema.union import OneOf

_LON = "line_connector.models.infobip.lon"

if TYPE_CHECKING:
    from line_connector.models.infobip.lon.components import (
        LonButton,
        LonIcon,
        LonImage,
        LonSeparator,
    )
    from line_connector.models.infobip.lon.text import LonSpan, LonText

    LonLeaf: TypeAlias = LonButton | LonIcon | LonImage | LonSeparator | LonText | LonSpan
    LonComponent: TypeAlias = "LonBox | LonLeaf"
else:
    LonComponent = Annotated[
        Any,
        OneOf(
            {
                "BOX": f"{_LON}.box:LonBox",
                "BUTTON": f"{_LON}.components:LonButton",
                "ICON": f"{_LON}.components:LonIcon",
                "IMAGE": f"{_LON}.components:LonImage",
                "SEPARATOR": f"{_LON}.components:LonSeparator",
                "TEXT": f"{_LON}.text:LonText",
                "SPAN": f"{_LON}.text:LonSpan",
            }
        ),
    ]


class LonBox(LonPlacing):
    """A row or a column of components."""

    type: Literal["BOX"] = "BOX"

    layout: Literal["HORIZONTAL", "VERTICAL", "BASELINE"]
    """How components stand: in a row, in a column, or in a row on one line of text."""

    contents: list[LonComponent] | None = None
    """Components: boxes, buttons, icons, images, separators, texts and spans."""

    flex: Share | None = None
    """Share of the parent box's free space, 0 to 20."""

    spacing: Size | None = None
    """Space between components: none, sm, md, lg, xl, xxl or pixels (10px)."""

    padding_all: Size | None = None
    """Space inside the border: none, sm, md, lg, xl, xxl, pixels (10px) or a percentage."""

    padding_top: Size | None = None
    """Space at the top, in place of `paddingAll`."""

    padding_bottom: Size | None = None
    """Space at the bottom, in place of `paddingAll`."""

    padding_start: Size | None = None
    """Space at the start of the line, in place of `paddingAll`."""

    padding_end: Size | None = None
    """Space at the end of the line, in place of `paddingAll`."""

    width: Size | None = None
    """Width: pixels (10px) or a percentage of the parent."""

    height: Size | None = None
    """Height: pixels (10px) or a percentage of the parent."""

    border_width: Size | None = None
    """Width of the border: none or pixels (2px)."""

    border_color: Colour | None = None
    """Colour of the border, #RRGGBB."""

    corner_radius: Size | None = None
    """Radius of the corners: none, sm, md, lg, xl, xxl or pixels (10px)."""

    background_color: Colour | None = None
    """Colour of the background, #RRGGBB."""

    action: LonAction | None = None
    """What a tap does."""
