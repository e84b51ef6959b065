from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.message_problems import refused, warned

unhurried = settings(deadline=None)  # the first example builds the models

URL = "https://example.com/a.png"
TEXT = {"type": "text", "text": "a"}
IMAGE = {"type": "image", "url": URL}
ICON = {"type": "icon", "url": URL}
BUTTON = {"type": "button", "action": {"type": "message", "label": "a", "text": "b"}}
SEPARATOR = {"type": "separator"}
FILLER = {"type": "filler"}
BOX = {"type": "box", "layout": "vertical", "contents": [TEXT]}
BUBBLE = {"type": "bubble", "body": BOX}
VIDEO = {"type": "video", "url": URL, "previewUrl": URL, "altContent": IMAGE}

GAPS = "none, xs, sm, md, lg, xl, xxl"
SIZES = "xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl"


def flex(contents: dict[str, Any]) -> dict[str, Any]:
    return {"type": "flex", "altText": "a", "contents": contents}


def box(*components: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "box", "layout": "vertical", "contents": list(components), **properties}


def body(*components: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return flex({"type": "bubble", "body": box(*components, **properties)})


def carousel(*bubbles: dict[str, Any]) -> dict[str, Any]:
    return flex({"type": "carousel", "contents": list(bubbles)})


@pytest.mark.parametrize(
    "message",
    [
        flex(BUBBLE),
        flex(BUBBLE | {"header": BOX, "hero": IMAGE, "footer": BOX, "direction": "rtl"}),
        flex(BUBBLE | {"hero": BOX, "action": BUTTON["action"]}),
        flex(BUBBLE | {"styles": {"body": {"separator": True, "separatorColor": "#000000"}}}),
        flex(BUBBLE | {"hero": VIDEO}),
        *(flex(BUBBLE | {"hero": VIDEO, "size": size}) for size in ("kilo", "mega", "giga")),
        *(
            flex(BUBBLE | {"size": size})
            for size in ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga", None)
        ),
        flex(BUBBLE | {"hero": VIDEO | {"altContent": BOX, "aspectRatio": "16:9"}}),
        carousel(BUBBLE),
        carousel(*[BUBBLE] * 12),
        carousel(BUBBLE | {"size": "mega"}, BUBBLE),
        body(),
        body(BOX, BUTTON, IMAGE, TEXT, SEPARATOR, FILLER),
        body(BOX, BUTTON, IMAGE, TEXT, SEPARATOR, FILLER, layout="horizontal"),
        body(ICON, TEXT, FILLER, layout="baseline"),
        body(TEXT | {"gravity": "center"}, layout="baseline"),
        body(TEXT, TEXT | {"position": "absolute", "offsetTop": "-10px"}),
        body(TEXT | {"contents": []}),
        body(TEXT | {"text": " "}),
        body({"type": "text", "contents": [{"type": "span", "text": "a"}]}),
        body(TEXT | {"text": "", "contents": [{"type": "span", "text": "a"}]}),
        body(TEXT | {"wrap": True, "maxLines": 0, "lineSpacing": "10px", "scaling": False}),
        body(IMAGE | {"size": "80%", "aspectMode": "cover", "animated": True}),
        body(BUTTON | {"height": "sm", "style": "primary", "adjustMode": "shrink-to-fit"}),
        body(SEPARATOR | {"margin": "xxl", "color": "#00000080"}),
        body(TEXT, justifyContent="space-evenly", alignItems="center", borderWidth="semi-bold"),
    ],
)
def test_accepted(message: dict[str, Any]) -> None:
    assert warned(message) == {}


@pytest.mark.parametrize(
    ("message", "path", "sentence"),
    [
        ({"type": "flex", "altText": "a"}, "contents", "is required"),
        (flex(BOX), "contents.type", "must be one of bubble, carousel"),
        (flex(BUBBLE | {"size": "tera"}), "contents.size", "must be one of"),
        (flex(BUBBLE | {"body": IMAGE}), "contents.body.type", "must be one of box"),
        (flex(BUBBLE | {"hero": TEXT}), "contents.hero.type", "must be one of box, image, video"),
        (
            flex(BUBBLE | {"hero": VIDEO | {"altContent": TEXT}}),
            "contents.hero.altContent.type",
            "must be one of box, image",
        ),
        (
            flex(BUBBLE | {"hero": VIDEO, "size": "hecto"}),
            "contents.size",
            "must be one of kilo, mega, giga with a video",
        ),
        (
            flex(BUBBLE | {"styles": {"type": "a"}}),
            "contents.styles.type",
            "unknown property",
        ),
        (carousel(), "contents.contents", "must have 1 to 12 items, has 0"),
        (carousel(*[BUBBLE] * 13), "contents.contents", "must have 1 to 12 items, has 13"),
        (carousel(BOX), "contents.contents[0].type", "must be one of bubble"),
        (
            carousel(BUBBLE, BUBBLE | {"hero": VIDEO}),
            "contents.contents[1].hero.type",
            "must not be video in a carousel",
        ),
        (body({"type": "spacer"}), "contents.body.contents[0].type", "must be one of box, button"),
        (
            body(ICON),
            "contents.body.contents[0].type",
            "must be one of box, button, image, text, separator, filler in a vertical box",
        ),
        *(
            (
                body(TEXT, component, layout="baseline"),
                "contents.body.contents[1].type",
                "must be one of icon, text, filler in a baseline box",
            )
            for component in (BOX, BUTTON, IMAGE, SEPARATOR)
        ),
        (
            body({"type": "span", "text": "a"}),
            "contents.body.contents[0].type",
            "must be one of box, button, image, icon, text, separator, filler",
        ),
        (
            body({"type": "text", "contents": [TEXT]}),
            "contents.body.contents[0].contents[0].type",
            "must be one of span",
        ),
        (
            body(BOX, {"type": "text", "text": ""}),
            "contents.body.contents[1].text",
            "must not be empty unless contents has spans",
        ),
        (
            body({"type": "text", "contents": []}),
            "contents.body.contents[0].text",
            "must not be empty unless contents has spans",
        ),
        (
            body(box(TEXT | {"color": "#fff"})),
            "contents.body.contents[0].contents[0].color",
            "must be #RRGGBB or #RRGGBBAA",
        ),
        (body(TEXT | {"flex": -1}), "contents.body.contents[0].flex", "must be at least 0"),
        (body(TEXT | {"maxLines": 1.5}), "contents.body.contents[0].maxLines", "a whole number"),
        *(
            (body(TEXT | {"wrap": no}), "contents.body.contents[0].wrap", "must be true or false")
            for no in (0, 1, "true", "off")
        ),
        (body(TEXT | {"flex": True}), "contents.body.contents[0].flex", "must be a number"),
        (body({"type": "button"}), "contents.body.contents[0].action", "is required"),
        (body(IMAGE | {"url": "http://e.co"}), "contents.body.contents[0].url", "an HTTPS URL"),
        (body(TEXT, layout="diagonal"), "contents.body.layout", "'horizontal', 'vertical' or"),
        (
            flex(BUBBLE | {"body": {"type": "box", "layout": "vertical"}}),
            "contents.body.contents",
            "is required",
        ),
        (
            body(TEXT, background={"type": "radial"}),
            "contents.body.background.type",
            "linearGradient",
        ),
    ],
)
def test_refused(message: dict[str, Any], path: str, sentence: str) -> None:
    found = refused(message)

    assert list(found) == [path]
    assert sentence in found[path]


@pytest.mark.parametrize(
    ("message", "path", "sentence"),
    [
        (
            carousel(BUBBLE | {"size": "nano"}, BUBBLE),
            "contents.contents[1].size",
            "when not nano as in the first bubble",
        ),
        (
            body(TEXT | {"position": "absolute"}),
            "contents.body.contents[0].position",
            "as the first of a block",
        ),
        (
            body(TEXT, position="absolute"),
            "contents.body.position",
            "as the first of a block",
        ),
        (
            body({"type": "text", "contents": [{"type": "span"}]}),
            "contents.body.contents[0].contents[0].text",
            "when empty",
        ),
        (
            body(IMAGE | {"aspectRatio": "0.75:1"}),
            "contents.body.contents[0].aspectRatio",
            "when a side is below 1",
        ),
    ],
)
def test_doubted(message: dict[str, Any], path: str, sentence: str) -> None:
    assert warned(message) == {path: f"may be refused {sentence}"}


numbers = st.one_of(
    st.integers(0, 10_000).map(str),
    st.decimals(0, 1000, places=2).map(str),
)
pixels = numbers.map(lambda number: f"{number}px")
percents = numbers.map(lambda number: f"{number}%")
gaps = st.sampled_from(GAPS.split(", "))
sizes = st.sampled_from(SIZES.split(", "))
borders = st.sampled_from(["none", "light", "normal", "medium", "semi-bold", "bold"])
colors = st.from_regex(r"\A#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z")
offsets = st.one_of(pixels, pixels.map("-{}".format), percents, gaps)
angles = st.decimals(0, "359.99", places=2).map(lambda number: f"{number}deg")

BOX_VALUES = {
    "spacing": pixels | gaps,
    "margin": pixels | gaps,
    "cornerRadius": pixels | gaps,
    "paddingAll": pixels | percents | gaps,
    "paddingTop": pixels | percents | gaps,
    "paddingEnd": pixels | percents | gaps,
    "width": pixels | percents,
    "maxWidth": pixels | percents,
    "height": pixels | percents,
    "maxHeight": pixels | percents,
    "borderWidth": pixels | borders,
    "borderColor": colors,
    "backgroundColor": colors,
    "offsetTop": offsets,
    "offsetBottom": offsets,
    "offsetStart": offsets,
    "offsetEnd": offsets,
}


@unhurried
@given(st.fixed_dictionaries({}, optional=BOX_VALUES))
def test_any_value_of_the_grammar_is_taken(properties: dict[str, str]) -> None:
    assert refused(body(**properties)) == {}


@unhurried
@given(st.fixed_dictionaries({"size": pixels | sizes, "color": colors, "lineSpacing": pixels}))
def test_any_size_of_letters_is_taken(properties: dict[str, str]) -> None:
    assert refused(body(TEXT | properties)) == {}


@unhurried
@given(pixels | percents | sizes | st.just("full"))
def test_any_size_of_an_image_is_taken(size: str) -> None:
    assert refused(body(IMAGE | {"size": size})) == {}


@unhurried
@given(angles, colors, percents.filter(lambda percent: float(percent[:-1]) <= 100))
def test_any_gradient_is_taken(angle: str, color: str, position: str) -> None:
    gradient = {
        "type": "linearGradient",
        "angle": angle,
        "startColor": color,
        "endColor": color,
        "centerColor": color,
        "centerPosition": position,
    }

    assert refused(body(background=gradient)) == {}


@pytest.mark.parametrize(
    "value", ["10", "10 px", "px", ".5px", "1.px", "-10px", "10em", "XL", "", "1e3px"]
)
@pytest.mark.parametrize(
    "name", ["margin", "spacing", "cornerRadius", "paddingAll", "width", "borderWidth"]
)
def test_no_value_of_the_grammar_is_refused(name: str, value: str) -> None:
    assert list(refused(body(**{name: value}))) == [f"contents.body.{name}"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("margin", f"must be pixels (10px) or one of {GAPS}"),
        ("paddingTop", f"must be pixels (10px), a percentage (5%) or one of {GAPS}"),
        ("offsetTop", f"must be pixels (10px, -10px), a percentage (5%) or one of {GAPS}"),
        ("maxWidth", "must be pixels (10px) or a percentage (50%)"),
        (
            "borderWidth",
            "must be pixels (2px) or one of none, light, normal, medium, semi-bold, bold",
        ),
    ],
)
def test_a_refusal_says_what_is_allowed(name: str, sentence: str) -> None:
    assert refused(body(**{name: "huge"})) == {f"contents.body.{name}": sentence}


@pytest.mark.parametrize(
    ("component", "name", "sentence"),
    [
        (TEXT, "size", f"must be pixels (14px) or one of {SIZES}"),
        (IMAGE, "size", f"must be pixels (60px), a percentage (80%) or one of {SIZES}, full"),
        (TEXT, "lineSpacing", "must be pixels (10px)"),
        (TEXT, "color", "must be #RRGGBB or #RRGGBBAA"),
        (IMAGE, "aspectRatio", "must be width:height, as 20:13"),
    ],
)
def test_a_component_s_refusal_says_what_is_allowed(
    component: dict[str, Any], name: str, sentence: str
) -> None:
    assert refused(body(component | {name: "huge"})) == {
        f"contents.body.contents[0].{name}": sentence
    }


@pytest.mark.parametrize("color", ["#FFF", "#FFFFFFF", "FFFFFF", "#GGGGGG", "red", "#FFFFFF\n"])
def test_no_colors(color: str) -> None:
    assert refused(body(backgroundColor=color)) == {
        "contents.body.backgroundColor": "must be #RRGGBB or #RRGGBBAA"
    }


@pytest.mark.parametrize("angle", ["360deg", "-1deg", "90", "1000deg", "deg"])
def test_no_angles(angle: str) -> None:
    gradient = {
        "type": "linearGradient",
        "angle": angle,
        "startColor": "#000000",
        "endColor": "#000000",
    }

    assert refused(body(background=gradient)) == {
        "contents.body.background.angle": "must be degrees from 0deg to below 360deg"
    }


@unhurried
@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_an_image_is_at_most_three_times_as_tall_as_wide(width: int, height: int) -> None:
    found = refused(body(IMAGE | {"aspectRatio": f"{width}:{height}"}))

    assert bool(found) == (height > 3 * width)


@pytest.mark.parametrize("ratio", ["0:1", "1:0", "100001:100000", "1:3.1", "100000.5:1"])
def test_no_ratios(ratio: str) -> None:
    assert list(refused(body(IMAGE | {"aspectRatio": ratio}))) == [
        "contents.body.contents[0].aspectRatio"
    ]


@pytest.mark.parametrize("ratio", ["1.91:1", "1:3", "100000:100000", "33334:100000", "1:2.99"])
def test_ratios(ratio: str) -> None:
    assert warned(body(IMAGE | {"aspectRatio": ratio})) == {}


def filled(size: int) -> dict[str, Any]:
    """Return a bubble of so many bytes of JSON."""
    bubble: dict[str, Any] = {"type": "bubble", "body": box({"type": "text", "text": ""})}
    empty = json.dumps(bubble, separators=(",", ":"))
    bubble["body"]["contents"][0]["text"] = "x" * (size - len(empty))
    return bubble


def test_a_bubble_has_at_most_30_kilobytes() -> None:
    assert warned(flex(filled(29_000))) == {}
    assert warned(flex(filled(30_720))) == {"contents": "may be too large: 30720 bytes of JSON"}
    assert refused(flex(filled(30_721))) == {
        "contents": "must be at most 30720 bytes of JSON, has 30721"
    }


def test_bytes_are_counted_not_characters() -> None:
    assert refused(flex(BUBBLE | {"body": box({"type": "text", "text": "ก" * 10_240})})) != {}


def test_a_carousel_has_at_most_50_kilobytes_and_each_bubble_30() -> None:
    room = len('{"type":"carousel","contents":[,]}')

    assert warned(carousel(filled(24_000), filled(25_000 - room))) == {}
    assert refused(carousel(filled(25_600), filled(25_601 - room))) == {
        "contents": "must be at most 51200 bytes of JSON, has 51201"
    }
    assert refused(carousel(filled(30_721), BUBBLE)) == {
        "contents.contents[0]": "must be at most 30720 bytes of JSON, has 30721"
    }


def test_ten_images_may_be_animated() -> None:
    animated = IMAGE | {"animated": True}
    told = TEXT | {"text": '"animated":true'}

    assert warned(body(*[animated] * 10, IMAGE | {"animated": False}, told)) == {}
    assert refused(carousel(*[{"type": "bubble", "body": box(animated, animated)}] * 6)) == {
        "contents": "must have at most 10 animated images, has 12"
    }


@pytest.mark.parametrize("levels", [20, 100])
def test_boxes_nest_deeply(levels: int) -> None:
    assert warned(body(nested(levels))) == {}


@pytest.mark.parametrize("levels", [300, 5000])
def test_boxes_nested_beyond_reason_are_refused(levels: int) -> None:
    assert set(refused(body(nested(levels))).values()) == {"is nested too deep: at most 250 levels"}


def nested(levels: int) -> dict[str, Any]:
    inner = TEXT
    for _ in range(levels):
        inner = box(inner)
    return inner
