"""Two readings of the same facts: our models, and the sandbox's own rules.

Each example starts with a good message and spoils it in up to three places. What our models take
and send, the sandbox must take; and what the sandbox takes, our models must take too. Where that is
not so, one of them has misread the facts.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from differential.seeds import SEEDS
from line_connector import validate
from line_connector.models.sending import MessageObjects
from line_connector.sandbox import Sandbox
from sandboxed import Line

REMOVED = object()

VALUES: list[Any] = [
    *("", " ", "x", "none", "#fff", "#ffffff", "#FFFFFF80", "red", "10px", "10%", "-5px", "1.5px"),
    *("0px", "md", "3xl", "full", "1:1", "20:13", "1:4", "0:1", "100000:100000", "{a}", "{{", "}"),
    *(
        "http://example.com/",
        "https://example.com/",
        "line://app/1",
        "tel:09012345678",
        "mailto:a@b",
    ),
    *("example.com", "https://", "2026-01-01", "2026-01-01T10:00", "2026-01-01t10:00", "10:00"),
    *(
        "25:00",
        "date",
        "time",
        "vertical",
        "baseline",
        "absolute",
        "bubble",
        "giga",
        "nano",
        "90deg",
    ),
    *("360deg", "0%", "101%", "openRichMenu", "user", "all", "U123", "$", "box", "spacer", "icon"),
    *("ア", "👨‍👩‍👧", "ก็"),
    *(0, 1, -1, 10, 1.5, 1040, 100001, True, False, None, [], {}),
]
LENGTHS = [1, 11, 12, 13, 19, 20, 21, 30, 31, 39, 40, 41, 60, 61, 100, 101, 119, 120, 121, 160, 161]
LENGTHS += [240, 241, 300, 301, 400, 401, 1000, 1001, 1500, 1501, 2000, 2001, 5000, 5001]
TEXTS = st.builds(
    lambda unit, length: unit * length, st.sampled_from(["x", "ア", "😀"]), st.sampled_from(LENGTHS)
)
REPEATED = st.sampled_from([2, 3, 4, 5, 10, 11, 12, 13, 14, 20, 21, 50, 51])


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a message."""
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    found = [place for key, value in inner for place in places(value, (*path, key))]
    return [path, *found] if path else found


@st.composite
def spoilt(draw: st.DrawFn, seeds: list[dict[str, Any]]) -> dict[str, Any]:
    message: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(places(message)))
        *above, last = path
        holder: Any = message
        for key in above:
            holder = holder[key]
        kind = draw(st.sampled_from(["value", "text", "remove", "repeat"]))
        if kind == "remove":
            del holder[last]
        elif kind == "repeat" and isinstance(holder, list):
            holder[last:last] = [copy.deepcopy(holder[last])] * draw(REPEATED)
        elif kind == "text" and isinstance(holder[last], str):
            holder[last] = draw(TEXTS)
        else:
            holder[last] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return message


@pytest.mark.parametrize("kind", SEEDS)
def test_good_messages_are_good_to_both(kind: str, line: Line) -> None:
    for message in SEEDS[kind]:
        assert validate([message]) == []
        assert refusal(line.url, requests, message) is None


@pytest.mark.parametrize("kind", SEEDS)
def test_both_readings_agree(kind: str, running_sandbox: Sandbox) -> None:
    with requests.Session() as http:

        @settings(
            max_examples=300,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        @given(message=spoilt(SEEDS[kind]))
        def agree(message: dict[str, Any]) -> None:
            ours = validate([message])
            # Our models also put right what is plain, such as "true" for true.
            sent = message if ours else as_sent(message)
            theirs = refusal(running_sandbox.url, http, sent)
            note(f"sent:    {json.dumps(sent, ensure_ascii=False)}")
            note(f"models:  {ours}")
            note(f"sandbox: {theirs}")
            assert bool(ours) == (theirs is not None)

        agree()


def as_sent(message: dict[str, Any]) -> dict[str, Any]:
    """Return a good message as an action sends it."""
    wire = MessageObjects.model_validate({"messages": [message]}).to_wire()
    sent: dict[str, Any] = wire["messages"][0]
    return sent


def refusal(url: str, http: Any, message: dict[str, Any]) -> Any:
    """Return what the sandbox says against a message, or None."""
    answer = http.post(
        f"{url}/v2/bot/message/validate/push",
        json={"messages": [message]},
        headers={"Authorization": "Bearer sandbox-token"},
        timeout=10,
    )
    return None if answer.status_code == 200 else answer.json()
