from __future__ import annotations

from typing import Any

import pytest

from line_connector.models.infobip import LonBox, LonBubble
from models.infobip.judging import refused, sent, warned

URL = "https://example.com/a.png"
LINK = {"type": "URI", "label": "x" * 20, "uri": "x" * 1000}
POSTBACK = {"type": "POSTBACK", "label": "Yes", "data": "x" * 1000}
PLACING = {
    "margin": "md",
    "position": "ABSOLUTE",
    "offsetTop": "0.3px",
    "offsetBottom": "none",
    "offsetStart": "-4px",
    "offsetEnd": "5%",
}


def box(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "BOX", "layout": "VERTICAL", "contents": list(contents), **more}


def nested(depth: int) -> dict[str, Any]:
    return box(nested(depth - 1)) if depth else box()


@pytest.mark.parametrize(
    "component",
    [
        box(box(), flex=20, spacing="lg", action=LINK, **PLACING),
        box(paddingAll="none", paddingTop="md", paddingBottom="xl", paddingStart="xxl"),
        box(paddingEnd="3px", width="80%", height="10px", borderWidth="none", cornerRadius="sm"),
        box(borderColor="#06C755", backgroundColor="#EEEEEE"),
        {"type": "BOX", "layout": "BASELINE"},
        nested(20),
        {"type": "TEXT", "text": "a", "size": "14px", "flex": 0, "action": POSTBACK, **PLACING},
        {"type": "TEXT", "contents": [{"type": "SPAN", "text": "a"}], "align": "CENTER"},
        {"type": "TEXT", "text": "a", "gravity": "TOP", "wrap": True, "maxLines": 0},
        {"type": "TEXT", "text": "a", "color": "#ffffff", "weight": "BOLD"},
        {"type": "SPAN", "text": "", "style": "ITALIC", "decoration": "LINE_THROUGH"},
        {"type": "IMAGE", "url": URL, "flex": 20, "aspectRatio": "20:13", "aspectMode": "FIT"},
        {"type": "IMAGE", "url": URL, "size": "80%", "backgroundColor": "#06C755", **PLACING},
        {"type": "ICON", "url": URL, "size": "sm", "aspectRatio": "1:1", **PLACING},
        {"type": "BUTTON", "action": LINK, "height": "SMALL", "style": "PRIMARY", **PLACING},
        {"type": "BUTTON", "action": LINK, "style": {"body": {"backgroundColor": "#06C755"}}},
        {"type": "SEPARATOR", "margin": "xl", "color": "#BDBDBD"},
    ],
)
def test_accepted(component: dict[str, Any]) -> None:
    assert warned(LonBox, box(component)) == {}
    assert sent(LonBox, box(component)) == box(component)


@pytest.mark.parametrize(
    ("component", "problems"),
    [
        ({}, {"type": "is required: one of BOX, BUTTON, ICON, IMAGE, SEPARATOR, TEXT, SPAN"}),
        (
            {"type": "VIDEO"},
            {"type": "must be one of BOX, BUTTON, ICON, IMAGE, SEPARATOR, TEXT, SPAN"},
        ),
        ({"type": "BOX"}, {"layout": "is required"}),
        (
            {"type": "BOX", "layout": "vertical"},
            {"layout": "must be one of 'HORIZONTAL', 'VERTICAL' or 'BASELINE'"},
        ),
        (box(flex=21), {"flex": "must be at most 20"}),
        (box(flex=-1), {"flex": "must be at least 0"}),
        (box(spacing=10), {"spacing": "must be a string"}),
        (box(position="absolute"), {"position": "must be one of 'RELATIVE' or 'ABSOLUTE'"}),
        (box(action={"label": "a"}), {"action.uri": "is required"}),
        (
            box(action={**LINK, "label": "x" * 21, "uri": "x" * 1001}),
            {
                "action.label": "must be at most 20 characters, has 21",
                "action.uri": "must be at most 1000 characters, has 1001",
            },
        ),
        (
            box(action={**LINK, "altUri": {"desktop": "x" * 1001}}),
            {"action.altUri.desktop": "must be at most 1000 characters, has 1001"},
        ),
        (
            box(action={**POSTBACK, "data": "x" * 1001}),
            {"action.data": "must be at most 1000 characters, has 1001"},
        ),
        (box(action={"type": "MESSAGE"}), {"action.type": "must be one of URI, POSTBACK"}),
        ({"type": "TEXT"}, {"text": "is required unless contents has spans"}),
        ({"type": "TEXT", "text": "a", "contents": [{}]}, {"contents[0].text": "is required"}),
        (
            {"type": "TEXT", "text": "a", "contents": [{"type": "TEXT"}]},
            {"contents[0].type": "must be one of SPAN"},
        ),
        ({"type": "TEXT", "text": "a", "maxLines": -1}, {"maxLines": "must be at least 0"}),
        (
            {"type": "TEXT", "text": "a", "style": "ITALIC"},
            {"style": "unknown property; did you mean 'type'?"},
        ),
        ({"type": "IMAGE"}, {"url": "is required"}),
        ({"type": "ICON"}, {"url": "is required"}),
        ({"type": "BUTTON"}, {"action": "is required"}),
        (
            {"type": "BUTTON", "action": LINK, "style": "BOLD"},
            {"style": "must be one of LINK, PRIMARY, SECONDARY, or a style object"},
        ),
        (
            {"type": "BUTTON", "action": LINK, "style": {"hero": {}}},
            {"style.hero": "unknown property; did you mean 'header'?"},
        ),
        ({"type": "BUTTON", "action": LINK, "style": 7}, {"style": "must be an object"}),
        ({"type": "SEPARATOR", "size": "md"}, {"size": "unknown property"}),
    ],
)
def test_refused(component: dict[str, Any], problems: dict[str, str]) -> None:
    found = refused(LonBox, box(component))

    assert {path.removeprefix("contents[0]."): text for path, text in found.items()} == problems


def test_a_text_of_no_parts_is_doubted() -> None:
    assert warned(LonBox, box({"type": "TEXT", "contents": []})) == {
        "contents[0].contents": "may be refused when empty without text"
    }


def test_a_bubble_has_up_to_three_blocks() -> None:
    bubble = {
        "type": "BUBBLE",
        "size": "GIGA",
        "direction": "RIGHT_TO_LEFT",
        **{name: box() for name in ("header", "body", "footer")},
        "style": {"header": {"separator": True, "separatorColor": "#06C755"}},
        "action": LINK,
    }

    assert warned(LonBubble, bubble) == {}
    assert sent(LonBubble, bubble) == bubble
    assert refused(LonBubble, {**bubble, "hero": box()}) == {
        "hero": "unknown property; did you mean 'header'?"
    }


def test_types_that_the_page_does_not_require_are_filled_in() -> None:
    bubble = {"header": {"layout": "VERTICAL", "action": {"label": "a", "uri": "b"}}}

    assert sent(LonBubble, bubble) == {
        "type": "BUBBLE",
        "header": {
            "type": "BOX",
            "layout": "VERTICAL",
            "action": {"type": "URI", "label": "a", "uri": "b"},
        },
    }


def test_odd_sizes_colours_and_addresses_are_doubted() -> None:
    image = {"type": "IMAGE", "url": "file:///a.png", "size": "huge", "aspectRatio": "wide"}

    assert warned(LonBox, box(image, backgroundColor="green")) == {
        "backgroundColor": "may be refused: not #RRGGBB",
        "contents[0].url": "may be refused: not an http or https URL",
        "contents[0].size": (
            "may be refused: not pixels (10px), a percentage (80%) or a keyword such as none, sm, "
            "md, lg, xl, xxl"
        ),
        "contents[0].aspectRatio": "may be refused: not width:height, as 20:13",
    }


def test_endless_nesting_is_refused() -> None:
    deep = box()
    for _ in range(5000):
        deep = box(deep)

    assert "is nested too deep: at most 250 levels" in refused(LonBox, deep).values()
