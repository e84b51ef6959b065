"""How components of flex messages look: texts, images, icons, buttons, separators, blocks."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector.preview.page import Look
from support.one_of_each import PIXEL
from support.phone import Phone

Json = dict[str, Any]

TEXT_SIZES = {
    "xxs": 11,
    "xs": 13,
    "sm": 14,
    "md": 16,
    "lg": 19,
    "xl": 22,
    "xxl": 29,
    "3xl": 35,
    "4xl": 48,
    "5xl": 74,
    "21px": 21,
    None: 16,
    "nonsense": 16,
}
IMAGE_SIZES = {
    "xxs": 40,
    "xs": 60,
    "sm": 80,
    "md": 100,
    "lg": 120,
    "xl": 140,
    "xxl": 160,
    "3xl": 180,
    "4xl": 200,
    "5xl": 220,
    "full": 300,
    "50%": 150,
    "33px": 33,
    None: 100,
}
LONG = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt"
LINE_HEIGHT = 22.4


def text(words: str | None = "Hello", **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def span(words: str, **more: Any) -> Json:
    return {"type": "span", "text": words, **more}


def image(**more: Any) -> Json:
    return {"type": "image", "url": PIXEL, **more}


def button(**more: Any) -> Json:
    return {"type": "button", "action": {"type": "uri", "label": "Go", "uri": "https://x"}, **more}


def column(*contents: Json, **more: Any) -> Json:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


@pytest.mark.parametrize(("size", "pixels"), TEXT_SIZES.items())
def test_a_text_has_the_size_of_its_keyword(phone: Phone, size: str | None, pixels: int) -> None:
    phone.show_body(text(size=size))
    assert phone.style(".flex-text p", "font-size") == f"{pixels}px"


def test_a_text_that_does_not_wrap_ends_in_an_ellipsis(phone: Phone) -> None:
    phone.show_body(text(LONG + "\n" + LONG))
    assert phone.area(".flex-text").height == pytest.approx(LINE_HEIGHT, abs=0.1)
    assert phone.is_cut_off(".flex-text p")
    assert phone.style(".flex-text p", "text-overflow") == "ellipsis"


def test_a_text_that_wraps_shows_all_of_itself_and_breaks_its_lines(phone: Phone) -> None:
    phone.show_body(
        text("one\n\nthree", wrap=True), text(LONG, wrap=True), text("x" * 99, wrap=True)
    )
    broken, long, unbroken = phone.areas(".flex-text")
    assert broken.height == pytest.approx(3 * LINE_HEIGHT, abs=0.1)
    assert long.height >= 3 * LINE_HEIGHT - 0.1
    assert unbroken.height >= 2 * LINE_HEIGHT - 0.1
    assert not any(phone.is_cut_off(".flex-text p", number) for number in range(3))


def test_max_lines_cuts_a_wrapping_text(phone: Phone) -> None:
    phone.show_body(text(LONG, wrap=True, maxLines=2), text(LONG, wrap=True, maxLines=0))
    two, every = phone.areas(".flex-text")
    assert two.height == pytest.approx(2 * LINE_HEIGHT, abs=0.1)
    assert every.height > two.height


def test_line_spacing_is_between_lines_only(phone: Phone) -> None:
    phone.show_body(text("1\n2\n3", wrap=True, lineSpacing="10px"))
    assert phone.area(".flex-text").height == pytest.approx(3 * LINE_HEIGHT + 20, abs=0.1)


@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_align_places_the_letters_of_a_text(phone: Phone, align: str) -> None:
    phone.show_body(text(align=align))
    assert phone.style(".flex-text p", "text-align") == align


def test_letters_have_weight_style_decoration_and_colour(phone: Phone) -> None:
    phone.show_body(
        text(weight="bold", style="italic", decoration="line-through", color="#ff000080")
    )
    found = [
        phone.style(".flex-text p", name)
        for name in ("font-weight", "font-style", "text-decoration-line", "color")
    ]
    assert found == ["700", "italic", "line-through", "rgba(255, 0, 0, 0.5)"]


def test_spans_replace_the_text_and_have_a_look_of_their_own(phone: Phone) -> None:
    spans = [span("big", size="xxl", color="#00ff00"), span(" and plain", decoration="underline")]
    phone.show_body(text("not shown", contents=spans, size="sm", weight="bold", color="#0000ff"))
    assert phone.text(".flex-text") == "big and plain"
    assert phone.style(".flex-text span", "font-size") == "29px"
    assert phone.style(".flex-text span", "color") == "rgb(0, 255, 0)"
    assert phone.style(".flex-text span", "font-size", 1) == "14px"
    assert phone.style(".flex-text span", "color", 1) == "rgb(0, 0, 255)"
    assert phone.style(".flex-text span", "font-weight", 1) == "700"
    assert phone.style(".flex-text span", "text-decoration-line", 1) == "underline"


def test_a_text_that_shrinks_to_fit_is_shown_whole(phone: Phone) -> None:
    phone.show_body(
        text("Shrinks until it fits on its line", size="xxl", adjustMode="shrink-to-fit")
    )
    assert not phone.is_cut_off(".flex-text p")
    assert 8 <= float(phone.style(".flex-text p", "font-size").removesuffix("px")) < 29


@pytest.mark.parametrize(("size", "width"), IMAGE_SIZES.items())
def test_an_image_has_the_width_of_its_keyword(phone: Phone, size: str | None, width: int) -> None:
    phone.show_body(image(size=size))
    area = phone.area(".flex-image-area")
    assert (area.width, area.height) == (width, width)


@pytest.mark.parametrize(("ratio", "height"), [("20:13", 195), ("1.5:1", 200), ("1:3", 900)])
def test_the_aspect_ratio_makes_the_height_of_an_image(
    phone: Phone, ratio: str, height: int
) -> None:
    phone.show_body(image(size="full", aspectRatio=ratio))
    assert phone.area(".flex-image-area").height == pytest.approx(height, abs=0.1)


def test_an_image_is_never_wider_than_its_component(phone: Phone) -> None:
    phone.show_body(image(size="5xl"), image(size="5xl"), layout="horizontal")
    assert [area.width for area in phone.areas(".flex-image-area")] == [150, 150]


@pytest.mark.parametrize(
    ("mode", "fit"), [("cover", "cover"), ("fit", "contain"), (None, "contain")]
)
def test_the_aspect_mode_fits_or_fills(phone: Phone, mode: str | None, fit: str) -> None:
    phone.show_body(image(aspectMode=mode, backgroundColor="#123456"))
    assert phone.style("img", "object-fit") == fit
    assert phone.style(".flex-image-area", "background-color") == "rgb(18, 52, 86)"


def test_a_picture_from_the_network_is_drawn_as_a_placeholder(phone: Phone) -> None:
    phone.show_body(image(url="https://example.com/cat.png", size="full"))
    assert phone.count("img") == 0
    assert phone.attribute(".missing", "title") == "https://example.com/cat.png"
    assert phone.area(".missing").width == 300


def test_a_picture_is_fetched_if_it_may_be_and_replaced_if_it_cannot(phone: Phone) -> None:
    contents = {"type": "bubble", "hero": image(url="https://example.com/cat.png")}
    message = {"type": "flex", "altText": "x", "contents": contents}
    phone.show(message, look=Look(fetch_pictures=True))
    phone.find(".missing").wait_for()
    assert "request: https://example.com/cat.png" in phone.wrong
    phone.wrong.clear()


def test_icons_stand_on_the_baseline_of_their_text(phone: Phone) -> None:
    icon = {"type": "icon", "url": PIXEL, "size": "xl", "aspectRatio": "2:1"}
    phone.show_body(icon, text("Aag", size="3xl"), text("x", size="xxs"), layout="baseline")
    area = phone.area(".flex-icon")
    assert (area.width, area.height) == (44, 22)
    letters = phone.area(".flex-text")
    assert letters.top < area.bottom < letters.bottom
    assert phone.area(".flex-text", 1).bottom > area.bottom


@pytest.mark.parametrize(
    ("style", "background", "color"),
    [
        ("primary", "rgb(23, 201, 80)", "rgb(255, 255, 255)"),
        ("secondary", "rgb(220, 223, 229)", "rgb(17, 17, 17)"),
        ("link", "rgba(0, 0, 0, 0)", "rgb(66, 101, 154)"),
        (None, "rgba(0, 0, 0, 0)", "rgb(66, 101, 154)"),
    ],
)
def test_buttons_have_the_colours_of_their_style(
    phone: Phone, style: str | None, background: str, color: str
) -> None:
    phone.show_body(button(style=style))
    assert phone.style("button", "background-color") == background
    assert phone.style("button", "color") == color


def test_the_colour_of_a_button_is_its_area_or_a_link_s_letters(phone: Phone) -> None:
    phone.show_body(button(style="primary", color="#ff0000"), button(color="#ff0000"))
    assert phone.style("button", "background-color") == "rgb(255, 0, 0)"
    assert phone.style("button", "color", 1) == "rgb(255, 0, 0)"


def test_buttons_are_high_or_low_and_as_wide_as_their_box(phone: Phone) -> None:
    phone.show_body(button(), button(height="sm"))
    high, low = phone.areas("button")
    assert (high.width, high.height, low.height) == (300, 52, 40)


def test_separators_are_lines_across_the_box(phone: Phone) -> None:
    phone.show_body({"type": "separator", "color": "#ff0000", "margin": "md"})
    line = phone.area(".flex-separator")
    assert (line.width, line.height) == (300, 1)
    assert line.top - phone.area(".flex-bubble").top == 8
    assert phone.style(".flex-separator", "background-color") == "rgb(255, 0, 0)"
    phone.show_body(text("a\nb", wrap=True), {"type": "separator"}, text(), layout="horizontal")
    line = phone.area(".flex-separator")
    assert line.width == 1
    assert line.height == pytest.approx(2 * LINE_HEIGHT, abs=0.1)


def test_boxes_have_borders_corners_and_backgrounds(phone: Phone) -> None:
    surface = {"borderWidth": "semi-bold", "borderColor": "#00ff00", "cornerRadius": "lg"}
    phone.show_body(column(text(), backgroundColor="#0000ff80", **surface))
    inner = ".flex-box .flex-box"
    assert phone.style(inner, "border-top-width") == "3px"
    assert phone.style(inner, "border-top-color") == "rgb(0, 255, 0)"
    assert phone.style(inner, "border-top-left-radius") == "12px"
    assert phone.style(inner, "background-color") == "rgba(0, 0, 255, 0.5)"


def test_boxes_have_gradients(phone: Phone) -> None:
    gradient = {
        "type": "linearGradient",
        "angle": "45deg",
        "startColor": "#000000",
        "centerColor": "#ff0000",
        "centerPosition": "10%",
        "endColor": "#ffffff",
    }
    phone.show_body(column(background=gradient, height="50px"))
    assert phone.style(".flex-box .flex-box", "background-image") == (
        "linear-gradient(45deg, rgb(0, 0, 0), rgb(255, 0, 0) 10%, rgb(255, 255, 255))"
    )


def test_blocks_have_backgrounds_and_separators_but_not_above_the_first(phone: Phone) -> None:
    line = {"separator": True, "separatorColor": "#ff0000", "backgroundColor": "#eeeeee"}
    phone.show_bubble(
        header=column(text()), body=column(text()), styles={"header": line, "body": line}
    )
    assert phone.style(".header", "border-top-width") == "0px"
    assert phone.style(".body", "border-top-width") == "1px"
    assert phone.style(".body", "border-top-color") == "rgb(255, 0, 0)"
    assert phone.style(".header", "background-color") == "rgb(238, 238, 238)"


def test_blocks_stand_in_their_own_order(phone: Phone) -> None:
    row = column(text())
    phone.show_bubble(footer=row, body=row, hero=image(), header=row)
    assert [area.top for area in phone.areas(".flex-block")] == sorted(
        area.top for area in phone.areas(".flex-block")
    )
    assert phone.find(".flex-block").get_attribute("class") == "flex-block header"


def test_a_video_shows_its_preview_and_the_button_of_its_action(phone: Phone) -> None:
    action = {"type": "uri", "label": "More", "uri": "https://example.com"}
    hero = {"type": "video", "url": "https://example.com/a.mp4", "previewUrl": PIXEL}
    phone.show_bubble(hero={**hero, "aspectRatio": "20:13", "action": action})
    area = phone.area(".flex-video")
    assert (area.width, area.height) == (300, 195)
    assert phone.text(".flex-video button") == "More"
    assert phone.count(".play-badge") == 1


def test_bubbles_stay_light_in_dark_mode(phone: Phone) -> None:
    contents = {"type": "bubble", "body": column(text())}
    dark = Look(dark=True)
    phone.show({"type": "flex", "altText": "x", "contents": contents}, look=dark)
    assert phone.style(".flex-bubble", "background-color") == "rgb(255, 255, 255)"
    assert phone.style(".flex-text p", "color") == "rgb(17, 17, 17)"
    assert phone.style("", "background-color") == "rgb(27, 28, 30)"
