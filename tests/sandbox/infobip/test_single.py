"""The older operation that sends a single LINE message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sandbox.infobip.conftest import PHONE_WITHOUT_LINE

if TYPE_CHECKING:
    from sandbox.infobip.conftest import Infobip

SINGLE = "/line/1/single"
USER_KEY = "0b1c2d3e-0000-4000-8000-000000000009"
TEXT = {"type": "TEXT", "text": "Hi"}
URI = {"type": "URI", "label": "Shop", "uri": "https://example.com"}
AREA = {"x": 0, "y": 0, "width": 520, "height": 1040}
BUTTONS = {"type": "BUTTONS", "text": "What?", "actions": [URI]}


def send(infobip: Infobip, message: Any, to: Any = USER_KEY) -> Any:
    return infobip.post(SINGLE, {"from": "APPKEY", "to": to, "message": message})


def imagemap(*actions: Any) -> dict[str, Any]:
    return {
        "type": "IMAGEMAP",
        "baseUrl": "https://example.com/map",
        "altText": "A map",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [*actions],
    }


def template(template: Any) -> dict[str, Any]:
    return {"type": "TEMPLATE", "altText": "A template", "template": template}


def test_the_answer_names_the_message(infobip: Infobip) -> None:
    reply = send(infobip, TEXT)
    assert reply.status == 200
    (message,) = reply.json["messages"]
    assert (message["to"], message["status"]["id"]) == (USER_KEY, 7)
    (entry,) = infobip.received(USER_KEY)
    assert (entry["via"], entry["from"], entry["message"]) == ("LINE", "APPKEY", TEXT)
    (report,) = infobip.line_reports()
    assert (report["to"], report["messageId"]) == (USER_KEY, message["messageId"])


def test_a_phone_will_do(infobip: Infobip) -> None:
    send(infobip, TEXT, to=f"+{PHONE_WITHOUT_LINE}")
    assert infobip.line_reports()[0]["error"]["name"] == "EC_UNKNOWN_USER"


@pytest.mark.parametrize(
    "message",
    [
        {"type": "IMAGE", "url": "u", "thumbnailUrl": "t"},
        {"type": "VIDEO", "url": "u", "thumbnailUrl": "t"},
        {"type": "AUDIO", "url": "u", "duration": 240000},
        {"type": "LOCATION", "title": "a", "address": "b", "latitude": 1.5, "longitude": -2},
        {"type": "STICKER", "packageId": "1", "stickerId": "2"},
        imagemap(
            {"type": "URI", "linkUri": "u", "area": AREA},
            {"type": "MESSAGE", "text": "a", "area": [AREA, AREA]},
        ),
        template(BUTTONS),
        template({**BUTTONS, "title": "a", "thumbnailImageUrl": "u"}),
        template(
            {
                "type": "CONFIRM",
                "text": "Sure?",
                "actions": [
                    {"type": "MESSAGE", "label": "Yes", "text": "Yes"},
                    {"type": "POSTBACK", "label": "No", "data": "no"},
                ],
            }
        ),
        template({"type": "CAROUSEL", "columns": [{"text": "a", "actions": [URI]}]}),
        template({"columns": [{"text": "a", "title": "b", "actions": [URI]}]}),
    ],
)
def test_every_kind_of_message_is_received(infobip: Infobip, message: dict[str, Any]) -> None:
    assert send(infobip, message).status == 200
    assert infobip.received(USER_KEY)[0]["message"] == message


@pytest.mark.parametrize(
    ("message", "where", "problem"),
    [
        (None, "message", "must not be null"),
        ({}, "message.type", "must not be null"),
        ({"type": "text", "text": "a"}, "message.type", "invalid value"),
        ({"type": "FLEX"}, "message.type", "invalid value"),
        ({"type": "TEXT"}, "message.text", "must not be null"),
        ({"type": "IMAGE", "url": "u"}, "message.thumbnailUrl", "must not be null"),
        ({"type": "AUDIO", "url": "u", "duration": "1"}, "message.duration", "invalid value"),
        (
            imagemap({"type": "URI", "linkUri": "u", "area": [{**AREA, "x": None}]}),
            "message.actions[0].area[0].x",
            "must not be null",
        ),
        (
            imagemap({"type": "URI", "linkUri": "u", "area": "all"}),
            "message.actions[0].area",
            "invalid value",
        ),
        (imagemap({"type": "TEXT"}), "message.actions[0].type", "invalid value"),
        (template({"type": "CARD"}), "message.template.type", "invalid value"),
        (template({"type": "CAROUSEL"}), "message.template.columns", "must not be null"),
        (template({"columns": ["a"]}), "message.template.columns[0]", "invalid value"),
        (
            template({**BUTTONS, "actions": [{"type": "POSTBACK", "label": "a"}]}),
            "message.template.actions[0].data",
            "must not be null",
        ),
    ],
)
def test_a_wrong_message_is_refused(
    infobip: Infobip, message: Any, where: str, problem: str
) -> None:
    reply = send(infobip, message)
    assert reply.status == 400
    errors = reply.json["requestError"]["serviceException"]["validationErrors"]
    assert errors == {where: [problem]}
    assert infobip.received(USER_KEY) == []


def test_sender_and_recipient_are_needed(infobip: Infobip) -> None:
    reply = infobip.post(SINGLE, {"to": "", "message": TEXT})
    errors = reply.json["requestError"]["serviceException"]["validationErrors"]
    assert errors == {"from": ["must not be null"], "to": ["must not be blank"]}
