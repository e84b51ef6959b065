from __future__ import annotations

import inspect
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from line_connector import models
from line_connector.models import FlexMessage, TextMessage
from line_connector.models.line.sending import MessageObjects
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Input, Model

MODELS = [
    model
    for model in (getattr(models, name) for name in models.__all__)
    if inspect.isclass(model) and issubclass(model, Model)
]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))


@each_model
def test_it_is_a_json_schema(model: type[Model]) -> None:
    schema = json_schema(model)

    Draft202012Validator.check_schema(schema)
    assert "x-models" not in str(schema)
    for reference in references(schema):
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


@each_model
def test_everything_is_described(model: type[Model]) -> None:
    assert inspect.getdoc(model)
    for name, schema in json_schema(model).get("properties", {}).items():
        assert "description" in schema or name == "type", name


def test_the_limits_are_told() -> None:
    schema = json_schema(TextMessage)
    text, emojis = schema["properties"]["text"], schema["properties"]["emojis"]

    assert (text["minLength"], text["maxLength"], text["title"]) == (1, 5000, "Text")
    assert emojis["anyOf"][0]["maxItems"] == 20
    assert schema["properties"]["quickReply"]["title"] == "Quick reply"
    assert schema["required"] == ["type", "text"]
    assert schema["additionalProperties"] is False


def test_values_are_told() -> None:
    definitions = json_schema(FlexMessage)["$defs"]

    assert definitions["Box"]["properties"]["layout"]["enum"] == [
        "horizontal",
        "vertical",
        "baseline",
    ]
    assert "#[0-9A-Fa-f]{6}" in str(definitions["Text"]["properties"]["color"])
    assert definitions["Button"]["properties"]["action"]["required"] == ["label"]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": ""},
        {"text": "a"},
        {"type": "text", "text": "a", "txt": "b"},
        {"type": "hologram"},
        {"type": "image", "originalContentUrl": "http://e.co", "previewImageUrl": "https://e.co"},
        {"type": "audio", "originalContentUrl": "https://e.co", "duration": 0},
        {
            "type": "flex",
            "altText": "a",
            "contents": {
                "type": "bubble",
                "body": {
                    "type": "box",
                    "layout": "vertical",
                    "contents": [
                        {"type": "button", "action": {"type": "message", "text": "label missing"}}
                    ],
                },
            },
        },
    ],
)
def test_the_schema_refuses_what_it_can_express(message: dict[str, Any]) -> None:
    assert not Draft202012Validator(json_schema(MessageObjects)).is_valid({"messages": [message]})


def test_one_name_means_one_model() -> None:
    def below(model: type[Any]) -> set[type[Any]]:
        return {model}.union(*(below(child) for child in model.__subclasses__()))

    ours = [model for model in below(Input) if model.__module__.startswith("line_connector.models")]
    names = [model.__name__ for model in ours]
    assert len(MODELS) < len(names) == len(set(names))


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        found = [ref for value in node.values() for ref in references(value)]
        return [*found, node["$ref"]] if "$ref" in node else found
    if isinstance(node, list):
        return [ref for value in node for ref in references(value)]
    return []
