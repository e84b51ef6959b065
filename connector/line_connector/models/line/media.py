"""Messages that show a picture or play a file."""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.numbers import LARGEST_INT64, Whole
from line_connector.schema.pattern import Form
from line_connector.schema.urls import MediaUrl


class ImageMessage(MessageProperties):
    """A picture.

    Source: https://developers.line.biz/en/reference/messaging-api/#image-message
    """

    type: Literal["image"] = "image"

    original_content_url: MediaUrl
    """HTTPS URL of the picture: JPEG or PNG, at most 10 MB."""

    preview_image_url: MediaUrl
    """HTTPS URL of its preview: JPEG or PNG, at most 1 MB."""


class VideoMessage(MessageProperties):
    """A video.

    Source: https://developers.line.biz/en/reference/messaging-api/#video-message
    """

    type: Literal["video"] = "video"

    original_content_url: MediaUrl
    """HTTPS URL of the video: mp4, at most 200 MB."""

    preview_image_url: MediaUrl
    """HTTPS URL of its preview, in the video's proportions: JPEG or PNG, at most 1 MB."""

    tracking_id: (
        Annotated[
            str,
            Form(
                r"[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{0,100}",
                "must be at most 100 letters, digits and -.=,+*()%$&;:@{}!?<>[]",
            ),
        ]
        | None
    ) = None
    """What the event of the video played to its end carries, at most 100 characters; one-on-one
    chats only."""


class AudioMessage(MessageProperties):
    """A sound.

    Source: https://developers.line.biz/en/reference/messaging-api/#audio-message
    """

    type: Literal["audio"] = "audio"

    original_content_url: MediaUrl
    """HTTPS URL of the sound: mp3 or m4a, at most 200 MB."""

    duration: Annotated[int, Whole(1, LARGEST_INT64)]
    """Its length in milliseconds."""
