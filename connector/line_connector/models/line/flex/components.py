"""The components of a flex message: texts, images, buttons, separators.

Source: https://developers.line.biz/en/docs/messaging-api/flex-message-elements/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.action_places import FlexAction, FlexButtonAction
from line_connector.models.line.flex.values import (
    AspectRatio,
    Color,
    FlexFactor,
    Gap,
    ImageSize,
    Offset,
    Pixels,
    TextSize,
)
from line_connector.schema.model import Input
from line_connector.schema.numbers import Boolean, Integer
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf
from line_connector.schema.urls import MediaUrl


class Position(Input):
    """What most components have in common: their distance from others, and an offset."""

    margin: Gap | None = None
    """Margin before the component in its box: pixels or none, xs, sm, md, lg, xl, xxl. The box's
    `spacing` if absent."""

    position: Literal["relative", "absolute"] | None = None
    """Origin of the offsets: the component's normal position, or the box's edges.
    Relative if absent."""

    offset_top: Offset | None = None
    """Offset from the top: pixels, percentage or none, xs, sm, md, lg, xl, xxl."""

    offset_bottom: Offset | None = None
    """Offset from the bottom, as `offsetTop`. Not in baseline boxes."""

    offset_start: Offset | None = None
    """Offset from the start of the line, as `offsetTop`."""

    offset_end: Offset | None = None
    """Offset from the end of the line, as `offsetTop`."""


class Lettering(Input):
    """How letters look."""

    size: TextSize | None = None
    """Font size: pixels or xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl. `md` if
    absent."""

    color: Color | None = None
    """Text colour, #RRGGBB or #RRGGBBAA."""

    weight: Literal["regular", "bold"] | None = None
    """Font weight. `regular` if absent."""

    style: Literal["normal", "italic"] | None = None
    """Font style. `normal` if absent."""

    decoration: Literal["none", "underline", "line-through"] | None = None
    """Text decoration. None if absent."""


class Span(Lettering):
    """A part of a text with its own style.

    Source: https://developers.line.biz/en/reference/messaging-api/#span
    """

    type: Literal["span"] = "span"

    text: str | None = None
    """The part's text."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a span without text: LINE refuses texts without any."""
        if not self.text:
            yield warning(("text",), "may be refused when empty")


Part = Annotated[Span, OneOf()]


class Text(Lettering, Position):
    """A text.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-text
    """

    type: Literal["text"] = "text"

    text: str | None = None
    """The text, not empty. Needed unless `contents` has spans."""

    contents: list[Part] | None = None
    """The text in parts, in place of `text`."""

    flex: FlexFactor | None = None
    """Flex factor: share of the parent box's free space. 1 in a horizontal box and 0 in a vertical
    one if absent."""

    align: Literal["start", "end", "center"] | None = None
    """Horizontal alignment. `start` if absent."""

    gravity: Literal["top", "bottom", "center"] | None = None
    """Vertical alignment; not used in baseline boxes. `top` if absent."""

    wrap: Boolean | None = None
    """Whether long text wraps, and `\\n` breaks the line. Not if absent."""

    line_spacing: Pixels | None = None
    """Space between lines, in pixels: `10px`."""

    max_lines: Annotated[int, Integer(0)] | None = None
    """Maximum number of lines; 0 or absent: no limit."""

    adjust_mode: Literal["shrink-to-fit"] | None = None
    """How the text adjusts its size to fit."""

    scaling: Boolean | None = None
    """Whether the text grows with the app's font size. Not if absent."""

    action: FlexAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield a text without letters."""
        if not self.text and not self.contents:
            yield Problem(("text",), "must not be empty unless contents has spans")


class Image(Position):
    """An image.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-image
    """

    type: Literal["image"] = "image"

    url: MediaUrl
    """HTTPS URL of the image: JPEG or PNG, at most 1024 x 1024 pixels and 10 MB, or 300 KB when
    animated."""

    flex: FlexFactor | None = None
    """Flex factor: share of the parent box's free space. 1 in a horizontal box and 0 in a vertical
    one if absent."""

    align: Literal["start", "end", "center"] | None = None
    """Horizontal alignment. `center` if absent."""

    gravity: Literal["top", "bottom", "center"] | None = None
    """Vertical alignment. `top` if absent."""

    size: ImageSize | None = None
    """Maximum width: pixels, percentage, or xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl, full.
    `md` if absent."""

    aspect_ratio: AspectRatio | None = None
    """Aspect ratio, width:height, each 1 to 100000, the height at most 3 times the width. 1:1 if
    absent."""

    aspect_mode: Literal["fit", "cover"] | None = None
    """`fit` shows all of the image, `cover` fills the area. `fit` if absent."""

    background_color: Color | None = None
    """Colour behind the image, #RRGGBB or #RRGGBBAA. Transparent if absent."""

    action: FlexAction | None = None
    """What a tap does."""

    animated: Boolean | None = None
    """Whether an animated PNG plays; at most 10 in a message. Not if absent."""


class Icon(Position):
    """A small image in a line of text. Baseline boxes only.

    Source: https://developers.line.biz/en/reference/messaging-api/#icon
    """

    type: Literal["icon"] = "icon"

    url: MediaUrl
    """HTTPS URL of the icon: JPEG or PNG, at most 1024 x 1024 pixels and 1 MB."""

    size: TextSize | None = None
    """Maximum width: pixels or xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl. `md` if absent."""

    aspect_ratio: AspectRatio | None = None
    """Aspect ratio, width:height, each 1 to 100000, the height at most 3 times the width. 1:1 if
    absent."""

    scaling: Boolean | None = None
    """Whether the icon grows with the app's font size. Not if absent."""


class Button(Position):
    """A button.

    Source: https://developers.line.biz/en/reference/messaging-api/#button
    """

    type: Literal["button"] = "button"

    action: FlexButtonAction
    """What a tap does; its label, 1 to 40 characters, is the button's text."""

    flex: FlexFactor | None = None
    """Flex factor: share of the parent box's free space. 1 in a horizontal box and 0 in a vertical
    one if absent."""

    height: Literal["sm", "md"] | None = None
    """Height. `md` if absent."""

    style: Literal["primary", "secondary", "link"] | None = None
    """Style: dark, light, or a link. `link` if absent."""

    color: Color | None = None
    """Colour of a link's text, else of the button: #RRGGBB or #RRGGBBAA."""

    gravity: Literal["top", "bottom", "center"] | None = None
    """Vertical alignment. `top` if absent."""

    adjust_mode: Literal["shrink-to-fit"] | None = None
    """How the label adjusts its size to fit."""

    scaling: Boolean | None = None
    """Whether the text grows with the app's font size. Not if absent."""


class Separator(Input):
    """A line between components.

    Source: https://developers.line.biz/en/reference/messaging-api/#separator
    """

    type: Literal["separator"] = "separator"

    margin: Gap | None = None
    """Margin before the line: pixels or none, xs, sm, md, lg, xl, xxl."""

    color: Color | None = None
    """Colour of the line, #RRGGBB or #RRGGBBAA."""


class Filler(Input):
    """A gap. Deprecated: use the box's own properties.

    Source: https://developers.line.biz/en/reference/messaging-api/#filler
    """

    type: Literal["filler"] = "filler"

    flex: FlexFactor | None = None
    """Flex factor: share of the parent box's free space."""
