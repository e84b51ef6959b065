"""The content of a LINE Official Notification.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.lon.bubble import LonBubble
from line_connector.models.infobip.values import Characters
from line_connector.schema.model import Input


class LineNotification(Input):
    """A bubble, and the text that stands for it in notifications."""

    type: Literal["LINE_NOTIFICATION"] = "LINE_NOTIFICATION"

    alt_text: Annotated[str, Characters(400)]
    """Text for notifications and for devices that cannot show the bubble, at most 400
    characters."""

    contents: LonBubble
    """The bubble."""
