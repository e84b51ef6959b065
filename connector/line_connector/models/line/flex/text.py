"""Texts of a flex message, and spans: parts of a text in a style of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from line_connector.models.line.action_places import FlexAction
from line_connector.models.line.flex.placing import Placing
from line_connector.models.line.flex.values import Color, FlexFactor, Pixels, TextSize
from line_connector.schema.model import Input
from line_connector.schema.numbers import Flag, Whole
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf


class Lettering(Input):
    """How letters look."""

    size: TextSize | None = None
    """Size of the letters: pixels or xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl. `md` if
    absent."""

    color: Color | None = None
    """Colour of the letters, #RRGGBB or #RRGGBBAA."""

    weight: Literal["regular", "bold"] | None = None
    """How strong the letters are. `regular` if absent."""

    style: Literal["normal", "italic"] | None = None
    """Whether the letters are slanted. `normal` if absent."""

    decoration: Literal["none", "underline", "line-through"] | None = None
    """A line below the letters or through them. None if absent."""


class Span(Lettering):
    """A part of a text in a style of its own.

    Source: https://developers.line.biz/en/reference/messaging-api/#span
    """

    type: Literal["span"] = "span"

    text: str | None = None
    """The part's text."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a span without text: LINE refuses texts without any."""
        if not self.text:
            yield warning(("text",), "may be refused when empty")


if TYPE_CHECKING:
    Part: TypeAlias = Span
else:
    Part = Annotated[Any, OneOf({"span": f"{__name__}:Span"})]


class Text(Lettering, Placing):
    """A text.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-text
    """

    type: Literal["text"] = "text"

    text: str | None = None
    """The text, not empty. Needed unless `contents` has spans."""

    contents: list[Part] | None = None
    """The text in parts, in place of `text`."""

    flex: FlexFactor | None = None
    """Share of the parent box's free space. 1 in a horizontal box and 0 in a vertical one if
    absent."""

    align: Literal["start", "end", "center"] | None = None
    """Where it stands horizontally. `start` if absent."""

    gravity: Literal["top", "bottom", "center"] | None = None
    """Where it stands vertically; not used in baseline boxes. `top` if absent."""

    wrap: Flag | None = None
    """Whether a long text goes on in a new line, as it does at `\\n`. Not if absent."""

    line_spacing: Pixels | None = None
    """Space between lines, in pixels: `10px`."""

    max_lines: Annotated[int, Whole(0)] | None = None
    """Most lines to show; 0 shows all. All if absent."""

    adjust_mode: Literal["shrink-to-fit"] | None = None
    """How a long text is made to fit."""

    scaling: Flag | None = None
    """Whether the text grows with the app's font size. Not if absent."""

    action: FlexAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield a text without letters."""
        if not self.text and not self.contents:
            yield Problem(("text",), "must not be empty unless contents has spans")
