"""The bubble of a LINE Official Notification.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Literal

from line_connector.models.infobip.lon.actions import LonAction
from line_connector.models.infobip.lon.box import LonBox
from line_connector.models.infobip.lon.values import Colour
from line_connector.schema.model import Input
from line_connector.schema.numbers import Flag


class LonBlockStyle(Input):
    """How one block of a bubble looks."""

    background_color: Colour | None = None
    """Colour of the background, #RRGGBB."""

    separator: Flag | None = None
    """Whether a line stands above the block."""

    separator_color: Colour | None = None
    """Colour of that line, #RRGGBB."""


class LonBubbleStyle(Input):
    """How a bubble's blocks look."""

    header: LonBlockStyle | None = None
    """Style of the header."""

    body: LonBlockStyle | None = None
    """Style of the body."""

    footer: LonBlockStyle | None = None
    """Style of the footer."""


class LonBubble(Input):
    """One layout of up to three blocks."""

    type: Literal["BUBBLE"] = "BUBBLE"

    size: Literal["NANO", "MICRO", "KILO", "MEGA", "GIGA"] | None = None
    """Width, from narrow to wide."""

    direction: Literal["LEFT_TO_RIGHT", "RIGHT_TO_LEFT"] | None = None
    """Direction of text and of horizontal boxes."""

    header: LonBox | None = None
    """Block at the top, mostly a title."""

    body: LonBox | None = None
    """Block with the message itself."""

    footer: LonBox | None = None
    """Block at the bottom, mostly buttons."""

    style: LonBubbleStyle | None = None
    """How the blocks look."""

    action: LonAction | None = None
    """What a tap does."""
