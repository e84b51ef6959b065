"""Paths, sentences, suggestions and leniency, whatever the message."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from line_connector.models import (
    Box,
    Bubble,
    Button,
    CameraAction,
    FlexMessage,
    PostbackAction,
    QuickReply,
    QuickReplyItem,
    Text,
    TextMessage,
)
from line_connector.models.line.sending import MessageObjects
from line_connector.models.line.validation import find_warnings, validate
from line_connector.schema.problems import (
    Problem,
    problems_of,
    property_path,
    read_property_path,
    warning,
)
from support.message_problems import told

TEXT: dict[str, Any] = {"type": "text", "text": "Hi"}
KEY_RULE = "must be named with 1 to 20 letters, digits and underscores"
TYPES = (
    "text, textV2, sticker, image, video, audio, location, imagemap, template, flex, coupon, card"
)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ((), ""),
        (("messages",), "messages"),
        (("messages", 0, "text"), "messages[0].text"),
        (("to", 3), "to[3]"),
        (
            ("messages", 0, "contents", "contents", 1, "hero"),
            "messages[0].contents.contents[1].hero",
        ),
        (("messages", 0, "substitution", "a b"), "messages[0].substitution.a b"),
    ],
)
def test_paths_are_written_as_line_writes_them(path: tuple[str | int, ...], written: str) -> None:
    assert property_path(path) == written
    assert read_property_path(written) == path


@pytest.mark.parametrize(
    "path", ["messages[0", "messages[-1]", "a..b", ".to", "to.", "[" + "1" * 5000 + "]", "[\u0661]"]
)
def test_a_path_of_another_form_is_kept_as_it_is(path: str) -> None:
    assert read_property_path(path) == (path,)


@given(st.text())
def test_no_path_loses_anything(path: str) -> None:
    assert Problem(read_property_path(path), "").property == property_path((path,))


def test_a_problem_says_itself() -> None:
    problem = Problem(("a/b", 0, "~"), "must not be empty")

    assert str(problem) == "a/b[0].~: must not be empty"
    assert problem.pointer() == "/a~1b/0/~0"
    assert problem.under(("messages", 1)).property == "messages[1].a/b[0].~"
    assert str(Problem((), "must be an object")) == "must be an object"
    assert (problem.severity, warning((), "").severity) == ("error", "warning")


def test_the_name_of_a_placeholder_is_where_its_problem_is() -> None:
    message = {"type": "textV2", "text": "a", "substitution": {"a b": {"type": "mention"}}}

    assert ("messages[0].substitution.a b", KEY_RULE) in told(validate([message]))


@pytest.mark.parametrize(
    ("messages", "problems"),
    [
        ([TEXT], []),
        ([TEXT] * 5, []),
        ([], [("messages", "must have 1 to 5 items, has 0")]),
        ([TEXT] * 6, [("messages", "must have 1 to 5 items, has 6")]),
        (["Hi"], [("messages[0]", "must be an object")]),
        ([TEXT, {}], [("messages[1].type", f"is required: one of {TYPES}")]),
        ([TEXT, {"type": None}], [("messages[1].type", f"is required: one of {TYPES}")]),
        ([{"type": "texts"}], [("messages[0].type", f"must be one of {TYPES}")]),
        ([{"type": ["text"]}], [("messages[0].type", f"must be one of {TYPES}")]),
    ],
)
def test_the_list_of_messages(messages: list[Any], problems: list[tuple[str, str]]) -> None:
    assert told(validate(messages)) == problems


def test_everything_is_reported_at_once() -> None:
    messages: list[dict[str, Any]] = [
        {"type": "text", "txt": "Hi", "sender": {"name": "x" * 21}},
        {"type": "audio", "originalContentUrl": "http://e.co", "duration": -1},
    ]

    assert told(validate(messages)) == [
        ("messages[0].sender.name", "must be at most 20 characters (UTF-16 units), has 21"),
        ("messages[0].text", "is required"),
        ("messages[0].txt", "unknown property; did you mean 'text'?"),
        ("messages[1].originalContentUrl", "must be an HTTPS URL without spaces"),
        ("messages[1].duration", "must be at least 1"),
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("txt", "; did you mean 'text'?"),
        ("quickreply", "; did you mean 'quickReply'?"),
        ("QUICK_REPLY", "; did you mean 'quickReply'?"),
        ("quote-token", "; did you mean 'quoteToken'?"),
        ("priority", ""),
    ],
)
def test_an_unknown_property_is_refused_with_the_name_meant(name: str, meant: str) -> None:
    assert told(validate([TEXT | {name: "a"}])) == [
        (f"messages[0].{name}", f"unknown property{meant}")
    ]


def test_python_s_names_are_taken_too_but_not_both() -> None:
    one = {"items": [{"action": {"type": "camera", "label": "a"}}]}

    assert validate([TEXT | {"quick_reply": one}]) == []
    assert told(validate([TEXT | {"quick_reply": one, "quickReply": one}])) == [
        ("messages[0].quick_reply", "duplicate of 'quickReply'")
    ]
    assert told(validate([TEXT | {"quick_reply": one, "quickReply": one, "text": ""}])) == [
        ("messages[0].text", "must not be empty"),
        ("messages[0].quick_reply", "duplicate of 'quickReply'"),
    ]


def test_any_mapping_is_a_message() -> None:
    assert validate([MappingProxyType(TEXT)]) == []


def test_refused_values_are_not_repeated() -> None:
    secret = "5ecret" * 2000

    for message in ({"type": "text", "text": secret}, TEXT | {"sender": {"iconUrl": secret}}):
        assert "5ecret" not in str(validate([message]))


def test_models_made_by_hand_are_messages() -> None:
    label = CameraAction(label="Camera")
    message = TextMessage(text="Hi", quick_reply=QuickReply(items=[QuickReplyItem(action=label)]))

    assert validate([message]) == []
    assert message.to_wire() == {
        "type": "text",
        "text": "Hi",
        "quickReply": {
            "items": [{"type": "action", "action": {"type": "camera", "label": "Camera"}}]
        },
    }


def test_flex_is_built_by_hand() -> None:
    buy = PostbackAction(label="Buy", data="buy")
    body = Box(layout="vertical", contents=[Text(text="Shoes"), Button(action=buy)])
    message = FlexMessage(alt_text="Shoes", contents=Bubble(body=body))

    assert validate([message]) == []
    assert message.to_wire()["contents"]["body"]["contents"][1] == {
        "type": "button",
        "action": {"type": "postback", "label": "Buy", "data": "buy"},
    }


def test_models_made_by_hand_are_refused_when_made() -> None:
    with pytest.raises(ValidationError) as caught:
        Button(action=PostbackAction(data="buy"))

    assert told(problems_of(caught.value)) == [
        ("action.label", "is required here, 1 to 40 characters")
    ]


def test_unknown_arguments_are_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        TextMessage(text="Hi", quick_replies=None)  # type: ignore[call-arg]

    assert told(problems_of(caught.value)) == [
        ("quick_replies", "unknown property; did you mean 'quickReply'?")
    ]


def test_a_model_changed_since_is_looked_at_again() -> None:
    message = TextMessage(text="Hi")
    message.text = ""

    assert told(validate([message])) == [("messages[0].text", "must not be empty")]


def test_a_model_in_the_wrong_place_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Bubble(body=Text(text="a"))  # type: ignore[arg-type]

    assert told(problems_of(caught.value)) == [("body.type", "must be one of box")]


LENIENT = [
    TEXT | {"future": {"a": 1}},
    {"type": "hologram", "shape": "cube"},
    {"type": "flex", "altText": "a", "contents": {"type": "sphere"}},
    {
        "type": "flex",
        "altText": "a",
        "contents": {
            "type": "bubble",
            "glow": 1,
            "body": {
                "type": "box",
                "layout": "vertical",
                "contents": [
                    {"type": "lamp"},
                    {"type": "button", "action": {"type": "sing", "song": "a"}},
                    {"type": "text", "text": "a", "font": "serif"},
                ],
            },
        },
    },
    {
        "type": "flex",
        "altText": "a",
        "contents": {"type": "carousel", "contents": [{"type": "balloon", "size": "giga"}]},
    },
    {"type": "textV2", "text": "{a}", "substitution": {"a": {"type": "video", "id": "1"}}},
    TEXT | {"quickReply": {"items": [{"type": "action", "action": {"type": "sing"}}]}},
]


@pytest.mark.parametrize("message", LENIENT)
def test_lenient_validation_sends_on_what_is_not_known_here(message: dict[str, Any]) -> None:
    given = {"messages": [message]}

    assert validate([message]) != []
    assert validate([message], lenient=True) == []
    assert MessageObjects.model_validate(given, context={"lenient": True}).to_wire() == given


def test_lenient_validation_refuses_what_is_known_to_be_wrong() -> None:
    message = TEXT | {"text": "", "future": 1}

    assert told(validate([message], lenient=True)) == [("messages[0].text", "must not be empty")]


def test_warnings_are_about_valid_messages_only() -> None:
    doubtful: dict[str, Any] = TEXT | {"quickReply": {"items": []}}

    assert told(find_warnings([doubtful | {"text": ""}, doubtful, TEXT])) == [
        ("messages[1].quickReply.items", "may be refused when empty")
    ]
