"""Messages of one part: sticker, picture, video, sound, place, coupon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.ids import GivenId
from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.lengths import Utf16Length
from line_connector.schema.numbers import LARGEST_INT64, Integer, Number
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, warning
from line_connector.schema.urls import MediaUrl


class StickerMessage(MessageProperties):
    """A sticker, one of those that LINE lets accounts send.

    Source: https://developers.line.biz/en/reference/messaging-api/#sticker-message
    """

    type: Literal["sticker"] = "sticker"

    package_id: GivenId
    """ID of a set of stickers: https://developers.line.biz/en/docs/messaging-api/sticker-list/"""

    sticker_id: GivenId
    """ID of a sticker in the set."""

    quote_token: str | None = None
    """Quote token of the message to quote. Reply and push only."""


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
    """HTTPS URL of its preview, in the video's aspect ratio: JPEG or PNG, at most 1 MB."""

    tracking_id: (
        Annotated[
            str,
            Pattern(
                r"[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{0,100}",
                "must be at most 100 letters, digits and -.=,+*()%$&;:@{}!?<>[]",
            ),
        ]
        | None
    ) = None
    """Tracking ID in the event of a video that was played to its end, at most 100 characters;
    one-on-one chats only."""


class AudioMessage(MessageProperties):
    """A sound.

    Source: https://developers.line.biz/en/reference/messaging-api/#audio-message
    """

    type: Literal["audio"] = "audio"

    original_content_url: MediaUrl
    """HTTPS URL of the sound: mp3 or m4a, at most 200 MB."""

    duration: Annotated[int, Integer(1, LARGEST_INT64)]
    """Its length in milliseconds."""


class LocationMessage(MessageProperties):
    """A place on the map.

    Source: https://developers.line.biz/en/reference/messaging-api/#location-message
    """

    type: Literal["location"] = "location"

    title: Annotated[str, Utf16Length(100, least=1)]
    """Name of the place, 1 to 100 characters."""

    address: Annotated[str, Utf16Length(100, least=1)]
    """Its address, 1 to 100 characters."""

    latitude: Number
    """Latitude in degrees."""

    longitude: Number
    """Longitude in degrees."""

    def warnings(self) -> Iterator[Problem]:
        """Yield degrees that are nowhere on Earth."""
        if abs(self.latitude) > 90:
            yield warning(("latitude",), "may be refused outside -90 to 90")
        if abs(self.longitude) > 180:
            yield warning(("longitude",), "may be refused outside -180 to 180")


class CouponMessage(MessageProperties):
    """A coupon of the account.

    Source: https://developers.line.biz/en/reference/messaging-api/#coupon-message
    """

    type: Literal["coupon"] = "coupon"

    coupon_id: GivenId
    """ID of the coupon, from creating or listing coupons."""

    delivery_tag: (
        Annotated[
            str, Pattern("[A-Za-z0-9_]{0,30}", "must be at most 30 letters, digits and underscores")
        ]
        | None
    ) = None
    """Tag that tells in statistics which message brought the coupon, at most 30 characters."""
