"""The flex message: a bubble, or a carousel of bubbles, and how large they may be.

Source: https://developers.line.biz/en/reference/messaging-api/#flex-message
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic_core import PydanticSerializationError, to_json
from pydantic_core.core_schema import ValidationInfo

from line_connector.models.line.action_places import FlexAction, FlexVideoAction
from line_connector.models.line.flex.box import Box
from line_connector.models.line.flex.components import Image
from line_connector.models.line.flex.values import AspectRatio, Color
from line_connector.models.line.message_properties import AltTextProperties
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Input, validation_error
from line_connector.schema.numbers import Boolean
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf
from line_connector.schema.urls import MediaUrl

_SIZES_WITH_VIDEO = ("kilo", "mega", "giga")
_DEFAULT_SIZE = "mega"
_MOST_BYTES = {"bubble": 30 * 1024, "carousel": 50 * 1024}
# How LINE measures is not published; reports put the border near 30 000 bytes of compact JSON.
_SURE_BYTES = {"bubble": 29_000, "carousel": 49_000}
_MOST_ANIMATED = 10


AltContent = Annotated[Box | Image, OneOf()]


class Video(Input):
    """A video, as hero of a bubble of size kilo, mega or giga that is in no carousel.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-video
    """

    type: Literal["video"] = "video"

    url: MediaUrl
    """HTTPS URL of the video: mp4, at most 200 MB."""

    preview_url: MediaUrl
    """HTTPS URL of its preview: JPEG or PNG, at most 1 MB."""

    alt_content: AltContent
    """What devices show that cannot play it: a box or an image."""

    aspect_ratio: AspectRatio | None = None
    """Aspect ratio, width:height, each 1 to 100000, the height at most 3 times the width. 1:1 if
    absent."""

    action: FlexVideoAction | None = None
    """A URI action, offered with the video."""


Block = Annotated[Box, OneOf()]
Hero = Annotated[Box | Image | Video, OneOf()]


class BlockStyle(Input):
    """Style of one block."""

    background_color: Color | None = None
    """Colour of the background, #RRGGBB or #RRGGBBAA."""

    separator: Boolean | None = None
    """Whether a separator is above the block; never above the first. Not if absent."""

    separator_color: Color | None = None
    """Colour of the separator, #RRGGBB or #RRGGBBAA."""


class BubbleStyles(Input):
    """Styles of a bubble's blocks."""

    header: BlockStyle | None = None
    """Style of the header."""

    hero: BlockStyle | None = None
    """Style of the hero."""

    body: BlockStyle | None = None
    """Style of the body."""

    footer: BlockStyle | None = None
    """Style of the footer."""


class Bubble(Input):
    """One flex layout, of up to four blocks.

    Source: https://developers.line.biz/en/reference/messaging-api/#bubble
    """

    type: Literal["bubble"] = "bubble"

    size: Literal["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"] | None = None
    """Width, from narrow to wide. `mega` if absent."""

    direction: Literal["ltr", "rtl"] | None = None
    """Direction of text and of horizontal boxes. `ltr` if absent."""

    header: Block | None = None
    """Header: block at the top, mostly a title."""

    hero: Hero | None = None
    """Hero: block below the header, mostly an image."""

    body: Block | None = None
    """Body: block with the message itself."""

    footer: Block | None = None
    """Footer: block at the bottom, mostly buttons."""

    styles: BubbleStyles | None = None
    """Styles of the blocks."""

    action: FlexAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield a bubble of nothing, and a video in a bubble too small for it."""
        if not self._blocks():
            yield Problem((), "must have at least one of header, hero, body and footer")
        video = getattr(self.hero, "type", None) == "video"
        if video and self.size is not None and self.size not in _SIZES_WITH_VIDEO:
            yield Problem(("size",), f"must be one of {', '.join(_SIZES_WITH_VIDEO)} with a video")

    def warnings(self) -> Iterator[Problem]:
        """Yield blocks that begin with something absolute."""
        for name, block in self._blocks().items():
            # The documentation forbids it for the first child of a block; it seems to mean the
            # block's own box, since messages with an absolute first child in that are sent.
            first = next(iter(getattr(block, "contents", None) or ()), None)
            for path, component in (((name,), block), ((name, "contents", 0), first)):
                if getattr(component, "position", None) == "absolute":
                    yield warning((*path, "position"), "may be refused as the first of a block")

    def _blocks(self) -> dict[str, Any]:
        """Return the blocks that are there, by name."""
        blocks = {
            "header": self.header,
            "hero": self.hero,
            "body": self.body,
            "footer": self.footer,
        }
        return {name: block for name, block in blocks.items() if block is not None}


CarouselBubble = Annotated[Bubble, OneOf()]


class Carousel(Input):
    """Up to twelve bubbles to scroll through.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-carousel
    """

    type: Literal["carousel"] = "carousel"

    contents: Annotated[list[CarouselBubble], ListLength(12, least=1)]
    """Bubbles, 1 to 12, all of one size."""

    def errors(self) -> Iterator[Problem]:
        """Yield videos: they play only in a bubble by itself."""
        for position, bubble in enumerate(self.contents):
            if getattr(getattr(bubble, "hero", None), "type", None) == "video":
                yield Problem(
                    ("contents", position, "hero", "type"), "must not be video in a carousel"
                )

    def warnings(self) -> Iterator[Problem]:
        """Yield bubbles of another size than the first's."""
        sizes = [getattr(bubble, "size", None) or _DEFAULT_SIZE for bubble in self.contents]
        for position, size in enumerate(sizes):
            if size != sizes[0]:
                yield warning(
                    ("contents", position, "size"),
                    f"may be refused when not {sizes[0]} as in the first bubble",
                )


class _Container(OneOf):
    """A container that is not too large, and has not too many animated images."""

    def validate(self, value: Any, info: ValidationInfo) -> Any:
        """Validate a container, and measure it."""
        container: Bubble | Carousel | object = super().validate(value, info)
        # Lenient validation lets containers through that are no models.
        if isinstance(container, Bubble | Carousel) and not _is_surely_small(value):
            problems = list(_too_large(container))
            if problems:
                raise validation_error(problems, value)
        return container


Container = Annotated[Bubble | Carousel, _Container()]


class FlexMessage(AltTextProperties):
    """A custom layout: a bubble, or a carousel of bubbles.

    Source: https://developers.line.biz/en/reference/messaging-api/#flex-message
    """

    type: Literal["flex"] = "flex"

    contents: Container
    """The bubble, at most 30 KB as JSON, or the carousel, at most 50 KB."""

    def warnings(self) -> Iterator[Problem]:
        """Yield containers so large that LINE's way of measuring decides."""
        if isinstance(self.contents, dict):
            return
        for path, kind, size in _sizes(self.contents, len(_json(self.contents))):
            if _SURE_BYTES[kind] < size <= _MOST_BYTES[kind]:
                yield warning(("contents", *path), f"may be too large: {size} bytes of JSON")


def _is_surely_small(given: Any) -> bool:
    """Tell from a container as it was given whether there is nothing to measure in what is sent.

    Whatever a name or a scalar turns into, it is at most a few times as long; and to write out what
    was given takes a third of the time.
    """
    try:
        text = to_json(given)
    except ValueError:  # no JSON, or too deep
        return False
    return len(text) < _SURE_BYTES["bubble"] / 8 and b"animated" not in text


def _too_large(container: Bubble | Carousel) -> Iterator[Problem]:
    """Yield containers too large, and too many animated images."""
    try:
        content = _json(container)
    except PydanticSerializationError:  # pydantic writes some 250 levels
        yield Problem((), "is nested too deep")
        return
    for path, kind, size in _sizes(container, len(content)):
        if size > _MOST_BYTES[kind]:
            yield Problem(path, f"must be at most {_MOST_BYTES[kind]} bytes of JSON, has {size}")
    # A quotation mark inside a text is escaped, so only a property can look like this.
    animated = content.count(b'"animated":true')
    if animated > _MOST_ANIMATED:
        yield Problem((), f"must have at most {_MOST_ANIMATED} animated images, has {animated}")


def _json(container: Bubble | Carousel) -> bytes:
    return container.model_dump_json(by_alias=True, exclude_none=True).encode()


def _sizes(
    container: Bubble | Carousel, size: int
) -> Iterator[tuple[tuple[str | int, ...], Literal["bubble", "carousel"], int]]:
    """Yield path, kind and bytes of a container and of the bubbles in it that may be too large."""
    yield (), container.type, size
    if container.type == "carousel" and size > _SURE_BYTES["bubble"]:
        for position, bubble in enumerate(container.contents):
            if not isinstance(bubble, dict):
                yield ("contents", position), "bubble", len(_json(bubble))
