"""The rulebook and plain jsonschema agree on what is wrong with a value, for every rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from differential import infobip_seeds, seeds
from differential.spoiling import LENGTHS, TEXTS, VALUES, spoilt
from line_connector.sandbox.keywords import VALIDATOR
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.rulebook import Rulebook
from support.published import each_published, without_nulls

LINE = Rulebook(package_files("line_connector.sandbox.line", "*.yaml", exclude="control.yaml"))
INFOBIP = Rulebook(
    package_files("line_connector.sandbox.infobip", "*.yaml", exclude="control.yaml")
)
CONTROL = Rulebook(package_files("line_connector.sandbox", "control.yaml"))

PUSH = "message/requests.yaml#/$defs/push"
OF_INFOBIP = {
    "infobip_send_line_messages": "line/requests.yaml#/$defs/messages",
    "infobip_send_line_message": "line/requests.yaml#/$defs/single",
    "infobip_create_omni_scenario": "scenarios/requests.yaml#/$defs/scenario",
    "infobip_send_omni_message": "omni/requests.yaml#/$defs/advanced",
}
NARROWCAST = {
    "messages": [{"type": "text", "text": "Hi"}],
    "recipient": {
        "type": "operator",
        "and": [
            {"type": "audience", "audienceGroupId": 1},
            {"type": "operator", "not": {"type": "redelivery", "requestId": "a"}},
        ],
    },
    "filter": {
        "demographic": {
            "type": "operator",
            "or": [
                {"type": "gender", "oneOf": ["male"]},
                {"type": "age", "gte": "age_20", "lt": "age_25"},
                {"type": "area", "oneOf": ["jp_01"]},
                {"type": "subscriptionPeriod", "gte": "day_7"},
            ],
        }
    },
    "limit": {"max": 1, "upToRemainingQuota": True},
}
MANY = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NUMBERS = [0, 1, 5, 7, 1.0, 1.5, -1, 10**400, 1e308, True, False]


def agree(rules: Rulebook, reference: str, value: Any) -> None:
    errors = VALIDATOR(rules.schema(reference)).iter_errors(value)
    theirs = [(list(each.absolute_path), each.validator, each.message) for each in errors]
    ours = [(each.path, each.keyword, each.message) for each in rules.breaches(reference, value)]
    assert ours == theirs


@each_published
def test_on_published_messages(message: dict[str, Any]) -> None:
    agree(LINE, PUSH, {"to": f"U{1:032x}", "messages": [without_nulls(message)]})


@pytest.mark.parametrize("kind", seeds.SEEDS)
def test_on_spoilt_messages(kind: str) -> None:
    @MANY
    @given(spoilt(seeds.SEEDS[kind]))
    def check(message: dict[str, Any]) -> None:
        agree(LINE, PUSH, {"to": f"U{1:032x}", "messages": [message]})

    check()


@MANY
@given(spoilt([NARROWCAST]))
def test_on_spoilt_narrowcasts(body: dict[str, Any]) -> None:
    agree(LINE, "narrowcast/requests.yaml#/$defs/narrowcast", body)


@pytest.mark.parametrize("name", infobip_seeds.SEEDS)
def test_on_spoilt_bodies_of_infobip(name: str) -> None:
    @MANY
    @given(spoilt(infobip_seeds.SEEDS[name]))
    def check(body: dict[str, Any]) -> None:
        agree(INFOBIP, OF_INFOBIP[name], body)

    check()


@pytest.mark.parametrize("rules", [LINE, INFOBIP, CONTROL], ids=["line", "infobip", "control"])
def test_on_any_value_of_every_rule(rules: Rulebook) -> None:
    scalars = st.sampled_from([*VALUES, *NUMBERS, *LENGTHS]) | TEXTS
    names = st.sampled_from(NAMES)
    anything = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner),
        max_leaves=8,
    )
    references = st.sampled_from(sorted(rules.references()))

    @MANY
    @given(references, anything)
    def check(reference: str, value: Any) -> None:
        agree(rules, reference, value)

    check()


def test_an_unknown_keyword_is_an_error_when_the_rules_are_read() -> None:
    with pytest.raises(ValueError, match="maxLenght is not a keyword"):
        Rulebook({"a.yaml": "$defs: {a: {items: {maxLenght: 1}}}"})


@pytest.mark.parametrize(
    "rule",
    [
        "{prefixItems: [{type: string}], items: {type: integer}}",
        "{enum: [1, null, [true]]}",
        "{const: 1}",
        "{uniqueItems: true, minItems: 2}",
        "{type: [integer, 'null'], exclusiveMinimum: 0, multipleOf: 5}",
        "{patternProperties: {a: {type: string}}, required: [b]}",
        "{additionalProperties: {type: integer}, properties: {a: false}}",
        "{oneOf: [{minimum: 1}, {maximum: 5}]}",
        "{if: {type: string}, then: {minLength: 2}}",
    ],
)
def test_keywords_on_corner_values(rule: str) -> None:
    rules = Rulebook({"a.yaml": f"$defs: {{a: {rule}}}"})
    values: list[Any] = [*VALUES, *NUMBERS, "ab"]
    objects = [{name: value} for name in "ab" for value in values]
    arrays = [[first, second] for first in values[:8] + NUMBERS for second in NUMBERS]
    for value in (*values, *objects, *arrays, [[True]], [[1]], [True], [1]):
        agree(rules, "a.yaml#/$defs/a", value)


def _names() -> list[str]:
    """Return every name of a property that a rule mentions, and one that none does."""
    found = {"unknown"}
    package = Path(__file__).parents[2] / "connector" / "line_connector" / "sandbox"
    for file in package.rglob("*.yaml"):
        found |= {word.partition(":")[0] for word in file.read_text("utf-8").split() if ":" in word}
    return sorted(name.strip("{") for name in found if name.strip("{").isalnum())


NAMES = _names()
