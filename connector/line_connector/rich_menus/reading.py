"""A file of rich menus, read and checked with all that it names, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from line_connector.documents.places import places_in
from line_connector.documents.reading import read_document
from line_connector.documents.text_files import read_text_file
from line_connector.errors import InputError
from line_connector.json_values import is_object
from line_connector.models.line.rich_menu_image import RichMenuImage, read_image_header
from line_connector.rich_menus.document import Menu, RichMenus
from line_connector.rich_menus.wanted import WantedMenu, WantedRichMenus, wanted_menu
from line_connector.schema.files import FileInput
from line_connector.schema.placed_problems import placed_line, placed_problems
from line_connector.schema.problems import Problem, first_problems, problem_of, warning
from line_connector.schema.warnings import warnings_in

_NO_FILES = "no file is read by its path here: let the image be drawn"

_IMAGE: TypeAdapter[FileInput] = TypeAdapter(RichMenuImage)


def read_rich_menus(path: Path | str) -> WantedRichMenus:
    """Read the rich menus that a file describes, and the images it names.

    Raises:
        InputError: something is wrong; a line for each problem, with its place in the file.
    """
    return parse_rich_menus(read_text_file(path), str(path), Path(path).parent)


def parse_rich_menus(text: str, source: str, folder: Path) -> WantedRichMenus:
    """Read the rich menus that a text describes.

    Args:
        text: YAML or JSON.
        source: what errors call it: its path.
        folder: where the files are that it names.

    Raises:
        InputError: as `read_rich_menus`.
    """
    document = read_document(text, source)
    if not is_object(document):
        raise InputError(f"{source}: must be an object with menus")
    wanted, found = _check(document, folder)
    if wanted is None:
        raise InputError(*placed_problems(text, source, found))
    places = places_in(text, [each.path for each in found])
    warnings = tuple(map(placed_line, [source] * len(found), places, found))
    return replace(wanted, warnings=warnings)


def rich_menus_of(document: Mapping[str, Any]) -> WantedRichMenus:
    """Read the rich menus that an object describes, from elsewhere: it may name no files.

    Raises:
        InputError: something is wrong; a line for each problem, with its path.
    """
    wanted, found = _check(document, None)
    if wanted is None:
        raise InputError.of(first_problems(found))
    return replace(wanted, warnings=tuple(map(str, found)))


def _check(
    document: Mapping[str, Any], folder: Path | None
) -> tuple[WantedRichMenus | None, list[Problem]]:
    """Return what a document asks for, and warnings; or nothing, and what is wrong."""
    try:
        described = RichMenus.model_validate(document)
    except ValidationError as error:
        return None, [problem_of(line) for line in error.errors(include_url=False)]
    found = [*warnings_in(described)]
    menus: dict[str, WantedMenu] = {}
    for name, menu in described.menus.items():
        image, about = _read_files(menu, folder)
        found += [each.under(("menus", name)) for each in about]
        menus[name] = wanted_menu(name, menu, image, folder or Path())
    if wrong := [each for each in found if each.severity == "error"]:
        return None, wrong
    wanted = WantedRichMenus(menus, described.aliases, described.default, described.users)
    return wanted, found


def _read_files(menu: Menu, folder: Path | None) -> tuple[bytes | None, list[Problem]]:
    """Return the image that a menu names, and what is wrong with its files."""
    if folder is None:
        named = {("image",): menu.image, ("draw", "font"): menu.draw and menu.draw.font}
        return None, [Problem(path, _NO_FILES) for path, file in named.items() if file]
    if menu.image is None:
        return None, []
    path = ("image",)
    try:
        file = _IMAGE.validate_python(folder / menu.image)
    except ValidationError as error:
        lines = error.errors(include_url=False)
        return None, [problem_of(line).under(path) for line in lines]
    opened = file.open()
    content = b"".join(opened.chunks())
    return content, [each.under(path) for each in _warnings(menu, file, content)]


def _warnings(menu: Menu, file: FileInput, content: bytes) -> list[Problem]:
    found = [*warnings_in(file, annotation=RichMenuImage)]
    header = read_image_header(content)
    width, height = menu.size.width, menu.size.height
    # One pixel more or less, as scaling makes it, is nothing to warn of.
    if header and abs(header.width * height - header.height * width) > max(width, height):
        text = (
            f"is {header.width} x {header.height}: another shape than the menu's {width} x {height}"
        )
        found.append(warning((), text))
    return found
