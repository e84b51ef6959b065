"""The LINE Official Notification (LON): a bubble, and the text that stands for it.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.lon.components import LonAction, LonBox, LonBubbleStyle
from line_connector.models.infobip.values import Characters
from line_connector.schema.model import Input


class LonBubble(Input):
    """One layout of up to three blocks."""

    type: Literal["BUBBLE"] = "BUBBLE"

    size: Literal["NANO", "MICRO", "KILO", "MEGA", "GIGA"] | None = None
    """Width, from narrow to wide."""

    direction: Literal["LEFT_TO_RIGHT", "RIGHT_TO_LEFT"] | None = None
    """Direction of text and of horizontal boxes."""

    header: LonBox | None = None
    """Header: block at the top, mostly a title."""

    body: LonBox | None = None
    """Body: block with the message itself."""

    footer: LonBox | None = None
    """Footer: block at the bottom, mostly buttons."""

    style: LonBubbleStyle | None = None
    """Styles of the blocks."""

    action: LonAction | None = None
    """What a tap does."""


class LineNotification(Input):
    """A bubble, and the text that stands for it in notifications."""

    type: Literal["LINE_NOTIFICATION"] = "LINE_NOTIFICATION"

    alt_text: Annotated[str, Characters(400)]
    """Text for notifications and for devices that cannot show the bubble, at most 400
    characters."""

    contents: LonBubble
    """The bubble."""
