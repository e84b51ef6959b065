"""The playbook format as JSON Schema, with every action's input, so that editors complete it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from line_connector.describe import describe_action
from line_connector.json_values import is_object
from line_connector.manifest import Manifest
from line_connector.playbook.document import Playbook
from line_connector.questions.question import Question

Schema = dict[str, Any]

EXPRESSION = {"type": "string", "pattern": r"\$\{\{", "description": "An expression: ${{ … }}."}


def playbook_schema(manifest: Manifest) -> Schema:
    """Return the JSON Schema (2020-12) of playbooks that use a manifest's actions."""
    schema = Playbook.model_json_schema(by_alias=True)
    definitions: dict[str, Schema] = schema["$defs"]
    step = definitions["Step"]
    actions: dict[str, Schema] = {"Expression": EXPRESSION}
    step["properties"]["action"] = {
        "description": step["properties"]["action"]["description"],
        "oneOf": [
            {"const": spec.name, "title": spec.title, "description": spec.summary}
            for spec in manifest.actions.values()
        ],
    }
    cases: list[Schema] = []
    for spec in manifest.actions.values():
        # Providers have objects of the same names: each has its own definitions.
        prefix = f"#/$defs/{spec.connection}."
        text = json.dumps(describe_action(spec)["input_schema"]).replace("#/$defs/", prefix)
        inputs = json.loads(text)
        for name, definition in inputs.pop("$defs", {}).items():
            actions.setdefault(f"{spec.connection}.{name}", _members(definition))
        actions[f"input.{spec.name}"] = _members(inputs)
        cases.append(
            {
                "if": {"properties": {"action": {"const": spec.name}}, "required": ["action"]},
                "then": {"properties": {"with": {"$ref": f"#/$defs/input.{spec.name}"}}},
            }
        )
    question = Question.model_json_schema(by_alias=True)
    definitions |= question.pop("$defs", {})
    actions["ask"] = _members(question)
    step["properties"]["ask"] = {
        "description": step["properties"]["ask"]["description"],
        "$ref": "#/$defs/ask",
    }
    step["oneOf"] = [{"required": ["action"]}, {"required": ["ask"]}]
    step["allOf"] = cases
    definitions.update(actions)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _members(schema: Mapping[str, Any]) -> Schema:
    """Return a schema in which each value inside can be an expression too."""
    return {key: _inside(key, value) for key, value in schema.items() if key != "default"}


def _inside(key: str, value: Any) -> Any:
    if key in {"properties", "patternProperties"}:
        return {name: _or_expression(inner) for name, inner in value.items()}
    if key == "items" or (key == "additionalProperties" and is_object(value)):
        return _or_expression(value)
    if key in {"anyOf", "oneOf", "allOf"}:
        return [_members(inner) for inner in value]
    return value


def _or_expression(schema: Mapping[str, Any]) -> Schema:
    own = _members(schema)
    if "const" in own:
        return own  # what tells the kinds of an object apart has to stand there
    texts: Schema = {key: own.pop(key) for key in ("title", "description") if key in own}
    return {**texts, "anyOf": [own, {"$ref": "#/$defs/Expression"}]}
