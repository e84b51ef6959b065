"""The rich menus that a file asks for, in LINE's form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from line_connector.errors import InputError
from line_connector.installing import how_to_install
from line_connector.rich_menus.document import Cell, Draw, Grid, Menu, PixelArea
from line_connector.rich_menus.drawing import Drawing, Part, readable_on
from line_connector.rich_menus.mark import Mark, mark_of


@dataclass(frozen=True)
class WantedMenu:
    """One rich menu."""

    mark: Mark

    menu: dict[str, Any]
    """LINE's object, with the mark as its name."""

    image: bytes | Drawing
    """Its image, or what is drawn."""

    @property
    def name(self) -> str:
        """Its name in the file."""
        return self.mark.name

    @cached_property
    def content(self) -> bytes:
        """The image. It is drawn when it is needed: a plan without a new menu draws nothing.

        Raises:
            InputError: it cannot be drawn, or Pillow is not installed.
        """
        if isinstance(self.image, bytes):
            return self.image
        try:
            from line_connector.rich_menus.painting import painted
        except ModuleNotFoundError as error:
            if error.name != "PIL":
                raise
            text = f"draw needs Pillow, which is not installed: {how_to_install('richmenu')}"
            raise InputError(text) from None
        try:
            return painted(self.image)
        except InputError as error:
            raise InputError(f"menus.{self.name}.draw: {error}") from None

    def switched_to(self) -> Iterator[str]:
        """Yield the aliases that its areas lead to."""
        for area in self.menu["areas"]:
            if area["action"].get("richMenuAliasId"):
                yield area["action"]["richMenuAliasId"]


@dataclass(frozen=True)
class WantedRichMenus:
    """All that a file asks for."""

    menus: Mapping[str, WantedMenu]
    """The menus, by name."""

    aliases: Mapping[str, str]
    """Names of menus, by alias."""

    default: str | None
    """Name of the default menu."""

    users: Mapping[str, str | None]
    """Names of menus, by user ID; None: no menu."""

    warnings: tuple[str, ...] = ()
    """What LINE may refuse, each with its place."""


def wanted_menu(name: str, menu: Menu, image: bytes | None, folder: Path) -> WantedMenu:
    """Return a menu in LINE's form.

    Args:
        name: its name in the file.
        menu: its description.
        image: its image, where it has one.
        folder: where a font's file is.
    """
    areas = [(area, _bounds(menu, area)) for _, area in menu.listed_areas()]
    made = {
        "size": menu.size.to_wire(),
        "selected": menu.selected,
        "chatBarText": menu.chat_bar_text,
        "areas": [
            {"bounds": asdict(bounds), "action": area.action.to_wire()} for area, bounds in areas
        ],
    }
    shown = _drawing(menu, menu.draw or Draw(), areas, folder) if image is None else image
    seen = shown.description() if isinstance(shown, Drawing) else sha256(shown).hexdigest()
    mark = mark_of(name, [made, seen])
    return WantedMenu(mark, {"name": str(mark), **made}, shown)


@dataclass(frozen=True)
class _Bounds:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


def _bounds(menu: Menu, area: Cell | PixelArea) -> _Bounds:
    """Return where an area is; those of a grid meet without gaps, whatever the size."""
    if isinstance(area, PixelArea):
        return _Bounds(**area.bounds.to_wire())
    assert isinstance(menu.areas, Grid)  # noqa: S101 - only a grid has cells
    columns, rows = menu.areas.grid
    left, right = (_edge(menu.size.width, n, columns) for n in _from_to(area.at[0], area.span[0]))
    top, bottom = (_edge(menu.size.height, n, rows) for n in _from_to(area.at[1], area.span[1]))
    return _Bounds(left, top, right - left, bottom - top)


def _from_to(at: int, span: int) -> tuple[int, int]:
    return at - 1, at - 1 + span


def _edge(length: int, number: int, count: int) -> int:
    return length * number // count


def _drawing(
    menu: Menu, draw: Draw, areas: Iterable[tuple[Cell | PixelArea, _Bounds]], folder: Path
) -> Drawing:
    parts: list[Part] = []
    for area, bounds in areas:
        background = area.background or draw.background
        title = area.title if area.title is not None else getattr(area.action, "label", None)
        parts.append(
            Part(
                **asdict(bounds),
                title=title or "",
                icon=area.icon or "",
                background=background,
                color=area.color or draw.color or readable_on(background),
            )
        )
    font = folder / draw.font if draw.font else None
    return Drawing(menu.size.width, menu.size.height, draw.background, tuple(parts), font)
