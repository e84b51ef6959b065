"""Messages to many chats, and requests that are only checked."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from line_connector import load_manifest
from line_connector.schema.problems import problems_of
from support.message_problems import told

USER = f"U{1:032x}"
QUOTE = {"type": "text", "text": "Hi", "quoteToken": "q"}
MENTION = {
    "type": "textV2",
    "text": "{all}",
    "substitution": {"all": {"type": "mention", "mentionee": {"type": "all"}}},
}
EMOJI = {
    "type": "textV2",
    "text": "{smile}",
    "substitution": {"smile": {"type": "emoji", "productId": "p", "emojiId": "1"}},
}
TO: dict[str, dict[str, Any]] = {
    "reply_message": {"replyToken": "r"},
    "push_message": {"to": f"C{1:032x}"},
    "multicast": {"to": [USER]},
    "narrowcast": {},
    "broadcast": {},
}
TO_ONE = ["reply_message", "push_message", "validate_reply", "validate_push"]
_SENDS = ["multicast", "narrowcast", "broadcast"]
TO_MANY = [*_SENDS, *(f"validate_{name}" for name in _SENDS)]
ACTIONS = {name: spec.action for name, spec in load_manifest().actions.items()}


def refused(action: str, *messages: Any) -> list[tuple[str, str]]:
    try:
        ACTIONS[action].input_model.model_validate({**TO.get(action, {}), "messages": messages})
    except ValidationError as error:
        return told(problems_of(error))
    return []


@pytest.mark.parametrize("action", TO_MANY)
def test_quotes_and_mentions_are_for_one_chat(action: str) -> None:
    rule = "must not be given here: replies and pushes only"

    assert refused(action, EMOJI, QUOTE, MENTION) == [
        ("messages[1].quoteToken", rule),
        ("messages[2].substitution.all", f"mention: {rule}"),
    ]


@pytest.mark.parametrize("action", TO_ONE)
def test_one_chat_has_them(action: str) -> None:
    assert refused(action, EMOJI, QUOTE, MENTION) == []


@pytest.mark.parametrize("action", TO)
def test_the_input_of_sending_can_be_checked(action: str) -> None:
    check = ACTIONS[f"validate_{action.removesuffix('_message')}"].input_model
    messages = [{"type": "text", "text": "Hi"}]
    rest = {"notificationDisabled": True, "customAggregationUnits": ["a"], "retry_key": "k"}

    checked = check.model_validate({**TO[action], **rest, "messages": messages})

    assert checked.to_wire() == {"messages": messages}


def test_what_no_request_has_is_refused_in_a_check() -> None:
    model = ACTIONS["validate_push"].input_model
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"to": USER, "message": [], "messages": []})

    assert told(problems_of(caught.value)) == [
        ("messages", "must have 1 to 5 items, has 0"),
        ("message", "unknown property; did you mean 'messages'?"),
    ]


@pytest.mark.parametrize(
    ("to", "message", "property_", "sentence"),
    [
        (USER, MENTION, "messages[0].substitution", "may be refused outside groups and rooms"),
        (
            f"C{1:032x}",
            {
                "type": "video",
                "originalContentUrl": "https://e.co/v.mp4",
                "previewImageUrl": "https://e.co/a.png",
                "trackingId": "a",
            },
            "messages[0].trackingId",
            "may be refused in groups and rooms",
        ),
    ],
)
def test_what_does_not_fit_the_chat_is_doubted(
    to: str, message: dict[str, Any], property_: str, sentence: str
) -> None:
    model: Any = ACTIONS["push_message"].input_model
    data = model.model_validate({"to": to, "messages": [message]})

    assert told(data.warnings()) == [(property_, sentence)]
