"""The flex message, and how large it may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic_core import PydanticSerializationError

from line_connector.models.line.message_properties import AltTextProperties
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf

_FLEX = "line_connector.models.line.flex"
_MOST_BYTES = {"bubble": 30 * 1024, "carousel": 50 * 1024}
# How LINE measures is not published; reports put the border near 30 000 bytes of compact JSON.
_SURE_BYTES = {"bubble": 29_000, "carousel": 49_000}
_MOST_ANIMATED = 10

if TYPE_CHECKING:
    from line_connector.models.line.flex.bubble import Bubble
    from line_connector.models.line.flex.carousel import Carousel

    Container: TypeAlias = Bubble | Carousel
else:
    Container = Annotated[
        Any,
        OneOf({"bubble": f"{_FLEX}.bubble:Bubble", "carousel": f"{_FLEX}.carousel:Carousel"}),
    ]


class FlexMessage(AltTextProperties):
    """A layout of one's own: a bubble, or a carousel of bubbles.

    Source: https://developers.line.biz/en/reference/messaging-api/#flex-message
    """

    type: Literal["flex"] = "flex"

    contents: Container
    """The bubble, at most 30 KB as JSON, or the carousel, at most 50 KB."""

    def errors(self) -> Iterator[Problem]:
        """Yield containers too large, and too many animated images."""
        if isinstance(self.contents, dict):  # let through by lenient validation
            return
        try:
            content = _json(self.contents)
        except PydanticSerializationError:  # pydantic writes some 250 levels
            yield Problem(("contents",), "is nested too deeply")
            return
        for path, kind, size in _sizes(self.contents, len(content)):
            if size > _MOST_BYTES[kind]:
                text = f"must be at most {_MOST_BYTES[kind]} bytes of JSON, has {size}"
                yield Problem(path, text)
        # A quotation mark inside a text is escaped, so only a property can look like this.
        animated = content.count(b'"animated":true')
        if animated > _MOST_ANIMATED:
            text = f"must have at most {_MOST_ANIMATED} animated images, has {animated}"
            yield Problem(("contents",), text)

    def warnings(self) -> Iterator[Problem]:
        """Yield containers so large that LINE's way of measuring decides."""
        yield from super().warnings()
        if isinstance(self.contents, dict):
            return
        for path, kind, size in _sizes(self.contents, len(_json(self.contents))):
            if _SURE_BYTES[kind] < size <= _MOST_BYTES[kind]:
                yield warning(path, f"may be too large: {size} bytes of JSON")


def _json(container: Bubble | Carousel) -> bytes:
    return container.model_dump_json(by_alias=True, exclude_none=True).encode()


def _sizes(
    container: Bubble | Carousel, size: int
) -> Iterator[tuple[tuple[str | int, ...], Literal["bubble", "carousel"], int]]:
    """Yield path, kind and bytes of a container and of the bubbles in it that may be too large."""
    yield ("contents",), container.type, size
    if container.type == "carousel" and size > _SURE_BYTES["bubble"]:
        for position, bubble in enumerate(container.contents):
            if not isinstance(bubble, dict):
                yield ("contents", "contents", position), "bubble", len(_json(bubble))
