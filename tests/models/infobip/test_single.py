"""Messages of POST /line/1/single. LINE's limits that Infobip does not publish are warnings."""

from __future__ import annotations

from typing import Any

import pytest

from line_actions.infobip.infobip_send_line_message import InfobipSendLineMessageInput
from models.infobip.judging import refused, sent, warned

URL = "https://example.com/a"
AREA = {"x": 0, "y": 0, "width": 520, "height": 1040}
TAP = {"type": "URI", "linkUri": URL, "area": AREA}
YES = {"type": "MESSAGE", "label": "Yes", "text": "yes"}


def request(message: Any) -> dict[str, Any]:
    return {"from": "8F07", "to": "66900000001", "message": message}


def imagemap(*actions: Any, **more: Any) -> dict[str, Any]:
    size = {"width": 1040, "height": 1040}
    given = {"type": "IMAGEMAP", "baseUrl": URL, "altText": "a", "baseSize": size}
    return {**given, "actions": list(actions), **more}


def template(**content: Any) -> dict[str, Any]:
    return {"type": "TEMPLATE", "altText": "a", "template": content}


def of_message(found: dict[str, str]) -> dict[str, str]:
    return {path.removeprefix("message."): text for path, text in found.items()}


@pytest.mark.parametrize(
    "message",
    [
        {"type": "TEXT", "text": "x" * 5000},
        {"type": "IMAGE", "url": URL, "thumbnailUrl": URL},
        {"type": "VIDEO", "url": URL, "thumbnailUrl": URL},
        {"type": "AUDIO", "url": URL, "duration": 240000},
        {"type": "LOCATION", "title": "a", "address": "b", "latitude": -90, "longitude": 180},
        {"type": "STICKER", "packageId": "1", "stickerId": "1"},
        imagemap(TAP, {"type": "MESSAGE", "text": "a", "area": AREA}),
        imagemap({**TAP, "area": [AREA]}),
        template(type="BUTTONS", text="x" * 160, actions=[YES] * 4),
        template(type="BUTTONS", text="a", title="a", thumbnailImageUrl=URL, actions=[YES]),
        template(type="CONFIRM", text="x" * 240, actions=[YES, YES]),
        template(type="CAROUSEL", columns=[{"text": "x" * 120, "actions": [YES] * 3}] * 10),
        template(
            type="BUTTONS",
            text="a",
            actions=[
                {"type": "POSTBACK", "label": "a", "data": "x" * 300},
                {"type": "URI", "label": "a", "uri": "x" * 1000},
            ],
        ),
    ],
)
def test_accepted(message: dict[str, Any]) -> None:
    assert warned(InfobipSendLineMessageInput, request(message)) == {}
    assert sent(InfobipSendLineMessageInput, request(message)) == request(message)


TYPES = "TEXT, IMAGE, VIDEO, AUDIO, LOCATION, STICKER, IMAGEMAP, TEMPLATE"


@pytest.mark.parametrize(
    ("message", "problems"),
    [
        ({}, {"type": f"is required: one of {TYPES}"}),
        ({"type": "FLEX"}, {"type": f"must be one of {TYPES}"}),
        ({"type": "TEXT"}, {"text": "is required"}),
        ({"type": "IMAGE"}, {"url": "is required"}),
        ({"type": "AUDIO", "url": URL, "duration": "long"}, {"duration": "must be a whole number"}),
        ({"type": "LOCATION"}, dict.fromkeys(["latitude", "longitude"], "is required")),
        ({"type": "STICKER"}, dict.fromkeys(["packageId", "stickerId"], "is required")),
        (
            imagemap({**TAP, "area": []}, {**TAP, "area": 7}),
            {"actions[1].area": "must be an object"},
        ),
        (
            imagemap({**TAP, "area": [AREA, {**AREA, "x": None}]}),
            {"actions[0].area[1].x": "must be a number"},
        ),
        (
            imagemap({**TAP, "area": {}}),
            dict.fromkeys([f"actions[0].area.{name}" for name in AREA], "is required"),
        ),
        (imagemap({"type": "POSTBACK"}), {"actions[0].type": "must be one of URI, MESSAGE"}),
        (template(), {"template.columns": "is required"}),
        (template(type="IMAGE"), {"template.type": "must be one of BUTTONS, CONFIRM, CAROUSEL"}),
        (
            template(type="BUTTONS", actions=[{"type": "URI"}]),
            {
                "template.text": "is required",
                "template.actions[0].label": "is required",
                "template.actions[0].uri": "is required",
            },
        ),
        (
            template(type="CONFIRM", text="a", actions=[YES, YES], title="a"),
            {"template.title": "unknown property"},
        ),
        (template(type="CAROUSEL"), {"template.columns": "is required"}),
    ],
)
def test_refused(message: dict[str, Any], problems: dict[str, str]) -> None:
    assert of_message(refused(InfobipSendLineMessageInput, request(message))) == problems


def test_a_template_without_a_type_is_a_carousel() -> None:
    carousel = {"columns": [{"text": "a", "actions": [YES]}]}
    data = sent(InfobipSendLineMessageInput, request(template(**carousel)))

    assert data == request(template(type="CAROUSEL", **carousel))


@pytest.mark.parametrize("missing", ["from", "to", "message"])
def test_all_three_are_needed(missing: str) -> None:
    raw = request({"type": "TEXT", "text": "a"})
    del raw[missing]

    assert refused(InfobipSendLineMessageInput, raw) == {missing: "is required"}


@pytest.mark.parametrize(
    ("message", "warnings"),
    [
        (
            {"type": "TEXT", "text": "x" * 5001},
            {"text": "may be refused: LINE takes 1 to 5000 characters, this has 5001"},
        ),
        ({"type": "IMAGE", "url": URL}, {"thumbnailUrl": "may be required"}),
        ({"type": "AUDIO", "url": URL}, {"duration": "may be required"}),
        (
            {"type": "LOCATION", "latitude": 91, "longitude": -181},
            {
                "title": "may be required",
                "address": "may be required",
                "latitude": "may be refused outside -90 to 90",
                "longitude": "may be refused outside -180 to 180",
            },
        ),
        (
            imagemap({**TAP, "area": [AREA, AREA]}, baseSize={"width": 700, "height": 700}),
            {
                "actions[0].area": "may be refused: LINE takes one area",
                "baseSize.width": "may be refused when not 1040",
            },
        ),
        (
            template(type="CONFIRM", text="a", actions=[YES]),
            {"template.actions": "may be refused: LINE takes 2 items, this has 1"},
        ),
        (
            template(type="BUTTONS", text="a", actions=[{**YES, "label": "x" * 21}]),
            {
                "template.actions[0].label": (
                    "may be refused: LINE takes 1 to 20 characters, this has 21"
                )
            },
        ),
    ],
)
def test_warned(message: dict[str, Any], warnings: dict[str, str]) -> None:
    assert of_message(warned(InfobipSendLineMessageInput, request(message))) == warnings
