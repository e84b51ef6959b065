from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from line_connector.models.line.action_places import RichMenuAction
from line_connector.schema.model import Input
from line_connector.schema.problems import problems_of
from support.message_problems import refused, told, warned

POSTBACK = {"type": "postback", "label": "Buy", "data": "buy"}
MESSAGE = {"type": "message", "label": "Yes", "text": "yes"}
LINK = {"type": "uri", "label": "Open", "uri": "https://example.com"}
PICKER = {"type": "datetimepicker", "label": "When", "data": "when", "mode": "datetime"}
CLIPBOARD = {"type": "clipboard", "label": "Copy", "clipboardText": "code"}
CAMERA = {"type": "camera", "label": "Camera"}
ROLL = {"type": "cameraRoll", "label": "Pictures"}
LOCATION = {"type": "location", "label": "Where"}
SWITCH = {"type": "richmenuswitch", "label": "More", "richMenuAliasId": "more", "data": "more"}
URL = "https://example.com/a.png"

ANYWHERE = [POSTBACK, MESSAGE, LINK, PICKER, CLIPBOARD]
QUICK_REPLY_ONLY = [CAMERA, ROLL, LOCATION]


class Menu(Input):
    action: RichMenuAction


def template(**content: Any) -> dict[str, Any]:
    return {"type": "template", "altText": "a", "template": content}


def bubble(**content: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "a", "contents": {"type": "bubble", **content}}


def body(component: dict[str, Any]) -> dict[str, Any]:
    return bubble(body={"type": "box", "layout": "vertical", "contents": [component]})


def quick_reply(action: Any) -> dict[str, Any]:
    return {"type": "text", "text": "a", "quickReply": {"items": [{"action": action}]}}


def in_buttons(action: Any) -> dict[str, Any]:
    return template(type="buttons", text="a", actions=[action])


def in_confirm(action: Any) -> dict[str, Any]:
    return template(type="confirm", text="a", actions=[action, MESSAGE])


def in_column(action: Any) -> dict[str, Any]:
    return template(type="carousel", columns=[{"text": "a", "actions": [action]}])


def in_image_carousel(action: Any) -> dict[str, Any]:
    return template(type="image_carousel", columns=[{"imageUrl": URL, "action": action}])


def default_action(action: Any) -> dict[str, Any]:
    return template(type="buttons", text="a", actions=[MESSAGE], defaultAction=action)


def in_button(action: Any) -> dict[str, Any]:
    return body({"type": "button", "action": action})


def in_text(action: Any) -> dict[str, Any]:
    return body({"type": "text", "text": "a", "action": action})


def in_image(action: Any) -> dict[str, Any]:
    return body({"type": "image", "url": URL, "action": action})


def in_bubble(action: Any) -> dict[str, Any]:
    return body({"type": "box", "layout": "vertical", "contents": [], "action": action})


def in_video(action: Any) -> dict[str, Any]:
    alternative = {"type": "image", "url": URL}
    video = {"type": "video", "url": URL, "previewUrl": URL, "altContent": alternative}
    return bubble(hero={**video, "action": action})


PLACES = {
    quick_reply: ("quickReply.items[0].action", 20, True),
    in_buttons: ("template.actions[0]", 20, True),
    in_confirm: ("template.actions[0]", 20, True),
    in_column: ("template.columns[0].actions[0]", 20, True),
    in_image_carousel: ("template.columns[0].action", 12, False),
    in_button: ("contents.body.contents[0].action", 40, True),
    in_text: ("contents.body.contents[0].action", 40, False),
    in_image: ("contents.body.contents[0].action", 40, False),
    in_bubble: ("contents.body.contents[0].action", 40, False),
}
each_place = pytest.mark.parametrize(
    ("place", "path", "limit", "required"),
    [pytest.param(place, *rest, id=place.__name__) for place, rest in PLACES.items()],
)


@each_place
def test_label(place: Any, path: str, limit: int, required: bool) -> None:
    too_long = f"must be at most {limit} characters (grapheme clusters) here, has {limit + 1}"

    assert warned(place(MESSAGE | {"label": "x" * limit})) == {}
    assert refused(place(MESSAGE | {"label": "x" * (limit + 1)})) == {f"{path}.label": too_long}
    assert warned(place(MESSAGE | {"label": " "})) == {f"{path}.label": "may be refused when blank"}
    for absent in ({"label": None}, {"label": ""}):
        if required:
            expected = {f"{path}.label": f"is required here, 1 to {limit} characters"}
            assert refused(place(MESSAGE | absent)) == expected
        else:
            assert refused(place(MESSAGE | absent)) == {}


@each_place
@pytest.mark.parametrize("action", ANYWHERE, ids=lambda action: str(action["type"]))
def test_actions_for_every_place(
    place: Any, path: str, limit: int, required: bool, action: dict[str, Any]
) -> None:
    assert warned(place(action)) == {}


@each_place
@pytest.mark.parametrize("action", QUICK_REPLY_ONLY, ids=lambda action: str(action["type"]))
def test_actions_for_quick_replies(
    place: Any, path: str, limit: int, required: bool, action: dict[str, Any]
) -> None:
    warning = {f"{path}.type": "may be refused outside quick replies"}

    assert warned(place(action)) == ({} if place is quick_reply else warning)


@each_place
@pytest.mark.parametrize("action", [SWITCH, {"type": "dance"}])
def test_actions_for_no_message(
    place: Any, path: str, limit: int, required: bool, action: dict[str, Any]
) -> None:
    assert refused(place(action)) == {
        f"{path}.type": "must be one of postback, message, uri, datetimepicker, clipboard, camera, "
        "cameraRoll, location"
    }


def test_a_default_action_without_label_is_doubted() -> None:
    action = {"type": "uri", "uri": "https://example.com"}

    assert warned(default_action(action)) == {"template.defaultAction.label": "may be required"}
    assert warned(default_action(action | {"label": "Open"})) == {}


def test_a_video_takes_uri_actions_only() -> None:
    assert warned(in_video(LINK)) == {}
    assert refused(in_video(MESSAGE)) == {"contents.hero.action.type": "must be one of uri"}


@pytest.mark.parametrize("action", [*ANYWHERE, SWITCH, SWITCH | {"label": None}])
def test_rich_menus_take_these(action: dict[str, Any]) -> None:
    assert Menu.model_validate({"action": action}).to_wire() == {
        "action": {key: value for key, value in action.items() if value is not None}
    }


def test_a_rich_menu_s_label_is_limited() -> None:
    with pytest.raises(ValidationError) as caught:
        Menu.model_validate({"action": SWITCH | {"label": "x" * 21}})

    assert told(problems_of(caught.value)) == [
        ("action.label", "must be at most 20 characters (grapheme clusters) here, has 21")
    ]


@pytest.mark.parametrize(
    ("action", "path", "sentence"),
    [
        (POSTBACK | {"data": None}, "data", "must be a string"),
        (
            POSTBACK | {"data": "x" * 301},
            "data",
            "must be at most 300 characters (UTF-16 units), has 301",
        ),
        (
            POSTBACK | {"displayText": "x" * 301},
            "displayText",
            "must be at most 300 characters (grapheme clusters), has 301",
        ),
        (
            POSTBACK | {"inputOption": "openDoor"},
            "inputOption",
            "must be one of 'closeRichMenu', 'openRichMenu', 'openKeyboard' or 'openVoice'",
        ),
        (
            POSTBACK | {"text": "a", "displayText": "b"},
            "text",
            "must not be given together with displayText",
        ),
        (
            MESSAGE | {"text": "x" * 301},
            "text",
            "must be at most 300 characters (grapheme clusters), has 301",
        ),
        (
            LINK | {"altUri": {"desktop": "e.co"}},
            "altUri.desktop",
            "must be a URI with the scheme http, https, line or tel, without spaces",
        ),
        (CLIPBOARD | {"clipboardText": ""}, "clipboardText", "must not be empty"),
        (
            CLIPBOARD | {"clipboardText": "x" * 1001},
            "clipboardText",
            "must be at most 1000 characters (UTF-16 units), has 1001",
        ),
        (PICKER | {"mode": "week"}, "mode", "must be one of 'date', 'time' or 'datetime'"),
    ],
)
def test_refused(action: dict[str, Any], path: str, sentence: str) -> None:
    assert refused(in_button(action)) == {f"contents.body.contents[0].action.{path}": sentence}


@pytest.mark.parametrize(
    "action",
    [
        POSTBACK | {"data": ""},
        POSTBACK | {"inputOption": "openKeyboard", "fillInText": "---\nName: "},
        POSTBACK | {"text": "a"},
        LINK | {"altUri": {"desktop": "https://example.com/desktop"}},
        LINK | {"altUri": {}},
    ],
)
def test_accepted(action: dict[str, Any]) -> None:
    assert warned(in_button(action)) == {}


def test_a_text_for_no_keyboard_is_doubted() -> None:
    assert warned(in_button(POSTBACK | {"fillInText": "a"})) == {
        "contents.body.contents[0].action.fillInText": (
            "may be refused without inputOption openKeyboard"
        )
    }


def test_quick_replies_do_not_take_a_postback_s_old_text() -> None:
    assert refused(quick_reply(POSTBACK | {"text": "a"})) == {
        "quickReply.items[0].action.text": "must not be given here; use displayText"
    }


DATE = "must be a date from 1900-01-01 to 2100-12-31, as 2017-12-25"
TIME = "must be a time from 00:00 to 23:59, as 09:30"
BOTH = "must be a date and time from 1900-01-01T00:00 to 2100-12-31T23:59, as 2017-12-25T09:30"


@pytest.mark.parametrize(
    ("mode", "value", "sentence"),
    [
        ("date", "1900-01-01", None),
        ("date", "2100-12-31", None),
        ("date", "2024-02-29", None),
        ("date", "2023-02-29", DATE),
        ("date", "1899-12-31", DATE),
        ("date", "2101-01-01", DATE),
        ("date", "2024-1-1", DATE),
        ("date", "2024-01-01T00:00", DATE),
        ("time", "00:00", None),
        ("time", "23:59", None),
        ("time", "24:00", TIME),
        ("time", "9:30", TIME),
        ("datetime", "2024-02-29T23:59", None),
        ("datetime", "2024-02-29t00:00", None),
        ("datetime", "2024-02-29 00:00", BOTH),
        ("datetime", "2024-02-29", BOTH),
        ("datetime", "", BOTH),
    ],
)
def test_moments(mode: str, value: str, sentence: str | None) -> None:
    expected = {"quickReply.items[0].action.initial": sentence} if sentence else {}

    assert refused(quick_reply(PICKER | {"mode": mode, "initial": value})) == expected


@pytest.mark.parametrize(("earlier", "later"), [("09:00", "10:00"), ("00:00", "00:01")])
def test_max_is_later_than_min(earlier: str, later: str) -> None:
    picker = PICKER | {"mode": "time"}

    assert warned(quick_reply(picker | {"min": earlier, "max": later})) == {}
    assert refused(quick_reply(picker | {"min": later, "max": earlier})) == {
        "quickReply.items[0].action.max": "must be later than min"
    }
    assert warned(quick_reply(picker | {"min": later, "max": later})) == {
        "quickReply.items[0].action.max": "may be refused when not later than min"
    }
    assert warned(quick_reply(picker | {"min": later, "initial": earlier})) == {
        "quickReply.items[0].action.initial": "may be refused when not between min and max"
    }


@pytest.mark.parametrize(
    ("items", "path", "sentence"),
    [
        ([{"action": MESSAGE}] * 14, "items", "must have at most 13 items, has 14"),
        ([{"imageUrl": URL}], "items[0].action", "is required"),
        ([{"type": "button", "action": MESSAGE}], "items[0].type", "must be 'action'"),
        (
            [{"imageUrl": "http://e.co/a.png", "action": MESSAGE}],
            "items[0].imageUrl",
            "must be an HTTPS URL without spaces",
        ),
        (None, "items", "must be a list"),
    ],
)
def test_quick_replies_that_are_refused(items: Any, path: str, sentence: str) -> None:
    message = {"type": "text", "text": "a", "quickReply": {"items": items}}

    assert refused(message) == {f"quickReply.{path}": sentence}


def test_an_empty_quick_reply_is_doubted() -> None:
    assert warned({"type": "text", "text": "a", "quickReply": {"items": []}}) == {
        "quickReply.items": "may be refused when empty"
    }
