"""Texts, pictures, buttons and gaps of an OMNI bubble.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.omni.flex.actions import OmniAction
from line_connector.models.infobip.omni.flex.values import (
    OmniAlign,
    OmniColour,
    OmniGravity,
    OmniImageSize,
    OmniRatio,
    OmniShare,
    OmniSize,
    OmniSpacing,
)
from line_connector.models.infobip.values import WebUrl
from line_connector.schema.model import Input
from line_connector.schema.numbers import LARGEST_INT32, Flag, Whole


class OmniText(Input):
    """A text."""

    type: Literal["TEXT"] = "TEXT"

    text: str
    """The text."""

    flex: OmniShare | None = None
    """Share of the parent box's free space, 0 to 10."""

    margin: OmniSpacing | None = None
    """Space before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    size: OmniSize | None = None
    """Size of the letters."""

    align: OmniAlign | None = None
    """Where it stands horizontally."""

    gravity: OmniGravity | None = None
    """Where it stands vertically."""

    wrap: Flag | None = None
    """Whether a long text goes on in a new line."""

    max_lines: Annotated[int, Whole(0, LARGEST_INT32)] | None = None
    """Most lines to show."""

    color: OmniColour | None = None
    """Colour of the letters, #RRGGBB."""

    weight: Literal["BOLD", "REGULAR"] | None = None
    """How strong the letters are."""

    action: OmniAction | None = None
    """What a tap does."""


class OmniImage(Input):
    """A picture."""

    type: Literal["IMAGE"] = "IMAGE"

    url: WebUrl
    """URL of the picture."""

    flex: OmniShare | None = None
    """Share of the parent box's free space, 0 to 10."""

    margin: OmniSpacing | None = None
    """Space before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    align: OmniAlign | None = None
    """Where it stands horizontally."""

    gravity: OmniGravity | None = None
    """Where it stands vertically."""

    size: OmniImageSize | None = None
    """Largest width."""

    aspect_ratio: OmniRatio | None = None
    """Proportions, width:height."""

    aspect_mode: Literal["COVER", "FIT"] | None = None
    """How the picture fills its place: all of it, or as a whole."""

    background_color: OmniColour | None = None
    """Colour behind the picture, #RRGGBB."""

    action: OmniAction | None = None
    """What a tap does."""


class OmniIcon(Input):
    """A small picture in a line of text."""

    type: Literal["ICON"] = "ICON"

    url: WebUrl
    """URL of the icon."""

    margin: OmniSpacing | None = None
    """Space before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    size: OmniSize | None = None
    """Largest width."""

    aspect_ratio: OmniRatio | None = None
    """Proportions, width:height."""


class OmniButton(Input):
    """A button."""

    type: Literal["BUTTON"] = "BUTTON"

    action: OmniAction
    """What a tap does; its label stands on the button."""

    flex: OmniShare | None = None
    """Share of the parent box's free space, 0 to 10."""

    margin: OmniSpacing | None = None
    """Space before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    color: OmniColour | None = None
    """Colour, #RRGGBB."""

    gravity: OmniGravity | None = None
    """Where it stands vertically."""

    height: Literal["SM", "MD"] | None = None
    """Height."""

    style: Literal["LINK", "PRIMARY", "SECONDARY"] | None = None
    """As a link, dark or light."""


class OmniSeparator(Input):
    """A line between components."""

    type: Literal["SEPARATOR"] = "SEPARATOR"

    margin: OmniSpacing | None = None
    """Space before the line: XS, SM, MD, LG, XL, XXL or NONE."""

    color: OmniColour | None = None
    """Colour of the line, #RRGGBB."""


class OmniSpacer(Input):
    """A gap at the beginning or the end of a box."""

    type: Literal["SPACER"] = "SPACER"

    size: OmniSpacing | None = None
    """How wide it is: XS, SM, MD, LG, XL, XXL or NONE."""


class OmniFiller(Input):
    """A gap that fills the free space."""

    type: Literal["FILLER"] = "FILLER"
