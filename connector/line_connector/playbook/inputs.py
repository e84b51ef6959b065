"""The values a run is given: read as their types say, completed, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import jsonschema

from line_connector.errors import InputError
from line_connector.models.validation import Problem, first_problems, property_path
from line_connector.playbook.document import InputSpec, Playbook


def check_inputs(playbook: Playbook, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return all inputs of a run: what is given, and defaults.

    Raises:
        InputError: one is missing, unknown or wrong; with every problem.
    """
    problems = [
        Problem(f"inputs.{name}", "there is no such input" + _there_are(playbook))
        for name in given
        if name not in playbook.inputs
    ]
    values: dict[str, Any] = {}
    for name, spec in playbook.inputs.items():
        if name not in given and spec.required:
            problems.append(Problem(f"inputs.{name}", f"is required: --set {name}=…"))
            continue
        values[name] = given.get(name, spec.default)
        # A default was checked with the file.
        problems += check_value(spec, values[name], ("inputs", name)) if name in given else ()
    if problems:
        raise InputError.of(first_problems(problems))
    return values


def check_value(spec: InputSpec, value: Any, path: tuple[str | int, ...]) -> list[Problem]:
    """Return what is wrong with one input's value."""
    validator: Any = jsonschema.Draft202012Validator(input_schema(spec))
    return [
        Problem(property_path((*path, *error.absolute_path)), _sentence(error))
        for error in validator.iter_errors(value)
    ]


def input_schema(spec: InputSpec) -> dict[str, Any]:
    """Return an input as JSON Schema."""
    return spec.model_dump(by_alias=True, exclude_unset=True) | {"type": spec.type}


def _sentence(error: jsonschema.ValidationError) -> str:
    """Say what is allowed, without the value that was refused: it may be long, or secret."""
    kind, limit = str(error.validator), cast("Any", error.validator_value)
    if kind == "enum":
        return f"must be one of {', '.join(str(value) for value in limit)}"
    return _SENTENCES[kind].format(limit)


_SENTENCES = {
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
