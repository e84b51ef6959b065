"""What the properties of flex components may be: sizes, colours, aspect ratios.

Source: https://developers.line.biz/en/docs/messaging-api/flex-message-layout/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import core_schema

from line_connector.schema.model import rule
from line_connector.schema.numbers import Integer
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, warning

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_PX = f"{_NUMBER}px"
_PERCENT = f"{_NUMBER}%"
_GAPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
_BORDERS = "none|light|normal|medium|semi-bold|bold"
_BELOW_360 = r"(?:[0-9]{1,2}|[12][0-9]{2}|3[0-5][0-9])(?:\.[0-9]+)?"
_TO_100 = r"(?:[0-9]{1,2}(?:\.[0-9]+)?|100(?:\.0+)?)"


def _words(keywords: str) -> str:
    return keywords.replace("|", ", ")


Color = Annotated[
    str, Pattern("#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?", "must be #RRGGBB or #RRGGBBAA")
]
"""Colour, with or without transparency."""

Gap = Annotated[str, Pattern(f"{_PX}|{_GAPS}", f"must be pixels (10px) or one of {_words(_GAPS)}")]
"""Space between components, or the corner radius."""

Padding = Annotated[
    str,
    Pattern(
        f"{_PX}|{_PERCENT}|{_GAPS}",
        f"must be pixels (10px), a percentage (5%) or one of {_words(_GAPS)}",
    ),
]
"""Padding."""

# Negative offsets are accepted although the documentation says positive.
Offset = Annotated[
    str,
    Pattern(
        f"-?{_PX}|-?{_PERCENT}|{_GAPS}",
        f"must be pixels (10px, -10px), a percentage (5%) or one of {_words(_GAPS)}",
    ),
]
"""Offset from a component's normal position."""

Extent = Annotated[str, Pattern(f"{_PX}|{_PERCENT}", "must be pixels (10px) or a percentage (50%)")]
"""Width or height of a box."""

Pixels = Annotated[str, Pattern(_PX, "must be pixels (10px)")]
"""A number of pixels."""

BorderWidth = Annotated[
    str, Pattern(f"{_PX}|{_BORDERS}", f"must be pixels (2px) or one of {_words(_BORDERS)}")
]
"""Width of a box's border."""

TextSize = Annotated[
    str, Pattern(f"{_PX}|{_SIZES}", f"must be pixels (14px) or one of {_words(_SIZES)}")
]
"""Size of a font or an icon."""

ImageSize = Annotated[
    str,
    Pattern(
        f"{_PX}|{_PERCENT}|{_SIZES}|full",
        f"must be pixels (60px), a percentage (80%) or one of {_words(_SIZES)}, full",
    ),
]
"""Width of an image."""

Angle = Annotated[str, Pattern(f"{_BELOW_360}deg", "must be degrees from 0deg to below 360deg")]
"""Direction of a gradient."""

CenterPosition = Annotated[str, Pattern(f"{_TO_100}%", "must be a percentage from 0% to 100%")]
"""Position of a gradient's middle colour."""

FlexFactor = Annotated[int, Integer(0)]
"""Flex factor: share of the parent box's free space."""

_RATIO = Pattern(f"{_NUMBER}:{_NUMBER}", "must be width:height, as 20:13")
_LONGEST_SIDE = 100_000
_STEEPEST = 3


class Ratio:
    """Annotation for the aspect ratio of an image."""

    def check(self, ratio: str) -> str:
        """Refuse sides out of range, and images too tall."""
        width, height = (float(side) for side in ratio.split(":"))
        if not (0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE):
            raise rule(f"must have a width and a height from 1 to {_LONGEST_SIDE}")
        if height > _STEEPEST * width:
            raise rule(f"must not be taller than {_STEEPEST} times its width")
        return ratio

    def warnings(self, ratio: str) -> Iterator[Problem]:
        """Yield sides below 1: the documentation knows whole numbers from 1."""
        if any(float(side) < 1 for side in ratio.split(":")):
            yield warning((), "may be refused when a side is below 1")

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner = _RATIO.__get_pydantic_core_schema__(source, handler)
        return core_schema.no_info_after_validator_function(self.check, inner)


AspectRatio = Annotated[str, Ratio()]
"""Aspect ratio of an image, width:height."""
