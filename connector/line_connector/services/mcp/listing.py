"""What a client is told of the tools: as short as it can be without leaving anything out.

A hundred tools share a model's context with the conversation. So objects that several tools take,
such as messages, are described by the first of them, and the others refer to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mcp.types import Tool

from line_connector.services.mcp.tool import OfferedTool
from line_connector.services.mcp.tools import RunTool
from line_connector.web.response_headers import ALL, HEADERS

_LONG = 1000
"""Characters from which on a property's schema is written once."""

_KEPT = ("type", "minItems", "maxItems", "required")
"""What a tool that refers to another one still says of a list or an object."""


def list_of(tools: Iterable[OfferedTool]) -> list[Tool]:
    """Return the declarations of tools, in their order."""
    described_by: dict[str, str] = {}
    return [
        tool.declaration.model_copy(
            update={"input_schema": _with_headers(tool, _without_repetition(tool, described_by))}
        )
        for tool in tools
    ]


def takes_headers(tool: OfferedTool) -> bool:
    """Tell whether a tool's result has the provider's headers, and an argument asks for them all.

    An action of a user's own may have an input of that name.
    """
    if not isinstance(tool, RunTool) or "status_code" not in tool.gives()["properties"]:
        return False
    return HEADERS not in tool.spec.action.input_model.model_fields


def _with_headers(tool: OfferedTool, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a tool's input schema, with the argument that asks for all headers."""
    if not takes_headers(tool):
        return schema
    asks = {"type": "string", "enum": [ALL]}
    return {**schema, "properties": {**schema.get("properties", {}), HEADERS: asks}}


def _without_repetition(tool: OfferedTool, described_by: dict[str, str]) -> dict[str, Any]:
    """Return a tool's input schema; what is described by another tool refers to that."""
    schema = tool.declaration.input_schema
    properties = {
        name: _once(tool.name(), field, described_by)
        for name, field in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties}


def _once(tool: str, field: dict[str, Any], described_by: dict[str, str]) -> dict[str, Any]:
    described = {key: value for key, value in field.items() if key != "description"}
    text = json.dumps(described, sort_keys=True)
    if len(text) < _LONG or "$ref" in text:  # definitions belong to one schema
        return field
    first = described_by.setdefault(text, tool)
    if first == tool:
        return field
    words = [field.get("description", ""), f"Described in {first}."]
    return {**_outline(field), "description": " ".join(filter(None, words))}


def _outline(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the type of a list or an object, with what is required in it."""
    outline = {key: schema[key] for key in _KEPT if key in schema}
    required = {
        name: schema["properties"][name]
        for name in schema.get("required", ())
        if name in schema.get("properties", {})
    }
    if required:
        outline["properties"] = required
    if "items" in schema:
        outline["items"] = _outline(schema["items"])
    return outline
