"""Published messages that work: each must pass, and be sent as it was written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from line_connector.models.schema import json_schema
from line_connector.models.sending import MessageObjects
from line_connector.models.validation import doubts, validate

CORPUS = Path(os.environ.get("LINE_CORPUS", Path(__file__).parents[2] / "../shared/corpus"))
FILE = CORPUS / "valid_messages.jsonl"


def published() -> list[Any]:
    if not FILE.exists():
        reason = f"no corpus at {CORPUS}; set LINE_CORPUS to its directory"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    lines = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(line["message"], id=line["id"]) for line in lines]


each_published = pytest.mark.parametrize("message", published())


@each_published
def test_nothing_is_refused_or_doubted(message: dict[str, Any]) -> None:
    assert validate([message]) == []
    assert doubts([message]) == []


@each_published
def test_it_is_sent_as_it_was_written(message: dict[str, Any]) -> None:
    validated = MessageObjects.model_validate({"messages": [message]})

    assert validated.to_wire() == {"messages": [without_nulls(message)]}


@each_published
def test_the_json_schema_accepts_it(message: dict[str, Any], schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema).validate({"messages": [message]})


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json_schema(MessageObjects)


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value
