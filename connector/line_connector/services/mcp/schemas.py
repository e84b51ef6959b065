"""The schemas of tools: arguments and results."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from line_connector.manifest import ActionSpec
from line_connector.recipient_names import recipient_fields
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Input, Model
from line_connector.schema.plain_schema import plain_schema
from line_connector.services.mcp.lean import lean_schema

_MAX_CHARACTERS = 12_000
"""Of a schema. Ten tools with the whole schema of flex messages would take 200,000 tokens of a
model's context."""

_NAMES_TOO = " A name can stand for an ID."
"""End of a description. Names are those of the configuration file and the recipient book; a wrong
one is refused with a near one."""

WAIT = "wait"
"""The argument that makes a tool poll until a job has ended."""

LONGEST_WAIT = 3600

PLAN = "plan"
"""The argument with the token of a plan."""


@cache
def whole_schema(model: type[Model]) -> dict[str, Any]:
    """Return the exact schema of a model. It is cached: do not change it."""
    return json_schema(model)


@cache
def brief_schema(model: type[Model]) -> dict[str, Any]:
    """Return the schema of a model, simplified until it is short enough."""
    whole = whole_schema(model)
    forms = [whole, *(plain_schema(whole, levels) for levels in (3, 2, 1))]
    lean = [lean_schema(form) for form in forms]
    return next((form for form in lean if len(json.dumps(form)) <= _MAX_CHARACTERS), lean[-1])


def input_schema(spec: ActionSpec) -> dict[str, Any]:
    """Return the schema of an action's arguments."""
    schema = _taking_names(spec.action.input_model)
    if spec.action.job is None:
        return schema
    wait = {
        "type": "number",
        "minimum": 0,
        "maximum": LONGEST_WAIT,
        "description": (
            "Maximum seconds to poll, with progress notifications, until the job has ended. "
            "Returns the last response. If absent, polls once."
        ),
    }
    return {**schema, "properties": {**schema["properties"], WAIT: wait}}


def _taking_names(model: type[Input]) -> dict[str, Any]:
    """Return the schema of an input in which names can stand for the IDs of recipients."""
    schema = brief_schema(model)
    properties = {**schema.get("properties", {})}
    for name in recipient_fields(model).keys() & properties.keys():
        shown = {**properties[name]}
        shown.pop("pattern", None)
        if "items" in shown:
            shown["items"] = {key: v for key, v in shown["items"].items() if key != "pattern"}
        properties[name] = {**shown, "description": f"{shown.get('description', '')}{_NAMES_TOO}"}
    return {**schema, "properties": properties} if properties else schema


def reading_schema(spec: ActionSpec) -> dict[str, Any]:
    """Return the schema of the arguments with which an action only reads."""
    schema = input_schema(spec)
    properties = schema["properties"]
    fixed = {
        name: {"const": value, **_titles(properties[name])}
        for name, value in spec.action.reads_with.items()
    }
    return {**schema, "properties": {**properties, **fixed}}


def plan_only_schema(planned_by: str) -> dict[str, Any]:
    """Return the schema of a tool that takes a plan only."""
    return {"type": "object", "properties": {PLAN: _plan(planned_by)}, "required": [PLAN]}


def plan_or_reading_schema(spec: ActionSpec, planned_by: str) -> dict[str, Any]:
    """Return the schema of a tool that takes a plan, or an input that only reads."""
    schema = {**reading_schema(spec)}
    # Which properties are required depends on the plan; not every host supports alternatives.
    schema.pop("required", None)
    return {**schema, "properties": {PLAN: _plan(planned_by), **schema["properties"]}}


def output_schema(spec: ActionSpec) -> dict[str, Any]:
    """Return the schema of an action's result; what all results have is in the instructions."""
    body = {**_lean_body(spec.action.body_model)}
    definitions = body.pop("$defs", None)
    properties = {"status_code": {"type": "integer"}, "json_body": body}
    if spec.action.takes_retry_key():
        properties["retry_key"] = {"type": "string"}
    schema = {"type": "object", "properties": properties, "required": ["status_code"]}
    return schema if definitions is None else {**schema, "$defs": definitions}


@cache
def _lean_body(model: type[Model]) -> dict[str, Any]:
    return lean_schema(whole_schema(model))


PLAN_MADE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "plan": {"type": "string", "description": "The only argument of the sending tool."},
        "send_with": {"type": "string", "description": "The tool that sends the plan."},
        "expires_at": {
            "type": "string",
            "description": "When the plan expires: ISO 8601, UTC.",
        },
        "recipients": {
            "type": "object",
            "properties": {
                "count": {"type": "integer"},
                "ids": {"type": "array", "items": {"type": "string"}},
                "note": {"type": "string"},
            },
            "description": "The recipients; without a count, only the provider knows them.",
        },
        "quota": {
            "type": "object",
            "properties": {
                "at_most": {
                    "type": "integer",
                    "description": "Maximum number of messages it counts as.",
                },
                "limit": {"type": "integer", "description": "Messages allowed this month."},
                "used": {"type": "integer", "description": "Messages sent this month."},
                "left": {"type": "integer"},
                "note": {"type": "string", "description": "What is unknown, and why."},
            },
            "description": "The cost, and the month's quota.",
        },
        "warnings": {"type": "array", "items": {"type": "string"}},
        "retry_key": {"type": "string", "description": "The retry key it will be sent with."},
    },
    "required": ["plan", "send_with", "expires_at", "recipients", "quota", "warnings"],
}
"""The schema of a planning tool's result."""


def _plan(planned_by: str) -> dict[str, Any]:
    return {"type": "string", "description": f"The plan that {planned_by} returned."}


def _titles(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: schema[key] for key in ("title", "description") if key in schema}
