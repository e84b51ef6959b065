"""The schemas of tools: what calling one takes, and what it gives back."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from line_connector import describe
from line_connector.manifest import ActionSpec
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Model
from line_connector.schema.plain_schema import plain_schema

_FITS = 12_000
"""Characters that a schema may have. Ten sends that each brought along all of flex would take up
200,000 tokens of a model's context."""

WAIT = "wait"
"""The argument with which a tool goes on asking until a job has ended."""

LONGEST_WAIT = 3600

PLAN = "plan"
"""The argument that names a plan."""


@cache
def whole_schema(model: type[Model]) -> dict[str, Any]:
    """Return all that a model can hold. Nobody may change it: it is made once."""
    return json_schema(model)


@cache
def brief_schema(model: type[Model]) -> dict[str, Any]:
    """Return all that a model can hold, or as much as can be told briefly."""
    whole = whole_schema(model)
    forms = [whole, *(plain_schema(whole, levels) for levels in (3, 2, 1))]
    return next((form for form in forms if len(json.dumps(form)) <= _FITS), forms[-1])


def input_schema(spec: ActionSpec) -> dict[str, Any]:
    """Return what an action takes."""
    schema = brief_schema(spec.action.input_model)
    if spec.action.job is None:
        return schema
    wait = {
        "type": "number",
        "minimum": 0,
        "maximum": LONGEST_WAIT,
        "description": (
            "Seconds to go on asking, with progress, until it has ended; then the last answer is "
            "given. Absent, it is asked once."
        ),
    }
    return {**schema, "properties": {**schema["properties"], WAIT: wait}}


def reading_schema(spec: ActionSpec) -> dict[str, Any]:
    """Return what an action takes to do nothing but read."""
    schema = input_schema(spec)
    properties = schema["properties"]
    fixed = {
        name: {"const": value, **_told(properties[name])}
        for name, value in spec.action.reads_with.items()
    }
    return {**schema, "properties": {**properties, **fixed}}


def plan_only_schema(planned_by: str) -> dict[str, Any]:
    """Return what a tool takes that only sends what was planned."""
    return {"type": "object", "properties": {PLAN: _plan(planned_by)}, "required": [PLAN]}


def plan_or_reading_schema(spec: ActionSpec, planned_by: str) -> dict[str, Any]:
    """Return what a tool takes that sends what was planned, and reads at once."""
    schema = {**reading_schema(spec)}
    # Which of them are needed depends on whether there is a plan; not every host reads a choice.
    schema.pop("required", None)
    return {**schema, "properties": {PLAN: _plan(planned_by), **schema["properties"]}}


def output_schema(spec: ActionSpec) -> dict[str, Any]:
    """Return what running an action gives back."""
    schema = describe.output_schema({**whole_schema(spec.action.body_model)})
    if spec.action.takes_retry_key():
        schema["properties"]["retry_key"] = {
            "type": "string",
            "description": (
                "The retry key it was sent with: with it, the same may be sent again for 24 hours "
                "and is carried out once."
            ),
        }
    return schema


PLAN_MADE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "plan": {"type": "string", "description": "What the sending tool takes, and nothing else."},
        "send_with": {"type": "string", "description": "The tool that sends it."},
        "expires_at": {
            "type": "string",
            "description": "Until when it can be sent: ISO 8601, UTC.",
        },
        "recipients": {
            "type": "object",
            "properties": {
                "count": {"type": "integer"},
                "ids": {"type": "array", "items": {"type": "string"}},
                "note": {"type": "string"},
            },
            "description": "Who gets it; without a count, nobody but the provider knows.",
        },
        "quota": {
            "type": "object",
            "properties": {
                "at_most": {"type": "integer", "description": "What it uses up, at most."},
                "limit": {"type": "integer", "description": "What the month allows."},
                "used": {"type": "integer", "description": "What the month has used."},
                "left": {"type": "integer"},
                "note": {"type": "string", "description": "What is not known, and why."},
            },
            "description": "What it costs of the month's messages.",
        },
        "warnings": {"type": "array", "items": {"type": "string"}},
        "retry_key": {"type": "string", "description": "The retry key it will carry."},
    },
    "required": ["plan", "send_with", "expires_at", "recipients", "quota", "warnings"],
}
"""What planning gives back."""


def _plan(planned_by: str) -> dict[str, Any]:
    return {"type": "string", "description": f"A plan that {planned_by} made."}


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: schema[key] for key in ("title", "description") if key in schema}
