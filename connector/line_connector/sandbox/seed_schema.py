"""The JSON Schema of a seed file, for editors: what `seeding` checks, in one document."""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.json_values import is_array, is_object
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.seeding import IDENTITY, SETTINGS, section_name

OWN_KEYWORDS = {"says", "maxUnits", "maxGraphemes", "url", "byType", "lineId", "ratio", "writtenAs"}
"""Keywords that JSON Schema does not know."""


def seed_schema(providers: tuple[Provider, ...]) -> dict[str, Any]:
    """Return the JSON Schema of a seed file for some providers."""
    rules = control_rules(providers)
    sections = {
        section_name(control.name): _one_or_several(rules.schema(f"POST {control.name}"))
        for provider in providers
        for control in provider.controls
        if control.seed_rank
    }
    sections = dict(sorted(sections.items()))
    settings = {name: _plain(schema) for name, schema in rules.settings().items()}
    shared = {SETTINGS: _object(settings), **sections}
    identity = {name: {"type": "string", "minLength": 1} for name in IDENTITY}
    channel = {**_object({**identity, **shared}), "required": ["id", "secret", "token"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Seed of a line-connector sandbox",
        **_object(
            {
                "clock": {"type": "string", "format": "date-time"},
                **shared,
                "channels": {"type": "array", "items": channel},
            }
        ),
    }


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _one_or_several(schema: Mapping[str, Any]) -> dict[str, Any]:
    one = _plain(schema)
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _plain(schema: Any) -> Any:
    """Return a schema without our own keywords, its references replaced by what they mean."""
    if is_array(schema):
        return [_plain(each) for each in schema]
    if not is_object(schema):
        return schema
    if "$ref" in schema:
        return _plain(schema["$ref"])
    return {name: _plain(each) for name, each in schema.items() if name not in OWN_KEYWORDS}
