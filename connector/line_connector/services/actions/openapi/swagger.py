"""Swagger 2.0 as Microsoft's connectors accept it: Power Automate, Logic Apps, Copilot Studio.

Their schema is stricter than Swagger's own: it refuses unknown formats and extensions. Their
designer shows `x-ms-summary` as the name of a field.

Source: https://learn.microsoft.com/en-us/connectors/custom-connectors/openapi-extensions
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from line_connector.schema.plain_schema import Schema, plain_schema
from line_connector.services.actions.headers import IDEMPOTENCY_KEY
from line_connector.services.actions.openapi import operations
from line_connector.services.actions.openapi.operations import Content, Operation, Parameter
from line_connector.web.identity import API_KEY
from line_connector.web.problems import MEDIA_TYPE, PROBLEM_SCHEMA, STATUSES

Json = dict[str, Any]

_FORMATS = frozenset(
    {"int32", "int64", "float", "double", "byte", "binary", "date", "date-time", "password", "uri"}
)


def swagger(content: Content, server: str | None) -> Json:
    """Return the document."""
    return {
        "swagger": "2.0",
        "info": content.info,
        **_address(server),
        "consumes": ["application/json"],
        "produces": ["application/json", MEDIA_TYPE],
        "tags": content.tags,
        "securityDefinitions": {"api_key": {"type": "apiKey", "in": "header", "name": API_KEY}},
        "security": [{"api_key": []}],
        "paths": {each.path: {"post": _operation(each)} for each in content.operations},
        "definitions": {"Problem": _designed(plain_schema(PROBLEM_SCHEMA))},
    }


def _address(server: str | None) -> Json:
    """Return the address of the service, in the three parts that Swagger has for it."""
    if server is None:
        return {}
    parts = urlsplit(server)
    return {
        "host": parts.netloc,
        "basePath": parts.path.rstrip("/") or "/",
        "schemes": [parts.scheme],
    }


def _operation(action: Operation) -> Json:
    operation: Json = {
        **action.core(),
        "parameters": [_parameter(each) for each in action.query],
        "responses": _responses(action),
    }
    if action.takes_key:
        key = {
            "name": IDEMPOTENCY_KEY,
            "in": "header",
            "type": "string",
            "description": operations.IDEMPOTENCY_KEY_DESCRIPTION,
            "x-ms-summary": "Idempotency Key",
            "x-ms-visibility": "important",
        }
        operation["parameters"].insert(0, key)
    if action.has_input:
        operation["parameters"].append(
            {
                "name": "body",
                "in": "body",
                "required": action.needs_input,
                "x-ms-summary": "Input",
                "schema": _input(action),
            }
        )
    return operation


def _parameter(each: Parameter) -> Json:
    return {
        "name": each.name,
        "in": "query",
        **each.schema,
        "description": each.description,
        "x-ms-summary": _shown_name(each.name, {}),
        "x-ms-visibility": "advanced",
    }


def _input(action: Operation) -> Schema:
    """Return the schema of the input, with rarely used fields marked as advanced."""
    schema = _designed(plain_schema(action.input_schema))
    common = {*schema.get("required", ()), *action.example}
    for name, field in schema["properties"].items():
        if name not in common:
            field["x-ms-visibility"] = "advanced"
    return schema


def _responses(action: Operation) -> Json:
    success: Json = {
        "description": operations.SUCCESS_DESCRIPTION,
        "schema": _designed(plain_schema(action.output_schema)),
        "headers": {
            name: {"type": "string", "description": operations.RESPONSE_HEADERS[name]}
            for name in action.response_headers
        },
    }
    # Each status on its own would make the document larger than the designer takes: 1 MB.
    statuses = ", ".join(f"{status} {STATUSES[status].title}" for status in action.problems)
    problem = {
        "description": f"A problem: {statuses}.",
        "schema": {"$ref": "#/definitions/Problem"},
    }
    return {"200": success, "default": problem}


def _designed(schema: Schema) -> Schema:
    """Return a schema with the names that the designer shows."""
    designed = {key: value for key, value in schema.items() if key != "title"}
    if designed.get("format") not in _FORMATS:
        designed.pop("format", None)
    if "properties" in designed:
        designed["properties"] = {
            name: {**_designed(field), "x-ms-summary": _shown_name(name, field)}
            for name, field in schema["properties"].items()
        }
    if "items" in designed:
        designed["items"] = _designed(schema["items"])
    return designed


def _shown_name(name: str, schema: Schema) -> str:
    """Return the title of a property, in title case as Microsoft asks."""
    words = str(schema.get("title") or name.replace("_", " ")).split()
    return " ".join(word[0].upper() + word[1:] for word in words)
