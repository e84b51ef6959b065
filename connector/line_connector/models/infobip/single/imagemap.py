"""The imagemap of POST /line/1/single: a picture with areas to tap.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import TypeAdapter

from line_connector.json_values import is_list
from line_connector.models.infobip.values import LineTakes, WebUrl
from line_connector.schema.model import Input
from line_connector.schema.numbers import Number
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import Late, OneOf

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_LINES_WIDTH = 1040


class SingleImagemapArea(Input):
    """A rectangle of the picture, in its base size's pixels."""

    x: Number
    """Pixels from the left edge."""

    y: Number
    """Pixels from the top edge."""

    width: Number
    """Width in pixels."""

    height: Number
    """Height in pixels."""


class AreaOrAreas(Late):
    """Annotation for areas: Infobip's text has a list of them, its example one object."""

    def __init__(self) -> None:
        super().__init__(f"{__name__}:SingleImagemapArea")

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """Validate one area, or each of a list."""
        if is_list(value):
            return _AREAS.validate_python(value, context=info.context)
        return super().validate(value, info)

    def warnings(self, areas: Any) -> Iterator[Problem]:
        """Yield lists that LINE itself, which takes one area, could not make anything of."""
        if is_list(areas) and len(areas) != 1:
            yield warning((), "may be refused: LINE takes one area")

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        area = {"x-models": self.paths}
        return {"anyOf": [area, {"type": "array", "items": {**area}}]}


_AREAS = TypeAdapter(list[SingleImagemapArea])

if TYPE_CHECKING:
    Areas: TypeAlias = SingleImagemapArea | list[SingleImagemapArea]
else:
    Areas = Annotated[Any, AreaOrAreas()]


class SingleImagemapUriAction(Input):
    """Open an address."""

    type: Literal["URI"] = "URI"

    link_uri: Annotated[str, LineTakes(1000)]
    """URI to open; LINE takes at most 1000 characters."""

    area: Areas
    """Where to tap: one area, or a list of one."""


class SingleImagemapMessageAction(Input):
    """Send a text as the user's message."""

    type: Literal["MESSAGE"] = "MESSAGE"

    text: Annotated[str, LineTakes(400)]
    """Text that is sent; LINE takes at most 400 characters."""

    area: Areas
    """Where to tap: one area, or a list of one."""


if TYPE_CHECKING:
    SingleImagemapAction: TypeAlias = SingleImagemapUriAction | SingleImagemapMessageAction
else:
    SingleImagemapAction = Annotated[
        Any,
        OneOf(
            {
                "URI": f"{__name__}:SingleImagemapUriAction",
                "MESSAGE": f"{__name__}:SingleImagemapMessageAction",
            }
        ),
    ]


class SingleImagemapBaseSize(Input):
    """The size that areas are measured on."""

    width: Number
    """Width in pixels; LINE takes 1040."""

    height: Number
    """Height in pixels of the picture at this width."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a width other than LINE's."""
        if self.width != _LINES_WIDTH:
            yield warning(("width",), f"may be refused when not {_LINES_WIDTH}")


class SingleImagemapMessage(Input):
    """A picture with areas to tap."""

    type: Literal["IMAGEMAP"] = "IMAGEMAP"

    base_url: WebUrl
    """URL to which the width that is asked for is added."""

    alt_text: Annotated[str, LineTakes(400)]
    """Text for notifications; LINE takes at most 400 characters."""

    base_size: SingleImagemapBaseSize
    """The size that areas are measured on."""

    actions: Annotated[list[SingleImagemapAction], LineTakes(50)]
    """What a tap on an area does; LINE takes at most 50."""
