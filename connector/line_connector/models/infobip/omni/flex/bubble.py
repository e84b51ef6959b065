"""Bubbles of an OMNI message on LINE, alone or in a carousel.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Literal

from line_connector.models.infobip.omni.flex.box import OmniBox
from line_connector.models.infobip.omni.flex.components import OmniImage
from line_connector.models.infobip.omni.flex.values import OmniColour
from line_connector.schema.model import Input
from line_connector.schema.numbers import Flag


class OmniBlockStyle(Input):
    """How one block of a bubble looks."""

    background_color: OmniColour | None = None
    """Colour of the background, #RRGGBB."""

    separator: Flag | None = None
    """Whether a line stands above the block."""

    separator_color: OmniColour | None = None
    """Colour of that line, #RRGGBB."""


class OmniBubbleStyles(Input):
    """How a bubble's blocks look."""

    header: OmniBlockStyle | None = None
    """Style of the header."""

    hero: OmniBlockStyle | None = None
    """Style of the hero."""

    body: OmniBlockStyle | None = None
    """Style of the body."""

    footer: OmniBlockStyle | None = None
    """Style of the footer."""


class OmniBubble(Input):
    """One layout of up to four blocks."""

    type: Literal["BUBBLE"] = "BUBBLE"

    direction: Literal["LEFT_TO_RIGHT", "RIGHT_TO_LEFT"]
    """Direction of text and of horizontal boxes."""

    header: OmniBox | None = None
    """Block at the top, mostly a title."""

    hero: OmniImage | None = None
    """Picture below the header."""

    body: OmniBox | None = None
    """Block with the message itself."""

    footer: OmniBox | None = None
    """Block at the bottom, mostly buttons."""

    styles: OmniBubbleStyles | None = None
    """How the blocks look."""


class OmniCarousel(Input):
    """Bubbles to scroll through."""

    type: Literal["CAROUSEL"] = "CAROUSEL"

    contents: list[OmniBubble]
    """The bubbles."""
