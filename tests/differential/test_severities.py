"""Every property of every message, spoilt in many ways: models and sandbox are equally severe.

What the models refuse the sandbox refuses, and the other way round; what the models only doubt the
sandbox takes. And where both refuse, the models name a place at least as deep as LINE's.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from differential.small_seeds import small_seeds
from differential.spoiling import places
from line_connector import validate
from line_connector.models.line.sending import MessageObjects
from line_connector.sandbox.exchange import RefusedError, Request
from line_connector.sandbox.line.message.checks import cross_check
from line_connector.sandbox.line.validation import read_body
from line_connector.schema.problems import Problem, read_property_path

SEEDS = list(small_seeds())
ABSENT = object()
VALUES: list[Any] = [
    *("", " ", "x", "LINE", "#fff", "-5px", "absolute", "2026-01-01", "a" * 5001),
    *("http://e.co/", "https://e.co/a|b", "https://e.co/%s", "https://e.co/\u0e01"),
    *("line://", "line:", "tel:#31", "{smile}" * 21),
    *("#ffffff\n", "10px\n", "\uff11px", "1:1\n", "\uff11:1"),
    *(0, -1, 1.5, 2**31, 1e30, True, None, [], {}, {"type": "x"}, ABSENT),
]

MORE_SEVERE_MODELS = {
    "unknown property": "a slip of the pen is told, though LINE ignores what it does not know "
    "outside flex messages; lenient validation lets it pass",
}
"""Sentences of the models where the sandbox accepts, each with the reason."""

LINE_NAMES_ANOTHER_PLACE = {
    "has no substitution": "LINE names the text that has the key, the models the missing key",
    "does not match the pattern": "LINE names the text that has the key",
    "sender.name length is invalid": "LINE gives no details",
}
"""Texts of the sandbox whose place is not above the models', each with the reason."""


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: str(seed["type"]))
def test_models_and_sandbox_are_equally_severe(seed: dict[str, Any]) -> None:
    assert list(differences(seed)) == []


def test_every_reason_is_needed() -> None:
    sentences = {each.message for seed in SEEDS for each in problems_of_mutants(seed)}
    assert sentences >= MORE_SEVERE_MODELS.keys()


def differences(seed: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the mutants about which models and sandbox differ without a reason."""
    for path, value, mutant in mutants(seed):
        ours = validate([mutant])
        theirs = refusal(mutant if ours else as_sent(mutant))
        spoilt = (path, "absent" if value is ABSENT else str(value)[:20])
        if ours and not theirs:
            if any(each.message not in MORE_SEVERE_MODELS for each in ours):
                yield (*spoilt, "models refuse", str(ours[0]))
        elif theirs and not ours:
            yield (*spoilt, "sandbox refuses", theirs)
        elif (
            theirs
            and not any(text in str(theirs) for text in LINE_NAMES_ANOTHER_PLACE)
            and not is_at_least_as_deep(ours, theirs)
        ):
            yield (*spoilt, str(ours[0]), theirs)


def mutants(seed: dict[str, Any]) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Yield a message spoilt in one place, with that place and its value."""
    for path in places(seed):
        for value in VALUES:
            mutant = copy.deepcopy(seed)
            holder: Any = mutant
            for step in path[:-1]:
                holder = holder[step]
            if value is ABSENT:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
            yield path, value, mutant


def problems_of_mutants(seed: dict[str, Any]) -> Iterator[Problem]:
    for _, value, mutant in mutants(seed):
        if value == {"type": "x"}:
            yield from validate([mutant])


def as_sent(message: dict[str, Any]) -> dict[str, Any]:
    """Return a good message as an action sends it."""
    wire = MessageObjects.model_validate({"messages": [message]}).to_wire()
    sent: dict[str, Any] = wire["messages"][0]
    return sent


def refusal(message: dict[str, Any]) -> Any:
    """Return what the sandbox answers to a message, or None."""
    body = json.dumps({"messages": [message]}).encode()
    try:
        read_body(Request("", "POST", "/", {}, {}, {}, body), "message/validate", cross_check)
    except RefusedError as error:
        return json.loads(error.response.content)
    return None


def is_at_least_as_deep(ours: list[Problem], theirs: Any) -> bool:
    """Tell whether the models name the sandbox's first place, or one further inside."""
    place = place_of(theirs)
    return any(tuple(map(str, each.path))[: len(place)] == place for each in ours)


def place_of(answer: Any) -> tuple[str, ...]:
    """Return the first place that an answer names, as a path from the request."""
    if "details" not in answer:
        named = answer["message"].split("'")[1]
        return tuple(map(str, read_property_path(named)))
    place = answer["details"][0]["property"]
    if place.startswith("/"):
        return ("messages", "0", "contents", *filter(None, place.split("/")))
    if place.startswith("template/"):
        return ("messages", "0", *place.split("/"))
    return tuple(map(str, read_property_path(place)))
