"""Pictures, videos, sounds and files that somebody sent; `get_message_content` fetches them.

Source: https://developers.line.biz/en/reference/messaging-api/#wh-image
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import OpenEnum


class ContentProvider(Received):
    """Who keeps the content."""

    type: Annotated[str, OpenEnum("line", "external")]
    """`line`: LINE does, fetch it by the message ID. `external`: it is at the URLs below."""

    original_content_url: str | None = None
    """URL of the content, if it is external."""

    preview_image_url: str | None = None
    """URL of its preview, if it is external."""


class ImageSet(Received):
    """Which of several images that were sent at once, in no certain order."""

    id: str
    """ID of the set."""

    index: int | None = None
    """Position in the set, from 1; absent from LINE for Android before 11.15."""

    total: int | None = None
    """How many images were sent."""


class ImageMessageContent(Received):
    """An image."""

    type: Literal["image"] = "image"
    """Constant."""

    id: str
    """Message ID."""

    content_provider: ContentProvider | None = None
    """Who keeps the image."""

    image_set: ImageSet | None = None
    """Which of several images that were sent at once."""

    quote_token: str | None = None
    """Token to quote the message with."""

    mark_as_read_token: str | None = None
    """Token to mark the message as read with."""


class VideoMessageContent(Received):
    """A video."""

    type: Literal["video"] = "video"
    """Constant."""

    id: str
    """Message ID."""

    content_provider: ContentProvider | None = None
    """Who keeps the video."""

    duration: int | None = None
    """Length in milliseconds."""

    quote_token: str | None = None
    """Token to quote the message with."""

    mark_as_read_token: str | None = None
    """Token to mark the message as read with."""


class AudioMessageContent(Received):
    """A sound. It cannot be quoted."""

    type: Literal["audio"] = "audio"
    """Constant."""

    id: str
    """Message ID."""

    content_provider: ContentProvider | None = None
    """Who keeps the sound."""

    duration: int | None = None
    """Length in milliseconds."""

    mark_as_read_token: str | None = None
    """Token to mark the message as read with."""


class FileMessageContent(Received):
    """A file."""

    type: Literal["file"] = "file"
    """Constant."""

    id: str
    """Message ID."""

    file_name: str | None = None
    """Name of the file, as the sender has it: no path to be trusted."""

    file_size: int | None = None
    """Size in bytes."""

    mark_as_read_token: str | None = None
    """Token to mark the message as read with."""
