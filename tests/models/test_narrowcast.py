from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from line_connector.models.line.narrowcast import Filter, Limit, Recipient
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Input
from line_connector.schema.problems import problems_of
from line_connector.schema.warnings import warnings_in
from support.message_problems import told


class Target(Input):
    recipient: Recipient | None = None
    filter: Filter | None = None
    limit: Limit | None = None


AUDIENCE = {"type": "audience", "audienceGroupId": 5614991017776}
AGAIN = {"type": "redelivery", "requestId": "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"}
AGES = ", ".join(f"'age_{age}'" for age in range(15, 70, 5))
WOMEN = {"type": "gender", "oneOf": ["female"]}


def refused(**target: Any) -> dict[str, str]:
    try:
        Target.model_validate(target)
    except ValidationError as error:
        return dict(told(problems_of(error)))
    return {}


def warned(**target: Any) -> dict[str, str]:
    found = warnings_in(Target.model_validate(target))
    return {each.property: each.message for each in found}


def operator(**operands: Any) -> dict[str, Any]:
    return {"type": "operator", **operands}


@pytest.mark.parametrize(
    "recipient",
    [
        AUDIENCE,
        AGAIN,
        operator(**{"and": [AUDIENCE, operator(**{"not": AGAIN})]}),
        operator(**{"or": [AUDIENCE] * 10}),
        operator(**{"and": None, "or": [AUDIENCE], "not": None}),
        operator(**{"not": operator(**{"not": operator(**{"or": [AGAIN] * 10})})}),
    ],
)
def test_recipients(recipient: dict[str, Any]) -> None:
    assert refused(recipient=recipient) == {}
    assert warned(recipient=recipient) == {}


@pytest.mark.parametrize(
    ("recipient", "problems"),
    [
        ({"type": "user"}, {".type": "must be one of audience, redelivery, operator"}),
        ({"type": "audience"}, {".audienceGroupId": "is required"}),
        (
            AGAIN | {"requestId": "latest"},
            {".requestId": "must be a request ID, the UUID in x-line-request-id"},
        ),
        (operator(), {"": "must have one of and, or, not"}),
        (operator(**{"and": []}), {".and": "must not be empty"}),
        (
            operator(**{"and": [AUDIENCE], "not": AGAIN}),
            {".not": "must not be given together with and"},
        ),
        (
            operator(**{"or": [AUDIENCE] * 11}),
            {"": "must have at most 10 conditions in all, has 11"},
        ),
        (
            operator(**{"and": [AUDIENCE, operator(**{"or": [AGAIN] * 10})]}),
            {"": "must have at most 10 conditions in all, has 11"},
        ),
        (
            operator(**{"and": [operator(**{"not": WOMEN})]}),
            {".and[0].not.type": "must be one of audience, redelivery, operator"},
        ),
    ],
)
def test_recipients_that_are_refused(recipient: Any, problems: dict[str, str]) -> None:
    assert refused(recipient=recipient) == {
        f"recipient{path}": sentence for path, sentence in problems.items()
    }


@pytest.mark.parametrize(
    "demographic",
    [
        {"type": "gender", "oneOf": ["male", "female"]},
        {"type": "age", "gte": "age_15"},
        {"type": "age", "lt": "age_70"},
        {"type": "age", "gte": "age_20", "lt": "age_25"},
        {"type": "appType", "oneOf": ["ios", "android"]},
        {"type": "area", "oneOf": ["jp_01", "jp_47", "tw_22", "th_08"]},
        {"type": "subscriptionPeriod", "gte": "day_7", "lt": "day_365"},
        operator(**{"and": [WOMEN, operator(**{"not": WOMEN})]}),
    ],
)
def test_filters(demographic: dict[str, Any]) -> None:
    assert refused(filter={"demographic": demographic}) == {}
    assert warned(filter={"demographic": demographic}) == {}


@pytest.mark.parametrize(
    ("demographic", "path", "sentence"),
    [
        ({"type": "gender", "oneOf": []}, ".oneOf", "must not be empty"),
        ({"type": "gender", "oneOf": ["other"]}, ".oneOf[0]", "must be one of 'male' or 'female'"),
        ({"type": "age"}, "", "must have gte, lt or both"),
        ({"type": "age", "gte": "age_25", "lt": "age_25"}, ".lt", "must be more than gte"),
        ({"type": "age", "gte": "age_70", "lt": "age_15"}, ".lt", "must be more than gte"),
        ({"type": "age", "gte": "age_17"}, ".gte", f"must be one of {AGES} or 'age_70'"),
        ({"type": "subscriptionPeriod"}, "", "must have gte, lt or both"),
        (
            {"type": "subscriptionPeriod", "gte": "day_90", "lt": "day_30"},
            ".lt",
            "must be more than gte",
        ),
        (operator(**{"or": [WOMEN] * 11}), "", "must have at most 10 conditions in all, has 11"),
        (
            {"type": "weather"},
            ".type",
            "must be one of gender, age, appType, area, subscriptionPeriod, operator",
        ),
    ],
)
def test_filters_that_are_refused(demographic: Any, path: str, sentence: str) -> None:
    assert refused(filter={"demographic": demographic}) == {f"filter.demographic{path}": sentence}


AREAS = "must be jp_01 to jp_47, tw_01 to tw_22, th_01 to th_08 or id_01 to id_12"


@pytest.mark.parametrize("area", ["jp_00", "jp_48", "tw_23", "th_09", "id_13", "Tokyo", "jp_1"])
def test_areas_that_are_none(area: str) -> None:
    found = refused(filter={"demographic": {"type": "area", "oneOf": ["jp_13", area]}})

    assert found == {"filter.demographic.oneOf[1]": AREAS}


def test_areas_of_indonesia_are_doubted() -> None:
    assert warned(filter={"demographic": {"type": "area", "oneOf": ["jp_13", "id_04"]}}) == {
        "filter.demographic.oneOf[1]": "may be refused: no longer documented"
    }


def test_operators_may_count_as_filters() -> None:
    demographic = operator(**{"or": [WOMEN] * 10})

    assert refused(filter={"demographic": demographic}) == {}
    assert list(warned(filter={"demographic": demographic})) == ["filter.demographic"]


@pytest.mark.parametrize(
    ("limit", "problems"),
    [
        ({"max": 1}, {}),
        ({"upToRemainingQuota": True, "forbidPartialDelivery": True}, {}),
        ({"forbidPartialDelivery": False}, {}),
        ({"max": 0}, {"limit.max": "must be at least 1"}),
        (
            {"forbidPartialDelivery": True},
            {"limit.forbidPartialDelivery": "needs upToRemainingQuota true"},
        ),
        (
            {"upToRemainingQuota": False, "forbidPartialDelivery": True},
            {"limit.forbidPartialDelivery": "needs upToRemainingQuota true"},
        ),
        ({"upToRemainingQuota": "maybe"}, {"limit.upToRemainingQuota": "must be true or false"}),
    ],
)
def test_limits(limit: dict[str, Any], problems: dict[str, str]) -> None:
    assert refused(limit=limit) == problems


def test_operators_keep_their_names_on_the_wire() -> None:
    recipient = operator(**{"and": [AUDIENCE, operator(**{"not": AGAIN})]})

    assert Target.model_validate({"recipient": recipient}).to_wire() == {"recipient": recipient}
    assert set(json_schema(Target)["$defs"]["OperatorRecipient"]["properties"]) == {
        "type",
        "and",
        "or",
        "not",
    }
