"""The playbook format as JSON Schema, with every action's input, so that editors complete it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.describe import describe_action
from line_connector.json_values import is_object
from line_connector.manifest import Manifest
from line_connector.playbook.document import Playbook

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
            {"const": spec.name, "title": spec.title, "description": spec.action.summary()}
            for spec in manifest.actions.values()
        ],
    }
    cases: list[Schema] = []
    for spec in manifest.actions.values():
        given = describe_action(spec)["input_schema"]
        prefix = f"{spec.connection}."  # providers share names for objects of their own
        for name, definition in given.pop("$defs", {}).items():
            actions.setdefault(prefix + name, _with_expressions(definition, prefix, top=True))
        actions[f"input.{spec.name}"] = _with_expressions(given, prefix, top=True)
        cases.append(
            {
                "if": {"properties": {"action": {"const": spec.name}}, "required": ["action"]},
                "then": {"properties": {"with": {"$ref": f"#/$defs/input.{spec.name}"}}},
            }
        )
    step["allOf"] = cases
    definitions.update(actions)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _with_expressions(schema: Mapping[str, Any], prefix: str, *, top: bool = False) -> Schema:
    """Return a schema whose every value can be an expression too, but for the outermost."""
    own = {key: _inner(key, value, prefix) for key, value in schema.items() if key != "default"}
    if "$ref" in own:
        own["$ref"] = "#/$defs/" + prefix + own["$ref"].rpartition("/")[2]
    if top or "const" in own:
        return own
    told: Schema = {key: own.pop(key) for key in ("title", "description") if key in own}
    return {**told, "anyOf": [own, {"$ref": "#/$defs/Expression"}]}


def _inner(key: str, value: Any, prefix: str) -> Any:
    if key == "properties":
        return {name: _with_expressions(inner, prefix) for name, inner in value.items()}
    if key == "items" or (key == "additionalProperties" and is_object(value)):
        return _with_expressions(value, prefix)
    if key in {"anyOf", "oneOf", "allOf"}:
        return [_with_expressions(inner, prefix, top=True) for inner in value]
    return value
