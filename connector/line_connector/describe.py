"""Everything that can be said of an action, derived from its class and its manifest entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from line_connector.http.connection import TransportSettings
from line_connector.manifest import ActionSpec, ConnectionSpec, Manifest
from line_connector.schema.json_schema import json_schema
from line_connector.schema.plain_schema import without_null


def list_actions(
    manifest: Manifest, is_listed: Callable[[ActionSpec], bool] | None = None
) -> list[dict[str, Any]]:
    """Return name, title, chapter, connection and summary of every action.

    The chapter is None for an action that stands in none.

    Args:
        manifest: the catalogue.
        is_listed: tells which actions to list; all of them if absent.
    """
    return [
        {
            "name": spec.name,
            "title": spec.title,
            "chapter": spec.chapter,
            "connection": spec.connection,
            "summary": spec.summary,
        }
        for spec in manifest.actions.values()
        if is_listed is None or is_listed(spec)
    ]


def describe_action(spec: ActionSpec) -> dict[str, Any]:
    """Return what there is to know of an action, as JSON values."""
    action = spec.action
    return {
        "name": spec.name,
        "title": spec.title,
        "description": action.description(),
        "connection": spec.connection,
        "method": action.method,
        "path": action.path,
        "rate_limit": action.rate_limit,
        "retry_key": action.takes_retry_key(),
        "effect": action.effect_of_running(),
        "job": action.job is not None,
        "success": sorted(action.success),
        "answers_with_file": action.answers_with_file,
        "documented_errors": action.documented_errors(),
        "source": action.source(),
        "example": action.example,
        "input_schema": json_schema(action.input_model),
        "output_schema": output_schema(json_schema(action.body_model)),
    }


def describe_connection(spec: ConnectionSpec) -> dict[str, Any]:
    """Return the JSON Schema of a connection's fields, for forms: its own, then the transport's.

    A secret has `format: password` and `writeOnly`.
    """
    own = {
        name: {
            "type": "string",
            "title": field.title,
            **({"description": field.description} if field.description else {}),
            **({"default": field.default} if field.default is not None else {}),
            **({"format": "password", "writeOnly": True} if field.secret else {}),
        }
        for name, field in spec.fields.items()
    }
    travel = TransportSettings.model_json_schema()[
        "properties"
    ]  # described under its wire names only
    transport = {
        name: without_null(travel[field.alias or name])
        for name, field in TransportSettings.model_fields.items()
    }
    return {
        "type": "object",
        "title": spec.title,
        "description": spec.description,
        "properties": {**own, **transport},
    }


def output_schema(body: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of an output whose body has the given one."""
    definitions = body.pop("$defs", None)
    file = {
        "file_name": {"type": "string"},
        "content_type": {"type": "string"},
        "content": {"type": "string", "contentEncoding": "base64"},
    }
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            "status_code": {"type": "integer", "description": "HTTP status."},
            "response_headers": {
                "type": "object",
                "additionalProperties": {"type": "string"},
                "description": "Headers under lower-case names.",
            },
            "reason": {"type": "string", "description": "HTTP reason phrase."},
            "json_body": body,
            "response_text": {"type": "string", "description": "A body that is not JSON."},
            "file": {
                "type": "object",
                "properties": file,
                "required": list(file),
                "description": "A body of bytes.",
            },
        },
        "required": ["status_code", "response_headers", "reason"],
    }
    return schema if definitions is None else {**schema, "$defs": definitions}
