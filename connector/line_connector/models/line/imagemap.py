"""The imagemap message: a picture with areas to tap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.message_properties import AltTextProperties
from line_connector.schema.lengths import ListLength, Utf16Length
from line_connector.schema.model import Input
from line_connector.schema.numbers import Integer
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf
from line_connector.schema.urls import LinkUri, MediaUrl

_DOCUMENTED_WIDTH = 1040


class ImagemapArea(Input):
    """A rectangle of the picture, in its base size's pixels.

    Source: https://developers.line.biz/en/reference/messaging-api/#imagemap-area-object
    """

    x: Annotated[int, Integer(0)]
    """Pixels from the left edge."""

    y: Annotated[int, Integer(0)]
    """Pixels from the top edge."""

    width: Annotated[int, Integer(0)]
    """Width in pixels."""

    height: Annotated[int, Integer(0)]
    """Height in pixels."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a rectangle that nobody can tap."""
        for name, size in (("width", self.width), ("height", self.height)):
            if size == 0:
                yield warning((name,), "may be refused when 0")


class UriImagemapAction(Input):
    """Open an address.

    Source: https://developers.line.biz/en/reference/messaging-api/#imagemap-uri-action-object
    """

    type: Literal["uri"] = "uri"

    label: Annotated[str, Utf16Length(100)] | None = None
    """Text for accessibility features, at most 100 characters in UTF-16 units."""

    link_uri: LinkUri
    """URI to open: http, https, line or tel, percent-encoded, at most 1000 characters."""

    area: ImagemapArea
    """Where to tap."""


class MessageImagemapAction(Input):
    """Send a text as the user's message.

    Source: https://developers.line.biz/en/reference/messaging-api/#imagemap-message-action-object
    """

    type: Literal["message"] = "message"

    label: Annotated[str, Utf16Length(100)] | None = None
    """Text for accessibility features, at most 100 characters in UTF-16 units."""

    text: Annotated[str, Utf16Length(400)]
    """Text that is sent, at most 400 characters."""

    area: ImagemapArea
    """Where to tap."""


class ClipboardImagemapAction(Input):
    """Copy a text to the clipboard.

    Source: https://developers.line.biz/en/reference/messaging-api/#imagemap-clipboard-action-object
    """

    type: Literal["clipboard"] = "clipboard"

    label: Annotated[str, Utf16Length(100)] | None = None
    """Text for accessibility features, at most 100 characters in UTF-16 units."""

    clipboard_text: Annotated[str, Utf16Length(1000, least=1)]
    """Text to copy, 1 to 1000 characters."""

    area: ImagemapArea
    """Where to tap."""


ImagemapAction = Annotated[
    UriImagemapAction | MessageImagemapAction | ClipboardImagemapAction, OneOf()
]


class ImagemapBaseSize(Input):
    """The size that areas are measured on."""

    width: Annotated[int, Integer(1)]
    """Width in pixels: 1040."""

    height: Annotated[int, Integer(1)]
    """Height in pixels of the picture when 1040 wide."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a width other than the documented one."""
        if self.width != _DOCUMENTED_WIDTH:
            yield warning(("width",), f"may be refused when not {_DOCUMENTED_WIDTH}")


class ImagemapExternalLink(Input):
    """What is offered when the video has ended."""

    link_uri: LinkUri
    """URI to open: http, https, line or tel, percent-encoded, at most 1000 characters."""

    label: Annotated[str, Utf16Length(30)]
    """Text of the link, at most 30 characters in UTF-16 units."""


class ImagemapVideo(Input):
    """A video that plays on the picture."""

    original_content_url: MediaUrl
    """HTTPS URL of the video: mp4, at most 200 MB."""

    preview_image_url: MediaUrl
    """HTTPS URL of its preview: JPEG or PNG, at most 1 MB."""

    area: ImagemapArea
    """Where it plays."""

    external_link: ImagemapExternalLink | None = None
    """What is offered when it has ended."""


class ImagemapMessage(AltTextProperties):
    """A picture with areas to tap, or with a video on it.

    Source: https://developers.line.biz/en/reference/messaging-api/#imagemap-message
    """

    type: Literal["imagemap"] = "imagemap"

    base_url: MediaUrl
    """HTTPS URL to which LINE adds `/240`, `/300`, `/460`, `/700` and `/1040`, the widths it
    asks for; no file extension. JPEG or PNG, at most 10 MB."""

    base_size: ImagemapBaseSize
    """The size that areas are measured on."""

    video: ImagemapVideo | None = None
    """A video that plays on the picture."""

    actions: Annotated[list[ImagemapAction], ListLength(50)]
    """What a tap on an area does, at most 50."""
