"""What somebody sent: each type of message, and those that are unknown.

Source: https://developers.line.biz/en/reference/messaging-api/#message-event
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.line.webhook.media import (
    AudioMessageContent,
    FileMessageContent,
    ImageMessageContent,
    VideoMessageContent,
)
from line_connector.models.line.webhook.received import Received
from line_connector.models.line.webhook.text import TextMessageContent
from line_connector.schema.variants import by_type, variant


class LocationMessageContent(Received):
    """A place."""

    type: Literal["location"] = "location"
    """Constant."""

    id: str
    """Message ID."""

    title: str | None = None
    """Title."""

    address: str | None = None
    """Address."""

    latitude: float
    """Latitude in degrees."""

    longitude: float
    """Longitude in degrees."""

    mark_as_read_token: str | None = None
    """Token to mark the message as read with."""


class StickerMessageContent(Received):
    """A sticker."""

    type: Literal["sticker"] = "sticker"
    """Constant."""

    id: str
    """Message ID."""

    package_id: str
    """ID of the set of stickers."""

    sticker_id: str
    """ID of the sticker."""

    sticker_resource_type: (
        Literal[
            "STATIC",
            "ANIMATION",
            "SOUND",
            "ANIMATION_SOUND",
            "POPUP",
            "POPUP_SOUND",
            "CUSTOM",
            "MESSAGE",
            "NAME_TEXT",
            "PER_STICKER_TEXT",
        ]
        | str
        | None
    ) = None
    """What it does on the screen; LINE may add types."""

    keywords: list[str] | None = None
    """At most 15 words for it; if it has more, a random choice that changes from event to event."""

    text: str | None = None
    """What the sender wrote on it, at most 100 characters; stickers of type MESSAGE only."""

    quote_token: str | None = None
    """Token to quote the message with."""

    quoted_message_id: str | None = None
    """ID of the message that it quotes."""

    mark_as_read_token: str | None = None
    """Token to mark the message as read with."""


class UnknownMessageContent(Received):
    """A message of another type."""

    type: str | None = None
    """Its type."""

    id: str | None = None
    """Message ID."""


MessageContent = Annotated[
    Annotated[TextMessageContent, variant("text")]
    | Annotated[ImageMessageContent, variant("image")]
    | Annotated[VideoMessageContent, variant("video")]
    | Annotated[AudioMessageContent, variant("audio")]
    | Annotated[FileMessageContent, variant("file")]
    | Annotated[LocationMessageContent, variant("location")]
    | Annotated[StickerMessageContent, variant("sticker")]
    | Annotated[UnknownMessageContent, variant()],
    by_type("text", "image", "video", "audio", "file", "location", "sticker"),
]
"""A message of any type."""
