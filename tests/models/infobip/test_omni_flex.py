from __future__ import annotations

from typing import Any

import pytest

from line_connector.models.infobip import OmniLineFlex
from models.infobip.judging import refused, sent, warned

URL = "https://example.com/a.png"
LINK = {"type": "URI", "label": "a", "uri": "x" * 1000}
SAY = {"type": "MESSAGE", "label": "x" * 20, "text": "x" * 300}
BACK = {"type": "POSTBACK", "label": "a", "data": "x" * 300, "displayText": "x" * 300}


def box(*contents: dict[str, Any], layout: str = "VERTICAL", **more: Any) -> dict[str, Any]:
    return {"type": "BOX", "layout": layout, "contents": list(contents), **more}


def bubble(**blocks: Any) -> dict[str, Any]:
    return {"type": "BUBBLE", "direction": "LEFT_TO_RIGHT", **blocks}


def flex(container: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FLEX", "altText": "x" * 400, "contents": container}


ICON = {"type": "ICON", "url": URL, "margin": "XS", "size": "XXXXXL", "aspectRatio": "1:1"}
IMAGE = {"type": "IMAGE", "url": URL, "size": "FULL", "aspectMode": "COVER", "action": LINK}
BUTTON = {"type": "BUTTON", "action": BACK, "height": "SM", "style": "LINK", "gravity": "CENTER"}
TEXT = {"type": "TEXT", "text": "a", "flex": 10, "size": "XXS", "wrap": True, "maxLines": 2}


@pytest.mark.parametrize(
    "container",
    [
        bubble(),
        bubble(header=box(), hero=IMAGE, body=box(), footer=box(), styles={"hero": {}}),
        bubble(styles={"footer": {"backgroundColor": "#EEEEEE", "separator": True}}),
        bubble(body=box(box(), BUTTON, IMAGE, TEXT, {"type": "SEPARATOR", "margin": "XXL"})),
        bubble(body=box({"type": "SPACER", "size": "NONE"}, {"type": "FILLER"}, spacing="MD")),
        bubble(body=box(ICON, TEXT, layout="BASELINE", flex=0, margin="NONE", action=SAY)),
        {"type": "CAROUSEL", "contents": [bubble()] * 3},
    ],
)
def test_accepted(container: dict[str, Any]) -> None:
    assert warned(OmniLineFlex, flex(container)) == {}
    assert sent(OmniLineFlex, flex(container)) == flex(container)


IN_BASELINE = "must be one of FILLER, TEXT, ICON, SPACER in a BASELINE box"
IN_OTHERS = "must be one of BOX, BUTTON, FILLER, IMAGE, TEXT, SEPARATOR, SPACER in a HORIZONTAL box"


@pytest.mark.parametrize(
    ("container", "problems"),
    [
        ({"type": "BOX"}, {"type": "must be one of BUBBLE, CAROUSEL"}),
        ({"type": "BUBBLE"}, {"direction": "is required"}),
        ({"type": "CAROUSEL"}, {"contents": "is required"}),
        ({"type": "CAROUSEL", "contents": [{}]}, {"contents[0].direction": "is required"}),
        (bubble(size="MEGA"), {"size": "unknown property"}),
        (
            bubble(body={"type": "BOX"}),
            {"body.layout": "is required", "body.contents": "is required"},
        ),
        (bubble(body=box(flex=11)), {"body.flex": "must be at most 10"}),
        (
            bubble(body=box(spacing="10px")),
            {"body.spacing": "must be one of 'XS', 'SM', 'MD', 'LG', 'XL', 'XXL' or 'NONE'"},
        ),
        (bubble(body=box(IMAGE, layout="BASELINE")), {"body.contents[0].type": IN_BASELINE}),
        (bubble(body=box(ICON, layout="HORIZONTAL")), {"body.contents[0].type": IN_OTHERS}),
        (bubble(body=box({"type": "TEXT"})), {"body.contents[0].text": "is required"}),
        (
            bubble(hero=box()),
            {
                "hero.type": "must be 'IMAGE'",
                "hero.url": "is required",
                "hero.layout": "unknown property",
                "hero.contents": "unknown property",
            },
        ),
        (
            bubble(body=box(action={"type": "POSTBACK", "label": "a", "data": "x" * 301})),
            {
                "body.action.data": "must be at most 300 characters, has 301",
                "body.action.displayText": "is required",
            },
        ),
        (
            bubble(body=box(action={**SAY, "label": "x" * 21, "text": "x" * 301})),
            {
                "body.action.label": "must be at most 20 characters, has 21",
                "body.action.text": "must be at most 300 characters, has 301",
            },
        ),
    ],
)
def test_refused(container: dict[str, Any], problems: dict[str, str]) -> None:
    found = refused(OmniLineFlex, flex(container))

    assert {path.removeprefix("contents."): text for path, text in found.items()} == problems


def test_the_alternative_text_has_400_characters() -> None:
    assert refused(OmniLineFlex, {**flex(bubble()), "altText": "x" * 401}) == {
        "altText": "must be at most 400 characters, has 401"
    }


def test_lenient_validation_keeps_new_components() -> None:
    new = flex(bubble(body=box({"type": "VIDEO", "url": URL}, layout="BASELINE")))

    assert refused(OmniLineFlex, new) != {}
    kept = OmniLineFlex.model_validate(new, context={"lenient": True})
    assert kept.to_wire() == new
