"""The values a run is given: read as their types say, completed, checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

import jsonschema
import jsonschema.validators
import regex

from line_connector.errors import InputError
from line_connector.playbook.document import InputSpec, Playbook
from line_connector.schema.problems import Location, Problem, first_problems
from line_connector.shortening import shortened

MATCHING_SECONDS = 1
"""Longest time that a text is matched against a pattern; some need for ever."""


def check_inputs(playbook: Playbook, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return all inputs of a run: what is given, and defaults.

    Raises:
        InputError: one is missing, unknown or wrong; with every problem.
    """
    problems = [
        Problem(("inputs", name), "there is no such input" + _there_are(playbook))
        for name in raw
        if name not in playbook.inputs
    ]
    values: dict[str, Any] = {}
    for name, spec in playbook.inputs.items():
        if name not in raw and spec.required:
            problems.append(Problem(("inputs", name), f"is required: --set {name}=…"))
            continue
        if name not in raw:
            values[name] = spec.default  # checked with the file
            continue
        fault = _no_json(raw[name])
        if fault:
            problems.append(Problem(("inputs", name), fault))
            continue
        values[name] = spec.settled(raw[name])
        problems += check_value(spec, values[name], ("inputs", name))
    if problems:
        raise InputError.of(first_problems(problems))
    return values


def check_value(spec: InputSpec, value: Any, path: Location) -> list[Problem]:
    """Return what is wrong with one input's value."""
    validator: Any = _Validator(input_schema(spec))
    return [
        Problem((*path, *error.absolute_path), _sentence(error))
        for error in validator.iter_errors(value)
    ]


def input_schema(spec: InputSpec) -> dict[str, Any]:
    """Return an input as JSON Schema."""
    return spec.model_dump(by_alias=True, exclude_unset=True) | {"type": spec.type}


def _no_json(value: Any) -> str | None:
    """Say why a value cannot be written down; only a program can give such a one."""
    try:
        json.dumps(value, allow_nan=False)
    except RecursionError:
        return "is nested too deep"
    except (TypeError, ValueError):
        return "must be a JSON value"
    return None


def _matches(_: Any, pattern: str, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    """Check a text's form, as jsonschema does, but within a time limit."""
    if not isinstance(value, str):
        return
    try:
        found = regex.search(pattern, value, timeout=MATCHING_SECONDS)
    except TimeoutError:
        yield jsonschema.ValidationError("", validator="slow_pattern")
        return
    if not found:
        yield jsonschema.ValidationError("")


_extend: Any = getattr(jsonschema.validators, "extend")  # noqa: B009 - it has no types
_Validator: Any = _extend(jsonschema.Draft202012Validator, {"pattern": _matches})


def _sentence(error: jsonschema.ValidationError) -> str:
    """Say what is allowed, without the value that was refused: it may be long, or secret."""
    kind, limit = str(error.validator), cast("Any", error.validator_value)
    if kind == "enum":
        words = [shortened(str(value)) for value in limit]
        words[_MOST_WORDS:] = ["…"] if len(words) > _MOST_WORDS else []
        return f"must be one of {', '.join(words)}"
    return _SENTENCES[kind].format(limit)


_MOST_WORDS = 20

_SENTENCES = {
    "slow_pattern": f"takes more than {MATCHING_SECONDS} s to match; simplify the input's pattern",
    "type": "must be of type {}",
    "pattern": "must match {}",
    "minLength": "must be at least {} characters",
    "maxLength": "must be at most {} characters",
    "minimum": "must be at least {}",
    "maximum": "must be at most {}",
    "minItems": "must have at least {} items",
    "maxItems": "must have at most {} items",
}


def _there_are(playbook: Playbook) -> str:
    return f"; there are: {', '.join(playbook.inputs)}" if playbook.inputs else "; there are none"
