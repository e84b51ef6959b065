"""The bubble: one flex layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from line_connector.models.line.action_places import FlexAction
from line_connector.models.line.flex.values import Color
from line_connector.schema.model import Input
from line_connector.schema.numbers import Flag
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf

_FLEX = "line_connector.models.line.flex"
_SIZES_WITH_VIDEO = ("kilo", "mega", "giga")

if TYPE_CHECKING:
    from line_connector.models.line.flex.box import Box
    from line_connector.models.line.flex.pictures import Image, Video

    Block: TypeAlias = Box
    Hero: TypeAlias = Box | Image | Video
else:
    Block = Annotated[Any, OneOf({"box": f"{_FLEX}.box:Box"})]
    Hero = Annotated[
        Any,
        OneOf(
            {
                "box": f"{_FLEX}.box:Box",
                "image": f"{_FLEX}.pictures:Image",
                "video": f"{_FLEX}.pictures:Video",
            }
        ),
    ]


class BlockStyle(Input):
    """How one block looks."""

    background_color: Color | None = None
    """Colour of the background, #RRGGBB or #RRGGBBAA."""

    separator: Flag | None = None
    """Whether a line stands above the block; never above the first. Not if absent."""

    separator_color: Color | None = None
    """Colour of that line, #RRGGBB or #RRGGBBAA."""


class BubbleStyles(Input):
    """How a bubble's blocks look."""

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
    """Block at the top, mostly a title."""

    hero: Hero | None = None
    """Block below the header, mostly an image."""

    body: Block | None = None
    """Block with the message itself."""

    footer: Block | None = None
    """Block at the bottom, mostly buttons."""

    styles: BubbleStyles | None = None
    """How the blocks look."""

    action: FlexAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield a video in a bubble too small for it."""
        video = getattr(self.hero, "type", None) == "video"
        if video and self.size is not None and self.size not in _SIZES_WITH_VIDEO:
            yield Problem(("size",), f"must be one of {', '.join(_SIZES_WITH_VIDEO)} with a video")

    def warnings(self) -> Iterator[Problem]:
        """Yield a bubble of nothing, and blocks that begin with something absolute."""
        blocks = {
            "header": self.header,
            "hero": self.hero,
            "body": self.body,
            "footer": self.footer,
        }
        given = {name: block for name, block in blocks.items() if block is not None}
        if not given:
            yield warning((), "may be refused without header, hero, body and footer")
        for name, block in given.items():
            # The documentation forbids it for "the first child"; of which of the two it means,
            # and whether LINE refuses it, nothing is known.
            first = next(iter(getattr(block, "contents", None) or ()), None)
            for path, component in (((name,), block), ((name, "contents", 0), first)):
                if getattr(component, "position", None) == "absolute":
                    yield warning((*path, "position"), "may be refused as the first of a block")
