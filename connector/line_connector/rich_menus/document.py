"""What a file of rich menus may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic_core import core_schema

from line_connector.json_values import is_list, is_object
from line_connector.models.line.action_places import RichMenuAction
from line_connector.models.line.ids import RichMenuAliasId, UserId
from line_connector.models.line.rich_menu import RichMenuBounds, RichMenuSize
from line_connector.schema.lengths import GraphemeLength, ListLength
from line_connector.schema.model import Input, rule
from line_connector.schema.numbers import Boolean, Integer
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, warning
from line_connector.shortening import did_you_mean, shortened

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

MOST_MENUS = 1000
MOST_ALIASES = 1000
_MOST_USERS = 10_000
_MOST_AREAS = 20

SIZES = {"large": (2500, 1686), "compact": (2500, 843)}
"""Width and height in pixels, by name."""

MenuName = Annotated[
    str, Pattern("[A-Za-z0-9_-]{1,100}", "must be 1 to 100 letters, digits, underscores, hyphens")
]
Color = Annotated[str, Pattern("#[0-9A-Fa-f]{6}", 'must be a color such as "#06C755"')]
_Span = Annotated[int, Integer(1, _MOST_AREAS)]
_Pair = Annotated[list[_Span], ListLength(2, least=2)]
_Name = Annotated[str, Field(min_length=1)]


def _in_file(name: str) -> str:
    """Return a field's name as the file writes it: no camelCase, unlike what goes to LINE."""
    return name


class _Described(Input):
    """An object of the file."""

    model_config = ConfigDict(alias_generator=_in_file)


class Area(_Described):
    """A part to tap, wherever it is."""

    action: RichMenuAction
    """What a tap does."""

    title: Annotated[str, GraphemeLength(100)] | None = None
    """With `draw`: the text; the action's label if absent."""

    icon: Annotated[str, GraphemeLength(10)] | None = None
    """With `draw`: a large character above the title."""

    background: Color | None = None
    """With `draw`: the color of the area; the menu's if absent."""

    color: Color | None = None
    """With `draw`: the color of title and icon; the menu's if absent."""


class Cell(Area):
    """A part of a grid."""

    at: _Pair
    """Column and row, from 1."""

    span: _Pair = [1, 1]
    """How many columns and rows it takes."""


class PixelArea(Area):
    """A part by pixels."""

    bounds: RichMenuBounds
    """Where it is, in pixels of the menu's size."""


class Grid(_Described):
    """Parts of equal size, and what some of them do."""

    grid: _Pair
    """How many columns and rows there are."""

    cells: Annotated[list[Cell], ListLength(_MOST_AREAS, least=0)]
    """The parts to tap; the others do nothing."""

    def errors(self) -> Iterator[Problem]:
        """Yield cells that are not in the grid, or on top of others."""
        taken: dict[tuple[int, int], int] = {}
        for number, cell in enumerate(self.cells):
            path = ("cells", number, "at")
            (column, row), (columns, rows) = cell.at, cell.span
            if column + columns - 1 > self.grid[0] or row + rows - 1 > self.grid[1]:
                yield Problem(path, f"reaches beyond the grid of {self.grid[0]} x {self.grid[1]}")
                continue
            places = [(column + x, row + y) for x in range(columns) for y in range(rows)]
            if below := [taken[place] for place in places if place in taken]:
                yield Problem(path, f"is on top of cells[{below[0]}]")
            taken |= dict.fromkeys(places, number)


_PIXEL_AREAS = TypeAdapter(Annotated[list[PixelArea], ListLength(_MOST_AREAS, least=0)])


class _GridOrPixels:
    """Annotation for areas in one of two forms; a choice of pydantic's adds a step to paths."""

    def validate(self, value: Any) -> Grid | list[PixelArea]:
        """Read areas in the form that they have."""
        if is_object(value):
            return Grid.model_validate(value)
        if is_list(value):
            return _PIXEL_AREAS.validate_python(value)
        raise rule("must be an object with grid and cells, or a list of areas with bounds")

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        grid, area = ({"x-models": [f"{__name__}:{each.__name__}"]} for each in (Grid, PixelArea))
        return {"anyOf": [grid, {"type": "array", "items": area, "maxItems": _MOST_AREAS}]}


class _NamedSize:
    """Annotation for a size that can be given by its name."""

    def validate(self, value: Any) -> Any:
        """Return the size that a name stands for."""
        if is_object(value):
            return value
        if isinstance(value, str) and value in SIZES:
            width, height = SIZES[value]
            return {"width": width, "height": height}
        raise rule(f"must be {', '.join(SIZES)}, or an object with width and height")

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.validate, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"enum": list(SIZES)}, handler(schema)]}


class Draw(_Described):
    """How an image is drawn."""

    background: Color = "#FFFFFF"
    """The color of the areas, where they have none of their own."""

    color: Color | None = None
    """The color of titles and icons; black or white, as the background asks for, if absent."""

    font: _Name | None = None
    """A font's file, beside this one."""


class Menu(_Described):
    """A rich menu."""

    size: Annotated[RichMenuSize, _NamedSize()]
    """`large`, `compact`, or width and height in pixels."""

    chat_bar_text: Annotated[str, GraphemeLength(14)]
    """Text of the bar that opens and closes the menu, at most 14 characters."""

    selected: Boolean = False
    """Whether the menu is open when the chat is opened."""

    image: _Name | None = None
    """An image's file, beside this one."""

    draw: Draw | None = None
    """In place of an image: how to draw one."""

    areas: Annotated[Grid | list[PixelArea], _GridOrPixels()]
    """The parts to tap."""

    def listed_areas(self) -> Iterator[tuple[tuple[str | int, ...], Cell | PixelArea]]:
        """Yield the areas, each with its path in the menu."""
        if isinstance(self.areas, Grid):
            yield from ((("areas", "cells", at), cell) for at, cell in enumerate(self.areas.cells))
        else:
            yield from ((("areas", at), area) for at, area in enumerate(self.areas))

    def errors(self) -> Iterator[Problem]:
        """Yield a menu without an image, with two, or with parts that no image will show."""
        if self.image is None and self.draw is None:
            yield Problem((), "must have an image, or draw")
        if self.image is not None and self.draw is not None:
            yield Problem(("draw",), "must not stand beside image")
        if self.draw is not None:
            return
        for path, area in self.listed_areas():
            for name in ("title", "icon", "background", "color"):
                if getattr(area, name) is not None:
                    yield Problem((*path, name), "is about draw, which is not there")

    def warnings(self) -> Iterator[Problem]:
        """Yield areas that reach beyond the menu: what LINE does with them is not established."""
        for path, area in self.listed_areas():
            if isinstance(area, Cell):
                continue
            for name, start, length, most in (
                ("width", area.bounds.x, area.bounds.width, self.size.width),
                ("height", area.bounds.y, area.bounds.height, self.size.height),
            ):
                if start + length > most:
                    text = f"reaches to {start + length}, beyond the menu's {name} of {most}"
                    yield warning((*path, "bounds", name), text)


class RichMenus(_Described):
    """All rich menus of an account that are made from a file."""

    menus: Annotated[dict[MenuName, Menu], Field(max_length=MOST_MENUS)]
    """The menus, by a name of one's own."""

    aliases: Annotated[dict[RichMenuAliasId, str], Field(max_length=MOST_ALIASES)] = {}
    """Names of menus, by the alias that stands for each."""

    default: str | None = None
    """Name of the menu for everybody who has none of their own."""

    users: Annotated[dict[UserId, str | None], Field(max_length=_MOST_USERS)] = {}
    """Names of menus, by the user who is to have each; none: no menu of their own."""

    def errors(self) -> Iterable[Problem]:
        """Yield names that no menu has."""
        named: list[tuple[tuple[str, ...], str | None]] = [
            *((("aliases", alias), name) for alias, name in self.aliases.items()),
            (("default",), self.default),
            *((("users", user), name) for user, name in self.users.items()),
        ]
        for path, name in named:
            if name is not None and name not in self.menus:
                hint = did_you_mean(name, self.menus)
                yield Problem(path, f"no menu is called {shortened(name)}{hint}")
