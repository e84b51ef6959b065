"""A mistake in a file is one line, with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from line_connector.errors import InputError
from line_connector.rich_menus import WantedRichMenus, read_rich_menus
from line_connector.rich_menus.reading import parse_rich_menus
from rich_menus.conftest import Written
from support.rich_menus import png

GOOD = """\
menus:
  main:
    size: compact
    chat_bar_text: Menu
    image: a.png
    areas:
      grid: [3, 2]
      cells:
        - {at: [1, 1], span: [2, 1], action: {type: message, text: Hi}}
        - {at: [3, 2], action: {type: uri, uri: "https://example.com/", label: Shop}}
aliases: {home: main}
default: main
users: {U00000000000000000000000000000001: main}
"""
PIXELS = """
menus:
  main:
    size: {width: 1200, height: 810}
    chat_bar_text: Menu
    image: a.png
    areas:
      - {bounds: {x: 0, y: 0, width: 600, height: 820}, action: {type: message, text: Hi}}
"""


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_rich_menus(path)
    return str(caught.value).replace(f"{path}, ", "")


def test_a_grid_is_turned_into_pixels(written: Written) -> None:
    made = read_rich_menus(written(GOOD)).menus["main"].menu

    assert made["size"] == {"width": 2500, "height": 843}
    assert [area["bounds"] for area in made["areas"]] == [
        {"x": 0, "y": 0, "width": 1666, "height": 421},
        {"x": 1666, "y": 421, "width": 834, "height": 422},
    ]
    assert made["areas"][1]["action"] == {
        "type": "uri",
        "uri": "https://example.com/",
        "label": "Shop",
    }


def test_areas_beyond_the_menu_and_images_of_another_shape_are_warned_of(written: Written) -> None:
    path = written(PIXELS)
    (path.parent / "a.png").write_bytes(png(1000, 400))
    area, image = (each.replace(f"{path}, ", "") for each in read_rich_menus(path).warnings)
    assert area.startswith("line 8, column 43: menus.main.areas[0].bounds.height: reaches to 820,")
    assert image.startswith("line 6, column 5: menus.main.image: is 1000 x 400: another shape")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("chat_bar_text: Menu", "chat_bar_text: Menu of our shop", "4, column 5: menus.main.chat"),
        ("size: compact", "size: huge", "3, column 5: menus.main.size: must be large, compact,"),
        ("size: compact", "size: {width: 1}", "3, column 12: menus.main.size.width: must be at"),
        ("image: a.png", "image: b.png", "5, column 5: menus.main.image: "),
        ("image: a.png", "image: menu.yaml", "5, column 5: menus.main.image: must be a PNG or"),
        ("    image: a.png\n", "", "2, column 3: menus.main: must have an image, or draw"),
        ("image: a.png", "image: a.png\n    draw: {}", "6, column 5: menus.main.draw: must not"),
        ("grid: [3, 2]", "grid: [3]", "7, column 7: menus.main.areas.grid: must have 2 items"),
        ("grid: [3, 2]", "grid: [3, 1]", "10, column 12: menus.main.areas.cells[1].at: reaches"),
        ("at: [3, 2]", "at: [2, 1]", "10, column 12: menus.main.areas.cells[1].at: is on top of"),
        ("at: [3, 2],", "", "10, column 11: menus.main.areas.cells[1].at: is required"),
        ("label: Shop", "lable: Shop", "cells[1].action.lable: unknown property; did you mean"),
        ("text: Hi", "data: x", "9, column 62: menus.main.areas.cells[0].action.data: unknown"),
        ("text: Hi}", "text: Hi}, title: x", "cells[0].title: is about draw, which is not there"),
        ("{home: main}", "{HOME: main}", "11, column 11: aliases.HOME: must be 1 to 32 of a-z"),
        (
            "{home: main}",
            "{home: mian}",
            "11, column 11: aliases.home: no menu is called mian; did you mean main?",
        ),
        ("default: main", "default: x", "12, column 1: default: no menu is called x"),
        ("01: main", "0x: main", "13, column 9: users.U0000000000000000000000000000000x: must be"),
        (
            "01: main",
            "01: x",
            "13, column 9: users.U00000000000000000000000000000001: no menu is called x",
        ),
        ("  main:", "  my menu:", "2, column 3: menus.my menu: must be 1 to 100 letters"),
        ("menus:", "menu:", "menu: unknown property; did you mean 'menus'?"),
    ],
)
def test_a_mistake_is_a_line_with_its_place(
    written: Written, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    assert message in refused(written(GOOD.replace(old, new)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- menus", "must be an object with menus"),
        ("menus: {a: {areas: 7}}", "menus.a.areas: must be an object with grid and cells, or a"),
        ("menus: [", "line 2, column 1: did not find"),
    ],
)
def test_other_documents(written: Written, text: str, message: str) -> None:
    assert message in refused(written(text))


def test_all_mistakes_are_listed_in_their_order(written: Written) -> None:
    text = GOOD.replace("compact", "huge").replace("https", "gopher")
    assert [line.partition(":")[0] for line in refused(written(text)).splitlines()] == [
        "line 3, column 5",
        "line 10, column 44",
    ]


def test_the_example_is_read() -> None:
    example = Path(__file__).parents[2] / "examples" / "rich_menus" / "menu.yaml"
    found: WantedRichMenus = read_rich_menus(example)
    assert (list(found.menus), found.default, found.warnings) == (["shop", "account"], "shop", ())


def test_the_examples_of_the_docs_are_read(tmp_path: Path) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "rich-menus.md").read_text(encoding="utf-8")
    first, second, _ = re.findall(r"```yaml\n(.*?)```", docs, re.DOTALL)
    (tmp_path / "main.png").write_bytes(png(2500, 1686))
    read = parse_rich_menus(first, "menu.yaml", tmp_path)
    assert (list(read.menus), read.default, read.warnings) == (["main", "more"], "main", ())

    drawn = f"menus:\n  main:\n    size: large\n    chat_bar_text: Menu\n{second}"
    assert len(parse_rich_menus(drawn, "menu.yaml", tmp_path).menus["main"].menu["areas"]) == 2
