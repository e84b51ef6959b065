"""Whatever is sent, LINE's answer is a yes or a no: never an error of the sandbox itself."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.json_values import MOST_LEVELS
from line_connector.sandbox.exchange import RefusedError, Request
from line_connector.sandbox.json_values import compact_json
from line_connector.sandbox.line.narrowcast.operations import further_check
from line_connector.sandbox.line.validation import read_body

if TYPE_CHECKING:
    from sandbox.conftest import Client

ACTION = {
    "type": "datetimepicker",
    "label": "When",
    "data": "",
    "mode": "date",
    "min": "2026-01-01",
}
SEEDS: list[dict[str, Any]] = [
    {
        "messages": [
            {
                "type": "text",
                "text": "a$",
                "sender": {"name": "a"},
                "emojis": [{"index": 1, "productId": "p", "emojiId": "1"}],
            }
        ]
    },
    {
        "messages": [
            {
                "type": "textV2",
                "text": "{a}",
                "substitution": {"a": {"type": "mention", "mentionee": {"type": "all"}}},
            }
        ]
    },
    {
        "messages": [
            {
                "type": "text",
                "text": "a",
                "quickReply": {"items": [{"type": "action", "action": ACTION}]},
            }
        ]
    },
    {
        "messages": [
            {
                "type": "template",
                "altText": "a",
                "template": {
                    "type": "carousel",
                    "columns": [{"text": "a", "title": "t", "actions": [ACTION]}],
                },
            }
        ]
    },
    {
        "messages": [
            {
                "type": "flex",
                "altText": "a",
                "contents": {
                    "type": "bubble",
                    "hero": {"type": "image", "url": "https://a.jp", "aspectRatio": "1:1"},
                    "body": {
                        "type": "box",
                        "layout": "vertical",
                        "contents": [{"type": "text", "text": "a", "action": ACTION}],
                    },
                },
            }
        ]
    },
    {
        "messages": [{"type": "text", "text": "a"}],
        "recipient": {"type": "operator", "not": {"type": "audience", "audienceGroupId": 1}},
        "filter": {"demographic": {"type": "age", "gte": "age_20", "lt": "age_30"}},
        "limit": {"max": 1},
    },
]

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container with a key of it: all the places something can be put."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))
    here = [(value, key) for key in keys]
    return here + [place for key in keys for place in places(value[key])]


@given(st.data())
def test_a_request_with_anything_anywhere_is_accepted_or_refused(data: st.DataObject) -> None:
    body = copy.deepcopy(data.draw(st.sampled_from(SEEDS)))
    container, key = data.draw(st.sampled_from(places(body)))
    container[key] = data.draw(ANYTHING)
    request = Request("1", "POST", "/", {}, {}, {}, compact_json(body))
    try:
        read = read_body(request, "narrowcast/narrowcast", further_check)
    except RefusedError as refused:
        assert refused.response.status == 400
    else:
        assert read["messages"]


def operators(levels: int, innermost: Any, name: str = "not") -> dict[str, Any]:
    recipient = innermost
    for _ in range(levels):
        recipient = {"type": "operator", name: recipient if name == "not" else [recipient]}
    return {"messages": [{"type": "text", "text": "a"}], "recipient": recipient}


def boxes(levels: int, innermost: Any) -> dict[str, Any]:
    content = innermost
    for _ in range(levels):
        content = {"type": "box", "layout": "vertical", "contents": [content]}
    bubble = {"type": "bubble", "body": content}
    return {"messages": [{"type": "flex", "altText": "a", "contents": bubble}]}


@pytest.mark.parametrize(
    ("body", "place", "text"),
    [
        (
            operators(MOST_LEVELS - 2, {"type": "x"}),
            f"recipient{'.not' * (MOST_LEVELS - 2)}.type",
            "Must be one of the following values: [audience, redelivery, operator]",
        ),
        (
            operators(MOST_LEVELS // 2 - 1, {"type": "x"}, "and"),
            f"recipient{'.and[0]' * (MOST_LEVELS // 2 - 1)}.type",
            "Must be one of the following values: [audience, redelivery, operator]",
        ),
        (
            boxes(MOST_LEVELS // 2 - 3, {"type": "text", "text": "a", "color": "red"}),
            f"/body{'/contents/0' * (MOST_LEVELS // 2 - 3)}/color",
            "invalid property",
        ),
    ],
)
def test_what_is_deep_and_wrong_is_told_with_its_place(
    client: Client, body: dict[str, Any], place: str, text: str
) -> None:
    reply = client.post("/v2/bot/message/narrowcast", body)
    assert reply.status == 400
    assert reply.json["details"] == [{"message": text, "property": place}]
