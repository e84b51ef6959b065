"""What can be tapped says which action it is, by pointer, keyboard and screen reader."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.one_of_each import ONE_OF_EACH, PIXEL
from support.phone import Phone

Json = dict[str, Any]

SAY: Json = {"type": "message", "label": "Say", "text": "Said"}
POST: Json = {"type": "postback", "data": 'a=1&b="2"\'3'}
OPEN: Json = {"type": "uri", "uri": "https://example.com/?a=<b>"}


def text(words: str = "Words", **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def box(*contents: Json, **more: Any) -> Json:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


def action_of(phone: Phone, selector: str) -> Any:
    return json.loads(phone.attribute(selector, "data-action") or "null")


def test_a_button_carries_its_action(phone: Phone) -> None:
    phone.show_body({"type": "button", "action": POST})
    assert action_of(phone, "button") == POST
    assert phone.attribute("button", "data-action-type") == "postback"


@pytest.mark.parametrize(
    ("component", "selector", "label"),
    [
        (text(action=SAY), ".flex-text", "Say"),
        (text(action={"type": "camera"}), ".flex-text", "Words"),
        ({"type": "image", "url": PIXEL, "action": OPEN}, ".flex-image", OPEN["uri"]),
        (box(text(), action=POST), ".flex-box .flex-box", POST["data"]),
    ],
)
def test_other_components_are_made_buttons(
    phone: Phone, component: Json, selector: str, label: str
) -> None:
    phone.show_body(component)
    assert action_of(phone, selector) == component["action"]
    names = ("role", "tabindex", "aria-label")
    assert [phone.attribute(selector, name) for name in names] == ["button", "0", label]


def test_a_bubble_with_buttons_inside_is_a_group_that_can_be_tapped(phone: Phone) -> None:
    phone.show_bubble(action=OPEN, body=box(text(), {"type": "button", "action": SAY}))
    assert phone.attribute(".flex-bubble", "role") == "group"
    assert action_of(phone, ".flex-bubble") == OPEN


def test_of_nested_actions_the_innermost_is_tapped(phone: Phone) -> None:
    phone.show_bubble(action=OPEN, body=box(text(), {"type": "button", "action": SAY}))
    phone.find("button").click()
    assert json.loads(phone.tapped()) == SAY
    phone.find(".flex-text").click()
    assert json.loads(phone.tapped()) == OPEN


@pytest.mark.parametrize("key", ["Enter", " "])
@pytest.mark.parametrize("component", [text(action=SAY), {"type": "button", "action": SAY}])
def test_actions_are_tapped_with_the_keyboard(phone: Phone, key: str, component: Json) -> None:
    phone.show_body(component)
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.press(key)
    assert json.loads(phone.tapped()) == SAY


def test_whatever_can_be_tapped_has_a_name_and_can_be_reached(phone: Phone) -> None:
    phone.show(*ONE_OF_EACH.values())
    nameless = phone.page.evaluate(
        """[...document.querySelectorAll('[data-action], button')]
        .filter((one) => !one.getAttribute('aria-label') || one.tabIndex < 0
            || !(one.tagName === 'BUTTON' || one.getAttribute('role')))
        .map((one) => one.outerHTML)"""
    )
    assert nameless == []


def test_every_place_of_an_action_carries_it(phone: Phone) -> None:
    phone.show(*ONE_OF_EACH.values())
    found = phone.page.evaluate(
        "[...document.querySelectorAll('[data-action]')].map((one) => one.dataset.action)"
    )
    assert len(found) == sum(map(count_actions, [*ONE_OF_EACH.values()])) - HIDDEN


# Quick replies of all messages but the last, a video's alternative, and an unknown message's.
HIDDEN = len(ONE_OF_EACH) - 1 + 1


def count_actions(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(count_actions, value))
    if not isinstance(value, dict):
        return 0
    own = "data" in value or "linkUri" in value
    return own + sum(map(count_actions, value.values()))
