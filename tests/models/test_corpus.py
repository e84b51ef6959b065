"""Published messages that work: each must pass, and be sent as it was written."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from line_connector.models.line.sending import MessageObjects
from line_connector.models.line.validation import find_warnings, validate
from line_connector.schema.json_schema import json_schema
from support.published import each_published, without_nulls


@each_published
def test_nothing_is_refused_or_doubted(message: dict[str, Any]) -> None:
    assert validate([message]) == []
    assert find_warnings([message]) == []


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
