"""Texts, pictures, buttons, lines and boxes of a LON bubble, and what a tap on them does.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic_core import core_schema

from line_connector.models.infobip.lon.values import (
    Align,
    Colour,
    Gravity,
    LonPosition,
    Share,
    Size,
)
from line_connector.models.infobip.values import Characters, Looks, WebUrl
from line_connector.schema.model import Input, rule
from line_connector.schema.numbers import LARGEST_INT32, Boolean, Integer
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import Late, OneOf

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


class LonAltUri(Input):
    """Another address for another kind of device."""

    desktop: Annotated[str, Characters(1000)] | None = None
    """URI to open in LINE for macOS and Windows, at most 1000 characters."""


class LonUriAction(Input):
    """Open an address."""

    type: Literal["URI"] = "URI"

    label: Annotated[str, Characters(20)]
    """Text on the button, at most 20 characters."""

    uri: Annotated[str, Characters(1000)]
    """URI to open, at most 1000 characters."""

    alt_uri: LonAltUri | None = None
    """Address to open on a desktop instead."""


class LonPostbackAction(Input):
    """Send data back to you."""

    type: Literal["POSTBACK"] = "POSTBACK"

    label: Annotated[str, Characters(20)]
    """Text on the button, at most 20 characters."""

    data: Annotated[str, Characters(1000)]
    """Data that comes back, at most 1000 characters."""

    alt_uri: LonAltUri | None = None
    """Address to open on a desktop instead."""


# Infobip's page shows an action without a type among the required properties.
LonAction = Annotated[LonUriAction | LonPostbackAction, OneOf(default="URI")]


class LonLettering(Input):
    """How letters look."""

    size: Size | None = None
    """Font size: pixels (14px) or a keyword such as sm, md, lg, xl, xxl."""

    color: Colour | None = None
    """Text colour, #RRGGBB."""

    weight: Literal["BOLD", "REGULAR"] | None = None
    """Font weight."""


class LonSpan(LonLettering):
    """A part of a text with its own style."""

    type: Literal["SPAN"] = "SPAN"

    text: str
    """The part's text."""

    style: Literal["NORMAL", "ITALIC"] | None = None
    """Font style."""

    decoration: Literal["NONE", "UNDERLINE", "LINE_THROUGH"] | None = None
    """Text decoration."""


LonPart = Annotated[LonSpan, OneOf(default="SPAN")]


class LonText(LonLettering, LonPosition):
    """A text."""

    type: Literal["TEXT"] = "TEXT"

    text: str | None = None
    """The text. Needed unless `contents` has spans."""

    contents: list[LonPart] | None = None
    """The text in parts, in place of `text`."""

    flex: Share | None = None
    """Flex factor: share of the parent box's free space, 0 to 20."""

    align: Align | None = None
    """Horizontal alignment."""

    gravity: Gravity | None = None
    """Vertical alignment."""

    wrap: Boolean | None = None
    """Whether long text wraps."""

    max_lines: Annotated[int, Integer(0, LARGEST_INT32)] | None = None
    """Maximum number of lines."""

    action: LonAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield a text without any."""
        if self.text is None and self.contents is None:
            yield Problem(("text",), "is required unless contents has spans")

    def warnings(self) -> Iterator[Problem]:
        """Yield a text of no parts."""
        if self.text is None and not self.contents:
            yield warning(("contents",), "may be refused when empty without text")


class LonBlockStyle(Input):
    """Style of one block of a bubble."""

    background_color: Colour | None = None
    """Colour of the background, #RRGGBB."""

    separator: Boolean | None = None
    """Whether a separator is above the block."""

    separator_color: Colour | None = None
    """Colour of the separator, #RRGGBB."""


class LonBubbleStyle(Input):
    """Styles of a bubble's blocks."""

    header: LonBlockStyle | None = None
    """Style of the header."""

    body: LonBlockStyle | None = None
    """Style of the body."""

    footer: LonBlockStyle | None = None
    """Style of the footer."""


Ratio = Annotated[str, Looks(r"[0-9]+(\.[0-9]+)?:[0-9]+(\.[0-9]+)?", "width:height, as 20:13")]
"""Aspect ratio of a picture."""


class LonImage(LonPosition):
    """A picture."""

    type: Literal["IMAGE"] = "IMAGE"

    url: WebUrl
    """URL of the picture."""

    flex: Share | None = None
    """Flex factor: share of the parent box's free space, 0 to 20."""

    align: Align | None = None
    """Horizontal alignment."""

    gravity: Gravity | None = None
    """Vertical alignment."""

    size: Size | None = None
    """Maximum width: pixels, a percentage (80%) or a keyword such as sm, md, lg, xl, xxl."""

    aspect_ratio: Ratio | None = None
    """Aspect ratio, width:height."""

    aspect_mode: Literal["COVER", "FIT"] | None = None
    """`COVER` fills the area, `FIT` shows all of the picture."""

    background_color: Colour | None = None
    """Colour behind the picture, #RRGGBB."""

    action: LonAction | None = None
    """What a tap does."""


class LonIcon(LonPosition):
    """A small picture in a line of text."""

    type: Literal["ICON"] = "ICON"

    url: WebUrl
    """URL of the icon."""

    size: Size | None = None
    """Maximum width: pixels or a keyword such as sm, md, lg, xl, xxl."""

    aspect_ratio: Ratio | None = None
    """Aspect ratio, width:height."""


class WordOrStyle(Late):
    """Annotation for a button's style.

    Infobip's specification points to the bubble's style object, most likely by mistake, where
    LINE has three words. Either is taken.
    """

    words = ("LINK", "PRIMARY", "SECONDARY")

    def __init__(self) -> None:
        super().__init__(f"{__name__}:LonBubbleStyle")

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """Take one of the words, or a style object."""
        if not isinstance(value, str):
            return super().validate(value, info)
        if value not in self.words:
            raise rule(f"must be one of {', '.join(self.words)}, or a style object")
        return value

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        style = super().__get_pydantic_json_schema__(schema, handler)
        return {"anyOf": [{"enum": list(self.words)}, style]}


if TYPE_CHECKING:
    ButtonStyle: TypeAlias = Literal["LINK", "PRIMARY", "SECONDARY"] | LonBubbleStyle
else:
    ButtonStyle = Annotated[Any, WordOrStyle()]


class LonButton(LonPosition):
    """A button."""

    type: Literal["BUTTON"] = "BUTTON"

    action: LonAction
    """What a tap does; its label is the button's text."""

    flex: Share | None = None
    """Flex factor: share of the parent box's free space, 0 to 20."""

    height: Literal["SMALL", "MEDIUM"] | None = None
    """Height."""

    style: ButtonStyle | None = None
    """Style: LINK, PRIMARY (dark) or SECONDARY (light)."""

    color: Colour | None = None
    """Colour, #RRGGBB."""

    gravity: Gravity | None = None
    """Vertical alignment."""


class LonSeparator(Input):
    """A line between components."""

    type: Literal["SEPARATOR"] = "SEPARATOR"

    margin: Size | None = None
    """Margin before the line: none, sm, md, lg, xl, xxl or pixels (10px)."""

    color: Colour | None = None
    """Colour of the line, #RRGGBB."""


class LonBox(LonPosition):
    """A row or a column of components."""

    type: Literal["BOX"] = "BOX"

    layout: Literal["HORIZONTAL", "VERTICAL", "BASELINE"]
    """Layout: components in a row, in a column, or in a row on a common baseline."""

    contents: list[LonComponent] | None = None
    """Components: boxes, buttons, icons, images, separators, texts and spans."""

    flex: Share | None = None
    """Flex factor: share of the parent box's free space, 0 to 20."""

    spacing: Size | None = None
    """Space between components: none, sm, md, lg, xl, xxl or pixels (10px)."""

    padding_all: Size | None = None
    """Padding: none, sm, md, lg, xl, xxl, pixels (10px) or a percentage."""

    padding_top: Size | None = None
    """Padding at the top, instead of `paddingAll`."""

    padding_bottom: Size | None = None
    """Padding at the bottom, instead of `paddingAll`."""

    padding_start: Size | None = None
    """Padding at the start of the line, instead of `paddingAll`."""

    padding_end: Size | None = None
    """Padding at the end of the line, instead of `paddingAll`."""

    width: Size | None = None
    """Width: pixels (10px) or a percentage of the parent."""

    height: Size | None = None
    """Height: pixels (10px) or a percentage of the parent."""

    border_width: Size | None = None
    """Width of the border: none or pixels (2px)."""

    border_color: Colour | None = None
    """Colour of the border, #RRGGBB."""

    corner_radius: Size | None = None
    """Corner radius: none, sm, md, lg, xl, xxl or pixels (10px)."""

    background_color: Colour | None = None
    """Colour of the background, #RRGGBB."""

    action: LonAction | None = None
    """What a tap does."""


LonComponent = Annotated[
    LonBox | LonButton | LonIcon | LonImage | LonSeparator | LonText | LonSpan, OneOf()
]
