"""Images that are drawn: what is in them, where, and what cannot be drawn."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from PIL import Image, ImageFont

from line_connector.errors import InputError
from line_connector.models.line.rich_menu_image import read_image_header
from line_connector.rich_menus.drawing import Drawing, Part, readable_on
from line_connector.rich_menus.mark import mark_of
from line_connector.rich_menus.wanted import WantedMenu

RED, BLUE = (255, 0, 0), (0, 0, 255)


def drawing(*parts: dict[str, Any], **changes: Any) -> Drawing:
    common = {"y": 0, "width": 600, "height": 400, "icon": "", "color": "#0000FF"}
    made = [
        Part(**{"x": 600 * at, "title": "", "background": "#FF0000", **common, **part})
        for at, part in enumerate(parts)
    ]
    return Drawing(1200, 800, "#00FF00", tuple(made), **changes)


def paint(made: Drawing) -> bytes:
    return WantedMenu(mark_of("main", None), {}, made).content


def painted(*parts: dict[str, Any], **changes: Any) -> Image.Image:
    return Image.open(io.BytesIO(paint(drawing(*parts, **changes)))).convert("RGB")


def box(image: Image.Image, left: int) -> tuple[int, int, int, int]:
    """Return where something blue is in a part: left, top, right, bottom, without its border."""
    part = image.crop((left + 5, 5, left + 595, 395)).convert("RGB")
    blue = part.split()[2].point(lambda value: 255 if value > 128 else 0)
    found = blue.getbbox()
    assert found is not None
    return found


def test_the_size_and_the_colors_are_those_asked_for() -> None:
    image = painted({}, {"background": "#FFFFFF"})
    assert image.size == (1200, 800)
    assert [image.getpixel(at) for at in ((300, 200), (900, 200), (600, 600))] == [
        RED,
        (255, 255, 255),
        (0, 255, 0),
    ]


def test_a_title_is_in_the_middle_of_its_part() -> None:
    left, top, right, bottom = box(painted({"title": "HOME"}), 0)
    assert abs((left + right) / 2 - 295) < 5
    assert abs((top + bottom) / 2 - 195) < 15


def test_a_long_title_is_wrapped_and_made_smaller() -> None:
    image = painted({"title": "HOME"}, {"title": "all about what we sell in our shops " * 3})
    short, long = box(image, 0), box(image, 600)
    assert long[3] - long[1] > 2 * (short[3] - short[1])
    assert long[0] > 5
    assert long[2] < 585


def test_an_icon_is_above_its_title_and_larger() -> None:
    image = painted({"title": "HOME", "icon": "+"}, {"title": "HOME"})
    assert box(image, 0)[1] < box(image, 600)[1] < box(image, 0)[3]


def test_a_title_that_never_fits_is_refused() -> None:
    with pytest.raises(InputError, match=r"'w{100}…' does not fit its area"):
        painted({"title": "w" * 500})


def test_a_text_without_a_font_is_refused(tmp_path: Any) -> None:
    with pytest.raises(InputError, match="no font on this machine has all characters of"):
        painted({"title": "\U000f0000"})
    with pytest.raises(InputError, match=r"none\.ttf: is not a font that can be read"):
        painted({"title": "x"}, font=tmp_path / "none.ttf")
    own = ImageFont.load_default(20)
    assert isinstance(own, ImageFont.FreeTypeFont)
    (tmp_path / "own.ttf").write_bytes(own.font_bytes)
    painted({"title": "Shop"}, font=tmp_path / "own.ttf")
    with pytest.raises(InputError, match=r"own\.ttf: has no '問' \(U\+554F\)"):
        painted({"title": "問"}, font=tmp_path / "own.ttf")


def test_an_image_is_at_most_a_megabyte() -> None:
    parts = tuple(
        Part(x, y, 25, 25, "", "", f"#{(x * 7919 + y * 104729) % 2**24:06x}", "#000000")
        for x in range(0, 2500, 25)
        for y in range(0, 1700, 25)
    )
    content = paint(Drawing(2500, 1700, "#FFFFFF", parts))
    header = read_image_header(content)
    assert len(content) <= 1_000_000
    assert header is not None
    assert header[1:] == (2500, 1700)


def test_letters_stand_out_from_their_background() -> None:
    assert [readable_on(color) for color in ("#FFFFFF", "#FFD54F", "#06C755", "#000000")] == [
        "#000000",
        "#000000",
        "#FFFFFF",
        "#FFFFFF",
    ]


def test_without_pillow_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "line_connector.rich_menus.painting", raising=False)
    monkeypatch.delitem(sys.modules, "line_connector.rich_menus.fonts", raising=False)
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(InputError, match=r"pip install '\.\[richmenu\]'"):
        paint(drawing({"title": "Shop"}))
