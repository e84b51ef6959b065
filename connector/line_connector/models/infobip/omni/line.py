"""LINE of an OMNI message: six kinds of message.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from line_connector.models.infobip.omni.content import OmniContent, OmniValidity
from line_connector.models.infobip.values import Characters, Filled, Int64, WebUrl1000
from line_connector.schema.union import OneOf

_FLEX = "line_connector.models.infobip.omni.flex"

if TYPE_CHECKING:
    from line_connector.models.infobip.omni.flex import OmniBubble, OmniCarousel

    OmniFlexContainer: TypeAlias = OmniBubble | OmniCarousel
else:
    OmniFlexContainer = Annotated[
        Any,
        OneOf(
            {
                "BUBBLE": f"{_FLEX}:OmniBubble",
                "CAROUSEL": f"{_FLEX}:OmniCarousel",
            }
        ),
    ]


class OmniLineText(OmniValidity):
    """A text on LINE."""

    type: Literal["TEXT"] = "TEXT"

    text: str
    """The text."""


class OmniLineImage(OmniContent):
    """A picture on LINE."""

    type: Literal["IMAGE"] = "IMAGE"

    url: WebUrl1000
    """URL of the picture, at most 1000 characters."""

    thumbnail_url: WebUrl1000
    """URL of its preview, at most 1000 characters."""


class OmniLineVideo(OmniContent):
    """A video on LINE."""

    type: Literal["VIDEO"] = "VIDEO"

    url: WebUrl1000
    """URL of the video, at most 1000 characters."""

    thumbnail_url: WebUrl1000
    """URL of its preview, at most 1000 characters."""


class OmniLineAudio(OmniContent):
    """A sound on LINE."""

    type: Literal["AUDIO"] = "AUDIO"

    url: WebUrl1000
    """URL of the sound, at most 1000 characters."""

    duration: Int64
    """Its length in milliseconds."""


class OmniLineSticker(OmniContent):
    """A sticker on LINE."""

    type: Literal["STICKER"] = "STICKER"

    package_id: Filled
    """ID of the package, digits."""

    sticker_id: Filled
    """ID of the sticker in it, digits."""


class OmniLineFlex(OmniContent):
    """A custom layout on LINE."""

    type: Literal["FLEX"] = "FLEX"

    alt_text: Annotated[str, Characters(400)]
    """Text for notifications and for devices that cannot show the layout, at most 400
    characters."""

    contents: OmniFlexContainer
    """The layout: a bubble, or a carousel of bubbles."""


# Programs are known that leave the type of a text out.
OmniLine = Annotated[
    OmniLineText | OmniLineImage | OmniLineVideo | OmniLineAudio | OmniLineSticker | OmniLineFlex,
    OneOf(default="TEXT"),
]
