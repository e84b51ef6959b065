"""An action's input as Turbine hands it over: flat, or in parts as Swimlane's runner takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from line_connector.action import Action
from line_connector.errors import InputError
from line_connector.json_values import is_object
from line_connector.providers.line import RETRY_KEY_HEADER

PARTS = ("headers", "path_parameters", "parameters", "json_body")
"""Inputs that hold others, each of which Swimlane's runner puts into another part of a request."""

RETRY_KEY = "retryKey"

OUR_OWN_HEADERS = frozenset({"accept", "content-type"})
"""Headers that playbooks set and that every request of ours has anyway."""


def part_of(action: type[Action[Any, Any]], name: str) -> tuple[str, str]:
    """Return the part that an input belongs to, and its name in there."""
    if name == RETRY_KEY:
        return "headers", RETRY_KEY_HEADER
    if name in action.headers:
        return "headers", action.headers[name]
    if f"{{{name}}}" in action.path:
        return "path_parameters", name
    return ("parameters" if action.method in {"GET", "DELETE"} else "json_body"), name


def flat_input(action: type[Action[Any, Any]], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return an action's input without parts.

    Raises:
        InputError: a part is no object, an input has conflicting values, or a header is none that
            can be sent.
    """
    flat = {name: value for name, value in inputs.items() if name not in PARTS}
    for part in PARTS:
        for name, value in _within(part, inputs.get(part), action):
            if flat.get(name) is not None and flat[name] != value:
                raise InputError(f"{name}: conflicting values: also given in {part}; give it once")
            flat[name] = value
    return flat


def _within(part: str, values: Any, action: type[Action[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield what one part holds."""
    if values is None:
        return
    if not is_object(values):
        raise InputError(f"{part}: must be an object")
    for name, value in values.items():
        if part != "headers":
            yield name, value
        elif value not in (None, "") and name.lower() not in OUR_OWN_HEADERS:
            own = {header.lower(): field for field, header in action.headers.items()}
            if name.lower() in own:
                yield own[name.lower()], value
                continue
            if name.lower() != RETRY_KEY_HEADER.lower():
                known = ", ".join([*action.headers.values(), RETRY_KEY_HEADER])
                raise InputError(f"headers.{name}: only {known} can be given")
            if not action.takes_retry_key() and not _works_once(action):
                raise InputError(f"headers.{name}: the provider takes no retry key for this action")
            yield RETRY_KEY, value


def _works_once(action: type[Action[Any, Any]]) -> bool:
    """Tell whether a retry key may be left out: a second try with a reply token sends nothing."""
    return "reply_token" in action.input_model.model_fields
