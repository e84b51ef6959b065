"""Inputs far beyond any that is meant: refused in bounded time, with a list that can be read."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from line_connector import InputError
from line_connector.manifest import load_manifest
from line_connector.models.line.validation import find_warnings, validate

MANIFEST = load_manifest()
USER = "U00000000000000000000000000000001"
MANY = 100_000


def problems(raw: Any, action: str = "push_message", *, lenient: bool = False) -> list[str]:
    declared = MANIFEST.action(action).action
    with pytest.raises(InputError) as caught:
        declared.request(declared.read_input(raw, lenient=lenient))
    assert (
        str(caught.value) == "\n".join(map(str, caught.value.problems)) or not caught.value.problems
    )
    return str(caught.value).splitlines()


def test_many_unknown_properties_are_counted() -> None:
    raw = {f"unknown{number}": number for number in range(MANY)}
    began = time.process_time()
    lines = problems(raw)
    assert time.process_time() - began < 5  # looking for near names in all takes minutes

    assert lines[:4] == [
        "to: is required",
        "messages: is required",
        "has 100000 unknown properties",
        "unknown0: unknown property",
    ]
    assert lines[50:] == ["and 3 more problems"]
    assert problems({"to": USER, "messages": [{"type": "text", "text": "a", **raw}]})[:2] == [
        "messages[0]: has 100000 unknown properties",
        "messages[0].unknown0: unknown property",
    ]


def test_near_names_are_looked_for_only_where_they_are_shown() -> None:
    wrong = [{"type": "text", "text": "a", f"wrp{number}": 1} for number in range(30_000)]
    body = {"type": "box", "layout": "vertical", "contents": wrong}
    began = time.process_time()
    found = validate(
        [{"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": body}}]
    )
    assert time.process_time() - began < 10
    assert found[0].message == "unknown property; did you mean 'wrap'?"
    assert str(found[50]) == "and 29950 more problems"


def test_many_wrong_items_are_counted() -> None:
    assert problems({"to": ["x"] * MANY, "messages": []}, "multicast")[0] == (
        "to: must have 1 to 500 items, has 100000"
    )
    lines = problems({"to": ["x"] * 500, "messages": []}, "multicast")
    assert lines[49] == "to[49]: must be a user ID: U and 32 hex digits"
    assert lines[50:] == ["and 451 more problems"]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": "ข" * 10_000_000},
        {"type": "textV2", "text": "{" * 10_000_000},
        {"type": "flex", "altText": "e\u0301" * 5_000_000, "contents": {"type": "bubble"}},
        {"type": "template", "altText": "a", "template": {
            "type": "confirm", "text": "e\u0301" * 5_000_000, "actions": [],
        }},
        {"type": "text", "text": "a", "quickReply": {"items": [{"type": "action", "action": {
            "type": "message", "text": "a", "label": "ข" * 10_000_000,
        }}]}},
        {"type": "a" * 10_000_000},
        {"a" * 10_000_000: 1},
        {"type": "image", "originalContentUrl": "https://" + "a" * 10_000_000},
    ],
    ids=lambda message: message.get("type", "?")[:10],
)  # fmt: skip
def test_very_long_texts_are_refused_and_not_shown(message: dict[str, Any]) -> None:
    found = validate([message])
    assert found
    assert all(len(str(problem)) < 300 for problem in found)


def test_no_character_is_counted_without_end() -> None:
    label = "a" + "\u0301" * 5_000
    action = {"type": "message", "label": label, "text": "a"}
    (problem,) = validate([text(quickReply={"items": [{"type": "action", "action": action}]})])
    assert problem.message.endswith("has 5001 code points")


def test_nesting_beyond_reason_is_one_line() -> None:
    deep: Any = {}
    for _ in range(20_000):
        deep = {"a": [deep]}
    assert len(problems({"to": USER, "messages": [deep]})) == 1
    too_deep = ["is nested too deep: at most 250 levels"]
    assert problems({"method": "POST", "path": "/v2/bot", "body": deep}, "line_request") == too_deep
    payload = {"scenarioKey": "a", "destinations": [{"to": {"phoneNumber": "66900000001"}}],
               "push": {"text": "a", "customPayload": deep}}  # fmt: skip
    assert problems(payload, "infobip_send_omni_message") == [
        "is nested too deep: at most 250 levels"
    ]


def text(**more: Any) -> dict[str, Any]:
    return {"type": "text", "text": "a", **more}


HALF = "a\ud800"
"""Half a surrogate pair: Python and JSON can write it, UTF-8 cannot."""


def spoiled(value: Any) -> Iterator[Any]:
    """Yield a value with half a surrogate pair in each of its texts and names in turn."""
    if isinstance(value, str):
        yield HALF
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield {**{k: v for k, v in value.items() if k != name}, HALF: inner}
            yield from ({**value, name: worse} for worse in spoiled(inner))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            for worse in spoiled(inner):
                yield [*value[:position], worse, *value[position + 1 :]]


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("name", sorted(MANIFEST.actions))
def test_half_a_surrogate_pair_is_refused_wherever_it_stands(name: str, lenient: bool) -> None:
    example = json.loads(json.dumps(MANIFEST.action(name).action.example))
    for raw in spoiled(example):
        for line in problems(raw, name, lenient=lenient):
            line.encode()


@pytest.mark.parametrize(
    "more",
    [
        {"push": {"text": "a", "customPayload": {"a": [{"b": HALF}]}}},
        {"push": {"text": "a", "customPayload": {HALF: 1}}},
        {"push": {"text": "a", "customPayload": {"a": float("inf")}}},
        {"facebook": {"text": HALF}},
        {"whatsApp": {"contacts": [{"name": HALF}]}},
        {"kakaoAlim": {"templateData": {"a": HALF}}},
        {"callbackData": HALF},
        {"bulkId": HALF},
        {"destinations": [{"messageId": HALF, "to": {"phoneNumber": "66900000001"}}]},
    ],
    ids=str,
)
def test_infobips_own_and_free_values_are_refused_too(more: dict[str, Any]) -> None:
    raw = {"scenarioKey": "a", "destinations": [{"to": {"phoneNumber": "66900000001"}}], **more}
    assert problems(raw, "infobip_send_omni_message")


def test_lenient_validation_lets_no_half_pair_through() -> None:
    for message in (text(newField=HALF), text(newField=[{"a": HALF}]), {"type": "new", "a": HALF}):
        assert validate([message], lenient=True)
    assert validate([text(newField="a"), {"type": "new", "a": "b"}], lenient=True) == []
    assert find_warnings([text()]) == []
