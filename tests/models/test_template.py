from __future__ import annotations

from typing import Any

import pytest

from support.message_problems import refused, warned

URL = "https://example.com/a.png"
YES = {"type": "message", "label": "Yes", "text": "yes"}
BUTTONS = {"type": "buttons", "text": "a", "actions": [YES]}
CONFIRM = {"type": "confirm", "text": "a", "actions": [YES, YES]}
COLUMN = {"text": "a", "actions": [YES]}
PICTURE = {"imageUrl": URL, "action": YES}


def template(content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "altText": "a", "template": content}


def carousel(*columns: dict[str, Any]) -> dict[str, Any]:
    return {"type": "carousel", "columns": list(columns)}


def pictures(*columns: dict[str, Any]) -> dict[str, Any]:
    return {"type": "image_carousel", "columns": list(columns)}


@pytest.mark.parametrize(
    "content",
    [
        BUTTONS,
        BUTTONS | {"text": "x" * 160, "actions": [YES] * 4},
        BUTTONS | {"text": "x" * 60, "title": "x" * 40, "thumbnailImageUrl": URL},
        BUTTONS | {"text": "x" * 160, "title": None, "thumbnailImageUrl": None},
        BUTTONS | {"imageAspectRatio": "square", "imageSize": "contain"},
        BUTTONS | {"imageBackgroundColor": "#a0B1c2", "defaultAction": YES},
        CONFIRM | {"text": "x" * 240},
        carousel(*[COLUMN] * 10),
        carousel(COLUMN | {"text": "x" * 120}, COLUMN | {"actions": [YES]}),
        carousel(COLUMN | {"title": "a", "text": "x" * 60}, COLUMN | {"title": "b"}),
        carousel(COLUMN | {"thumbnailImageUrl": URL}, COLUMN | {"thumbnailImageUrl": URL}),
        carousel(COLUMN | {"actions": [YES] * 3}, COLUMN | {"actions": [YES] * 3}),
        carousel(COLUMN) | {"imageAspectRatio": "rectangle", "imageSize": "cover"},
        pictures(*[PICTURE] * 10),
    ],
)
def test_accepted(content: dict[str, Any]) -> None:
    assert warned(template(content)) == {}


BESIDE = "must be at most 60 characters (grapheme clusters) with a picture or a title, has 61"


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (
            BUTTONS | {"text": "x" * 161},
            {"text": "must be at most 160 characters (grapheme clusters), has 161"},
        ),
        (BUTTONS | {"text": ""}, {"text": "must not be empty"}),
        (BUTTONS | {"actions": []}, {"actions": "must have 1 to 4 items, has 0"}),
        (
            carousel(COLUMN | {"actions": []}),
            {"columns[0].actions": "must have 1 to 3 items, has 0"},
        ),
        (BUTTONS | {"text": "x" * 61, "title": "a"}, {"text": BESIDE}),
        (BUTTONS | {"text": "x" * 61, "thumbnailImageUrl": URL}, {"text": BESIDE}),
        (
            BUTTONS | {"title": "x" * 41},
            {"title": "must be at most 40 characters (grapheme clusters), has 41"},
        ),
        (BUTTONS | {"actions": [YES] * 5}, {"actions": "must have 1 to 4 items, has 5"}),
        (
            BUTTONS | {"imageSize": "fill"},
            {"imageSize": "must be one of 'cover' or 'contain'"},
        ),
        (BUTTONS | {"imageBackgroundColor": "#fff"}, {"imageBackgroundColor": "must be #RRGGBB"}),
        (CONFIRM | {"actions": [YES]}, {"actions": "must have 2 items, has 1"}),
        (CONFIRM | {"actions": [YES] * 3}, {"actions": "must have 2 items, has 3"}),
        (CONFIRM | {"title": "a"}, {"title": "unknown property"}),
        (carousel(*[COLUMN] * 11), {"columns": "must have at most 10 items, has 11"}),
        (
            carousel(COLUMN | {"text": "x" * 121}),
            {"columns[0].text": "must be at most 120 characters (grapheme clusters), has 121"},
        ),
        (carousel(COLUMN | {"text": "x" * 61, "title": "a"}), {"columns[0].text": BESIDE}),
        (
            carousel(COLUMN | {"actions": [YES] * 4}),
            {"columns[0].actions": "must have 1 to 3 items, has 4"},
        ),
        (
            carousel(COLUMN, COLUMN | {"actions": [YES] * 2}, COLUMN | {"actions": [YES] * 3}),
            {
                "columns[1].actions": "must be as many as in the first column, 1, not 2",
                "columns[2].actions": "must be as many as in the first column, 1, not 3",
            },
        ),
        (
            carousel(COLUMN | {"title": "a", "thumbnailImageUrl": URL}, COLUMN),
            {
                "columns[1].thumbnailImageUrl": "must be in all columns or in none",
                "columns[1].title": "must be in all columns or in none",
            },
        ),
        (pictures({"imageUrl": URL}), {"columns[0].action": "is required"}),
        (pictures(*[PICTURE] * 11), {"columns": "must have at most 10 items, has 11"}),
        (
            {"type": "list"},
            {"type": "must be one of buttons, confirm, carousel, image_carousel"},
        ),
    ],
)
def test_refused(content: dict[str, Any], problems: dict[str, str]) -> None:
    expected = {f"template.{path}": sentence for path, sentence in problems.items()}

    assert refused(template(content)) == expected


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (BUTTONS | {"title": ""}, "title"),
        (carousel(), "columns"),
        (pictures(), "columns"),
    ],
)
def test_emptiness_is_doubted(content: dict[str, Any], path: str) -> None:
    assert warned(template(content)) == {f"template.{path}": "may be refused when empty"}
