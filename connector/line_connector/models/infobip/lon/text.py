"""Texts of a LON bubble, and spans: parts of a text in a style of their own.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.infobip.lon.actions import LonAction
from line_connector.models.infobip.lon.values import (
    Align,
    Colour,
    Gravity,
    LonPlacing,
    Share,
    Size,
)
from line_connector.schema.model import Input
from line_connector.schema.numbers import LARGEST_INT32, Flag, Whole
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf


class LonLettering(Input):
    """How letters look."""

    size: Size | None = None
    """Size of the letters: pixels (14px) or a keyword such as sm, md, lg, xl, xxl."""

    color: Colour | None = None
    """Colour of the letters, #RRGGBB."""

    weight: Literal["BOLD", "REGULAR"] | None = None
    """How strong the letters are."""


class LonSpan(LonLettering):
    """A part of a text in a style of its own."""

    type: Literal["SPAN"] = "SPAN"

    text: str
    """The part's text."""

    style: Literal["NORMAL", "ITALIC"] | None = None
    """Whether the letters are slanted."""

    decoration: Literal["NONE", "UNDERLINE", "LINE_THROUGH"] | None = None
    """A line below the letters or through them."""


LonPart = Annotated[LonSpan, OneOf(default="SPAN")]


class LonText(LonLettering, LonPlacing):
    """A text."""

    type: Literal["TEXT"] = "TEXT"

    text: str | None = None
    """The text. Needed unless `contents` has spans."""

    contents: list[LonPart] | None = None
    """The text in parts, in place of `text`."""

    flex: Share | None = None
    """Share of the parent box's free space, 0 to 20."""

    align: Align | None = None
    """Where it stands horizontally."""

    gravity: Gravity | None = None
    """Where it stands vertically."""

    wrap: Flag | None = None
    """Whether a long text goes on in a new line."""

    max_lines: Annotated[int, Whole(0, LARGEST_INT32)] | None = None
    """Most lines to show."""

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
