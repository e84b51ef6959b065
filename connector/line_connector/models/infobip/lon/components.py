"""Pictures, buttons and lines of a LON bubble.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic_core import core_schema

from line_connector.models.infobip.lon.actions import LonAction
from line_connector.models.infobip.lon.bubble import LonBubbleStyle
from line_connector.models.infobip.lon.values import (
    Align,
    Colour,
    Gravity,
    LonPlacing,
    Share,
    Size,
)
from line_connector.models.infobip.values import Looks, WebUrl
from line_connector.schema.model import Input, rule
from line_connector.schema.union import Late

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

Ratio = Annotated[str, Looks(r"[0-9]+(\.[0-9]+)?:[0-9]+(\.[0-9]+)?", "width:height, as 20:13")]
"""Proportions of a picture."""


class LonImage(LonPlacing):
    """A picture."""

    type: Literal["IMAGE"] = "IMAGE"

    url: WebUrl
    """URL of the picture."""

    flex: Share | None = None
    """Share of the parent box's free space, 0 to 20."""

    align: Align | None = None
    """Where it stands horizontally."""

    gravity: Gravity | None = None
    """Where it stands vertically."""

    size: Size | None = None
    """Largest width: pixels, a percentage (80%) or a keyword such as sm, md, lg, xl, xxl."""

    aspect_ratio: Ratio | None = None
    """Proportions, width:height."""

    aspect_mode: Literal["COVER", "FIT"] | None = None
    """How the picture fills its place: all of it, or as a whole."""

    background_color: Colour | None = None
    """Colour behind the picture, #RRGGBB."""

    action: LonAction | None = None
    """What a tap does."""


class LonIcon(LonPlacing):
    """A small picture in a line of text."""

    type: Literal["ICON"] = "ICON"

    url: WebUrl
    """URL of the icon."""

    size: Size | None = None
    """Largest width: pixels or a keyword such as sm, md, lg, xl, xxl."""

    aspect_ratio: Ratio | None = None
    """Proportions, width:height."""


class WordOrStyle(Late):
    """Annotation for a button's style.

    Infobip's specification points to the bubble's style object, most likely by mistake, where
    LINE has three words. Either is taken.
    """

    words = ("LINK", "PRIMARY", "SECONDARY")

    def __init__(self) -> None:
        super().__init__(f"{LonBubbleStyle.__module__}:{LonBubbleStyle.__name__}")

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


class LonButton(LonPlacing):
    """A button."""

    type: Literal["BUTTON"] = "BUTTON"

    action: LonAction
    """What a tap does; its label stands on the button."""

    flex: Share | None = None
    """Share of the parent box's free space, 0 to 20."""

    height: Literal["SMALL", "MEDIUM"] | None = None
    """Height."""

    style: ButtonStyle | None = None
    """As a link, dark or light: LINK, PRIMARY or SECONDARY."""

    color: Colour | None = None
    """Colour, #RRGGBB."""

    gravity: Gravity | None = None
    """Where it stands vertically."""


class LonSeparator(Input):
    """A line between components."""

    type: Literal["SEPARATOR"] = "SEPARATOR"

    margin: Size | None = None
    """Space before the line: none, sm, md, lg, xl, xxl or pixels (10px)."""

    color: Colour | None = None
    """Colour of the line, #RRGGBB."""
