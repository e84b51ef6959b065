"""The box: a row or a column of components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.action_places import FlexAction
from line_connector.models.line.flex.components import (
    Button,
    Filler,
    Icon,
    Image,
    Position,
    Separator,
    Text,
)
from line_connector.models.line.flex.values import (
    Angle,
    BorderWidth,
    CenterPosition,
    Color,
    Extent,
    FlexFactor,
    Gap,
    Padding,
)
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem
from line_connector.schema.union import OneOf

_IN_BASELINE = ("icon", "text", "filler")
_IN_OTHERS = ("box", "button", "image", "text", "separator", "filler")


class LinearGradient(Input):
    """A background that runs from one colour to another.

    Source: https://developers.line.biz/en/reference/messaging-api/#box
    """

    type: Literal["linearGradient"] = "linearGradient"

    angle: Angle
    """Direction: `0deg` runs from bottom to top, `90deg` from left to right; below 360deg."""

    start_color: Color
    """Colour at the start, #RRGGBB or #RRGGBBAA."""

    end_color: Color
    """Colour at the end, #RRGGBB or #RRGGBBAA."""

    center_color: Color | None = None
    """Colour between them, #RRGGBB or #RRGGBBAA."""

    center_position: CenterPosition | None = None
    """Position of the colour between them, 0% to 100%. In the middle if absent."""


Background = Annotated[LinearGradient, OneOf()]


class Box(Position):
    """A row or a column of components.

    Source: https://developers.line.biz/en/reference/messaging-api/#box
    """

    type: Literal["box"] = "box"

    layout: Literal["horizontal", "vertical", "baseline"]
    """Layout: components in a row, in a column, or in a row on a common baseline."""

    contents: list[Component]
    """Components. A baseline box takes icons, texts and fillers; the others take boxes, buttons,
    images, texts, separators and fillers."""

    flex: FlexFactor | None = None
    """Flex factor: share of the parent box's free space. 1 in a horizontal box and 0 in a vertical
    one if absent."""

    spacing: Gap | None = None
    """Space between components: pixels or none, xs, sm, md, lg, xl, xxl. None if absent."""

    padding_all: Padding | None = None
    """Padding: pixels, percentage or none, xs, sm, md, lg, xl, xxl."""

    padding_top: Padding | None = None
    """Padding at the top, instead of `paddingAll`."""

    padding_bottom: Padding | None = None
    """Padding at the bottom, instead of `paddingAll`."""

    padding_start: Padding | None = None
    """Padding at the start of the line, instead of `paddingAll`."""

    padding_end: Padding | None = None
    """Padding at the end of the line, instead of `paddingAll`."""

    width: Extent | None = None
    """Width: pixels or percentage of the parent."""

    max_width: Extent | None = None
    """Maximum width: pixels or percentage of the parent."""

    height: Extent | None = None
    """Height: pixels or percentage of the parent."""

    max_height: Extent | None = None
    """Maximum height: pixels or percentage of the parent."""

    border_width: BorderWidth | None = None
    """Width of the border: pixels or none, light, normal, medium, semi-bold, bold."""

    border_color: Color | None = None
    """Colour of the border, #RRGGBB or #RRGGBBAA."""

    corner_radius: Gap | None = None
    """Corner radius: pixels or none, xs, sm, md, lg, xl, xxl."""

    background_color: Color | None = None
    """Colour of the background, #RRGGBB or #RRGGBBAA. Transparent if absent."""

    background: Background | None = None
    """A gradient as background."""

    justify_content: (
        Literal["flex-start", "center", "flex-end", "space-between", "space-around", "space-evenly"]
        | None
    ) = None
    """Distribution of free space along the box's direction."""

    align_items: Literal["flex-start", "center", "flex-end"] | None = None
    """Alignment of components across the box's direction."""

    action: FlexAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield components that this layout does not take."""
        allowed = _IN_BASELINE if self.layout == "baseline" else _IN_OTHERS
        for position, component in enumerate(self.contents):
            # Lenient validation lets components through that are no models.
            if not isinstance(component, dict) and component.type not in allowed:
                yield Problem(
                    ("contents", position, "type"),
                    f"must be one of {', '.join(allowed)} in a {self.layout} box",
                )


Component = Annotated[Box | Button | Image | Icon | Text | Separator | Filler, OneOf()]
