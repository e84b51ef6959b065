"""The plain form of a schema takes at least what the exact one takes, in fewer words."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from line_connector import load_manifest
from line_connector.describe import describe_action, describe_connection
from line_connector.manifest import ActionSpec
from line_connector.models.line.sending import MessageObjects
from line_connector.schema.json_schema import json_schema
from line_connector.schema.plain_schema import plain_schema, without_null
from support.published import each_published, without_nulls

SPECS = list(load_manifest().actions.values())
KEYWORDS = {"$ref", "$defs", "anyOf", "oneOf", "const", "examples", "discriminator"}


def subschemas(schema: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [*schema.get("properties", {}).values()]
    inner += [schema["items"]] if "items" in schema else []
    return [schema, *(deeper for one in inner for deeper in subschemas(one))]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
@pytest.mark.parametrize("side", ["input_schema", "output_schema"])
def test_every_value_has_one_type(spec: ActionSpec, side: str) -> None:
    for schema in subschemas(plain_schema(describe_action(spec)[side])):
        assert not KEYWORDS & schema.keys()
        assert isinstance(schema["type"], str)
        assert schema.get("exclusiveMinimum") in {None, True}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_examples_pass(spec: ActionSpec) -> None:
    schema = plain_schema(describe_action(spec)["input_schema"])
    jsonschema.Draft4Validator(schema).validate(spec.action.example)


@each_published
def test_published_messages_pass(message: dict[str, Any]) -> None:
    plain = plain_schema(json_schema(MessageObjects), levels=9)
    jsonschema.Draft4Validator(plain).validate({"messages": [without_nulls(message)]})


def test_an_alternative_has_the_properties_of_all() -> None:
    schema = {
        "oneOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}],
        "$defs": {
            "Cat": {
                "type": "object",
                "properties": {"type": {"const": "cat"}, "lives": {"type": "integer"}},
                "required": ["type", "lives"],
            },
            "Dog": {
                "type": "object",
                "properties": {"type": {"const": "dog"}},
                "required": ["type"],
            },
        },
    }

    assert plain_schema(schema) == {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["cat", "dog"]},
            "lives": {"type": "integer"},
        },
        "required": ["type"],
    }


def test_an_object_in_itself_ends() -> None:
    box = {"type": "object", "properties": {"box": {"$ref": "#/$defs/Box"}}}

    plain = plain_schema({"$ref": "#/$defs/Box", "$defs": {"Box": box}}, levels=9)

    free = {"type": "object", "properties": {"box": {"type": "object"}}}
    assert plain == {"type": "object", "properties": {"box": free}}


def test_absence_stands_for_null() -> None:
    schema = {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None, "title": "Name"}
    assert without_null(schema) == {"type": "string", "title": "Name"}


def test_a_bound_that_is_left_out_is_a_flag() -> None:
    assert plain_schema({"type": "number", "exclusiveMinimum": 0}) == {
        "type": "number",
        "minimum": 0,
        "exclusiveMinimum": True,
    }


def test_the_form_of_a_connection_hides_its_secrets() -> None:
    form = describe_connection(load_manifest().connection("line"))["properties"]

    secret = {name for name, field in form.items() if field.get("writeOnly")}
    assert secret == {"client_secret", "token", "private_key"}
    assert form["verify_ssl"]["default"] is True
    assert form["http_proxy"]["type"] == "string"
