"""Where components of flex messages are: boxes, flex factors, space, alignment, offsets."""

from __future__ import annotations

from typing import Any

import pytest

from support.phone import Phone

GAPS = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16, "xxl": 20, "7px": 7, "7.5px": 7.5}

Json = dict[str, Any]


def box(*contents: Json, layout: str = "vertical", **more: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def block(**more: Any) -> Json:
    """Return an empty box that has a size."""
    return box(**{"width": "40px", "height": "20px", **more})


def text(words: str = "Hello", **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


INNER = ".body > .flex-box > *"


@pytest.mark.parametrize(
    ("size", "width"),
    [
        ("nano", 120),
        ("micro", 160),
        ("deca", 220),
        ("hecto", 241),
        ("kilo", 260),
        ("mega", 300),
        ("giga", 361),
        (None, 300),
        ("huge", 300),
    ],
)
def test_a_bubble_has_the_width_of_its_size(phone: Phone, size: str | None, width: int) -> None:
    phone.show_bubble(size=size, body=box(text()))
    assert phone.area(".flex-bubble").width == width


def test_a_giga_bubble_is_as_wide_as_the_chat_below_the_name(phone: Phone) -> None:
    phone.show_bubble(size="giga", body=box(text()))
    bubble = phone.area(".flex-bubble")
    assert bubble.left == 7
    assert bubble.top >= phone.area(".avatar").bottom


def test_children_of_a_horizontal_box_share_its_width_by_their_factors(phone: Phone) -> None:
    phone.show_body(text("a" * 99, flex=2), text("b", flex=3), layout="horizontal")
    first, second = phone.areas(INNER)
    assert (first.width, second.width) == (120, 180)


def test_factor_0_takes_what_it_needs_and_the_others_share_the_rest(phone: Phone) -> None:
    phone.show_body(text(flex=0), text("a", flex=2), text("b", flex=3), layout="horizontal")
    first, second, third = phone.areas(INNER)
    assert 20 < first.width < 80
    assert second.width / third.width == pytest.approx(2 / 3, abs=0.01)
    assert first.width + second.width + third.width == pytest.approx(300, abs=0.1)


def test_factor_1_is_the_default_in_rows_and_0_in_columns(phone: Phone) -> None:
    phone.show_body(block(width=None, height=None), block(width=None, height=None), height="100px")
    assert [area.height for area in phone.areas(INNER)] == [0, 0]
    phone.show_body(*[block(width=None, height=None)] * 2, height="100px", layout="horizontal")
    assert [area.width for area in phone.areas(INNER)] == [150, 150]


def test_children_of_a_vertical_box_share_its_free_height_by_their_factors(phone: Phone) -> None:
    phone.show_body(block(flex=2, height=None), block(flex=3, height=None), height="100px")
    assert [area.height for area in phone.areas(INNER)] == [40, 60]


def test_a_box_with_a_width_in_a_row_has_the_factor_0(phone: Phone) -> None:
    phone.show_body(block(flex=5), text(), layout="horizontal")
    first, second = phone.areas(INNER)
    assert (first.width, second.width) == (40, 260)


@pytest.mark.parametrize(("spacing", "pixels"), GAPS.items())
@pytest.mark.parametrize("layout", ["horizontal", "vertical"])
def test_spacing_is_between_components(
    phone: Phone, spacing: str, pixels: float, layout: str
) -> None:
    phone.show_body(block(), block(), block(), spacing=spacing, layout=layout)
    first, second, third = phone.areas(INNER)
    if layout == "horizontal":
        assert [second.left - first.right, third.left - second.right] == [pixels] * 2
    else:
        assert [second.top - first.bottom, third.top - second.bottom] == [pixels] * 2
    assert first.top == phone.area(".flex-bubble").top


def test_a_margin_replaces_the_spacing_and_stands_before_the_first_too(phone: Phone) -> None:
    phone.show_body(block(margin="lg"), block(margin="xs"), block(), spacing="xl")
    first, second, third = phone.areas(INNER)
    assert first.top - phone.area(".flex-bubble").top == 12
    assert (second.top - first.bottom, third.top - second.bottom) == (2, 16)


@pytest.mark.parametrize(("padding", "pixels"), [*GAPS.items(), ("10%", 30)])
def test_padding_all_is_on_each_side(phone: Phone, padding: str, pixels: float) -> None:
    phone.show_body(block(width="100%"), paddingAll=padding)
    bubble, inner = phone.area(".flex-bubble"), phone.area(INNER)
    assert (inner.left - bubble.left, inner.top - bubble.top) == (pixels, pixels)
    assert (bubble.right - inner.right, bubble.bottom - inner.bottom) == (pixels, pixels)


def test_the_padding_of_one_side_replaces_padding_all(phone: Phone) -> None:
    phone.show_body(block(), paddingAll="xl", paddingTop="sm", paddingStart="1px")
    bubble, inner = phone.area(".flex-bubble"), phone.area(INNER)
    assert (inner.left - bubble.left, inner.top - bubble.top) == (1, 4)
    assert bubble.bottom - inner.bottom == 16


@pytest.mark.parametrize(
    ("size", "header", "body", "footer"),
    [("nano", 10, 10, 10), ("kilo", 13, 13, 10), ("mega", 20, 20, 10)],
)
def test_blocks_have_a_padding_of_their_own(
    phone: Phone, size: str, header: int, body: int, footer: int
) -> None:
    row = box(text())
    phone.show_bubble(size=size, header=row, hero=row, body=row, footer=row)
    paddings = [
        phone.style(f".{name} > .flex-box", "padding-left")
        for name in ("header", "hero", "body", "footer")
    ]
    assert paddings == [f"{header}px", "0px", f"{body}px", f"{footer}px"]


def test_right_to_left_mirrors_rows_padding_and_margins(phone: Phone) -> None:
    row = box(block(), block(), layout="horizontal", spacing="md", paddingAll="0px")
    phone.show_bubble(direction="rtl", body={**row, "paddingStart": "5px"})
    bubble = phone.area(".flex-bubble")
    first, second = phone.areas(INNER)
    assert bubble.right - first.right == 5
    assert first.left - second.right == 8


@pytest.mark.parametrize(("direction", "moved"), [("ltr", 30), ("rtl", -30)])
def test_relative_offsets_move_a_component_only(phone: Phone, direction: str, moved: int) -> None:
    still = box(block(), block(width="100%"), paddingAll="0px")
    phone.show_bubble(direction=direction, body=still)
    before = phone.areas(INNER)
    there = block(offsetTop="10px", offsetStart="30px")
    phone.show_bubble(
        direction=direction, body={**still, "contents": [there, still["contents"][1]]}
    )
    after = phone.areas(INNER)
    assert (after[0].left - before[0].left, after[0].top - before[0].top) == (moved, 10)
    assert after[1] == before[1]


def test_an_absolute_component_is_placed_from_the_edges_of_its_box(phone: Phone) -> None:
    edges = {"offsetTop": "10px", "offsetBottom": "20px", "offsetStart": "40px", "offsetEnd": "10%"}
    phone.show_body(block(width="100%", height="100px"), box(text(), position="absolute", **edges))
    bubble, inner = phone.area(".flex-bubble"), phone.area(INNER, 1)
    assert (inner.left - bubble.left, inner.top - bubble.top) == (40, 10)
    assert (bubble.right - inner.right, bubble.bottom - inner.bottom) == (30, 20)


def test_an_absolute_component_does_not_change_the_size_of_its_box(phone: Phone) -> None:
    large = block(position="absolute", width="200px", height="200px", offsetTop="0px")
    phone.show_body(block(), large)
    assert phone.area(".body > .flex-box").height == 20
    assert phone.style(".body > .flex-box", "overflow") == "hidden"


@pytest.mark.parametrize(("gravity", "top"), [("top", 0), ("center", 38.8), ("bottom", 77.6)])
def test_gravity_places_a_text_in_the_height_it_has(phone: Phone, gravity: str, top: float) -> None:
    phone.show_body(
        block(height="100px"), text(gravity=gravity), layout="horizontal", alignItems=None
    )
    lines = phone.area(".flex-text p")
    assert lines.top - phone.area(".flex-bubble").top == pytest.approx(top, abs=0.5)


@pytest.mark.parametrize("gravity", ["top", "center", "bottom"])
def test_gravity_is_ignored_in_a_baseline_box(phone: Phone, gravity: str) -> None:
    phone.show_body(text("Big", size="5xl"), text(gravity=gravity, size="sm"), layout="baseline")
    first, second = phone.areas(".flex-text")
    assert first.top < second.top < first.bottom
    assert second.bottom < first.bottom


@pytest.mark.parametrize(
    ("align", "expected"), [("start", 0), ("center", 110), ("end", 220), (None, 110)]
)
def test_align_places_an_image(phone: Phone, align: str | None, expected: int) -> None:
    phone.show_body({"type": "image", "url": "https://example.com/a", "size": "sm", "align": align})
    area = phone.area(".flex-image-area")
    assert area.left - phone.area(".flex-bubble").left == expected


@pytest.mark.parametrize(
    ("value", "lefts"),
    [
        ("flex-start", [0, 40]),
        ("center", [110, 150]),
        ("flex-end", [220, 260]),
        ("space-between", [0, 260]),
        ("space-around", [55, 205]),
        ("space-evenly", [73.33, 186.67]),
    ],
)
def test_justify_content_distributes_along_the_box(
    phone: Phone, value: str, lefts: list[float]
) -> None:
    phone.show_body(block(), block(), layout="horizontal", justifyContent=value)
    bubble = phone.area(".flex-bubble")
    assert [area.left - bubble.left for area in phone.areas(INNER)] == pytest.approx(lefts, abs=0.1)


def test_justify_content_of_a_column_works_in_its_height(phone: Phone) -> None:
    phone.show_body(block(), block(), height="100px", justifyContent="flex-end")
    bubble = phone.area(".flex-bubble")
    assert [area.top - bubble.top for area in phone.areas(INNER)] == [60, 80]


@pytest.mark.parametrize(("value", "tops"), [("flex-start", 0), ("center", 40), ("flex-end", 80)])
def test_align_items_places_across_the_box(phone: Phone, value: str, tops: int) -> None:
    phone.show_body(block(height="100px"), block(), layout="horizontal", alignItems=value)
    assert phone.area(INNER, 1).top - phone.area(".flex-bubble").top == tops


def test_width_and_height_may_be_pixels_or_parts(phone: Phone) -> None:
    phone.show_body(
        box(block(width="50%", height="25%"), width="80%", height="200px"), block(width="33px")
    )
    outer, inner = phone.area(INNER), phone.area(f"{INNER} > *")
    assert (outer.width, outer.height) == (240, 200)
    assert (inner.width, inner.height) == (120, 50)
    assert phone.area(INNER, 1).width == 33


def test_max_width_and_max_height_limit_a_box(phone: Phone) -> None:
    phone.show_body(block(width="200px", height="90px", maxWidth="10%", maxHeight="50px"))
    area = phone.area(INNER)
    assert (area.width, area.height) == (30, 50)


def test_a_filler_takes_the_free_space(phone: Phone) -> None:
    phone.show_body(block(), {"type": "filler"}, block(), layout="horizontal", spacing="md")
    first, filler, last = phone.areas(INNER)
    assert filler.left == first.right
    assert last.right == phone.area(".flex-bubble").right


def test_bubbles_of_a_carousel_are_of_one_height_with_their_footers_below(phone: Phone) -> None:
    def bubble(words: str) -> Json:
        return {
            "type": "bubble",
            "size": "micro",
            "body": box(text(words, wrap=True)),
            "footer": box(text("Footer")),
        }

    contents = {"type": "carousel", "contents": [bubble("short"), bubble("longer " * 20)]}
    phone.show({"type": "flex", "altText": "Two", "contents": contents})
    first, second = phone.areas(".flex-bubble")
    assert (first.top, first.height) == (second.top, second.height)
    assert second.left - first.right == 9
    assert phone.area(".footer").bottom == first.bottom
    assert phone.area(".footer", 1).bottom == second.bottom


def test_a_carousel_is_scrolled_inside_the_chat(phone: Phone) -> None:
    bubble = {"type": "bubble", "body": box(text())}
    contents = {"type": "carousel", "contents": [bubble] * 4}
    phone.show({"type": "flex", "altText": "Four", "contents": contents})
    assert phone.is_cut_off(".strip")
    assert phone.area("").width == 375
    assert phone.attribute(".strip", "aria-label") == "Four"


def test_boxes_nested_too_deeply_are_shown_as_json(phone: Phone) -> None:
    inner = text()
    for _ in range(150):  # 300 levels, more than are read
        inner = box(inner)
    phone.show_bubble(body=inner)
    assert "nested too deep" in phone.text(".as-json strong")


def test_an_unknown_component_is_shown_as_json_between_the_others(phone: Phone) -> None:
    phone.show_body(text("before"), {"type": "hologram", "depth": 3}, text("after"))
    assert phone.texts(".flex-text") == ["before", "after"]
    assert '"depth": 3' in phone.text(".as-json")
