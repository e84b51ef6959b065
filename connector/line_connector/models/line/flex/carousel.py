"""The carousel: bubbles to scroll through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from line_connector.schema.lengths import Items
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf

_DEFAULT_SIZE = "mega"

if TYPE_CHECKING:
    from line_connector.models.line.flex.bubble import Bubble

    CarouselBubble: TypeAlias = Bubble
else:
    CarouselBubble = Annotated[
        Any, OneOf({"bubble": "line_connector.models.line.flex.bubble:Bubble"})
    ]


class Carousel(Input):
    """Up to twelve bubbles to scroll through.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-carousel
    """

    type: Literal["carousel"] = "carousel"

    contents: Annotated[list[CarouselBubble], Items(12, least=1)]
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
