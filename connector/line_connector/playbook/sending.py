"""What a call of a step sends, whether it may be sent again, and how a failure of it looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.action import Action
from line_connector.errors import ConnectorError, InputError
from line_connector.json_values import is_list, is_object
from line_connector.playbook.document import Step
from line_connector.playbook.expressions import render
from line_connector.retry_keys import with_retry_key

KEY_LASTS = 23 * 3600
"""Seconds for which a retry key keeps a message from being sent twice: LINE's 24 hours, less one
for clocks that differ."""


def call_input(
    step: Step, action: type[Action[Any, Any]], known: Mapping[str, Any], *identity: str
) -> dict[str, Any]:
    """Return a call's input: expressions have their values, and what makes it safe is there.

    Args:
        step: the step.
        action: its action.
        known: what expressions see.
        identity: what names the call among all calls of all runs.

    Raises:
        ExpressionError: an expression has no value that fits its place; with its path in the step.
    """
    rendered = render(step.with_, known, ("with",))
    return _resending(action, with_retry_key(action, rendered, *identity))


def is_retryable(action: type[Action[Any, Any]], given: Mapping[str, Any], age: float) -> bool:
    """Tell whether a call can be made again although it may have been carried out.

    Args:
        action: the action.
        given: the very input of the first time.
        age: seconds since then; below 0 where the clock was moved back.
    """
    request = action.request(action.read_input(given, lenient=True))
    if request.retry_key is not None and not 0 <= age <= KEY_LASTS:
        return False
    return request.retryable


def changes_something(action: type[Action[Any, Any]], given: Mapping[str, Any]) -> bool:
    """Tell whether it matters how often a call is carried out."""
    return not action.request(action.read_input(given, lenient=True)).idempotent


def failure_of(error: ConnectorError) -> dict[str, Any]:
    """Return a failure as expressions see it: the output, where there was one, and `error`."""
    shape = error.to_dict()
    return {**shape.pop("output", {}), "error": shape}


def has_failed(outcome: Any) -> bool:
    """Tell whether the outcome of a step, or of any of its calls, is a failure."""
    calls = outcome if is_list(outcome) else [outcome]
    return any(is_object(call) and "error" in call for call in calls)


def _resending(action: type[Action[Any, Any]], given: dict[str, Any]) -> dict[str, Any]:
    """Ask for another try after a lost answer where every message has an ID of the sender's.

    Infobip has a status for a message whose ID it has seen, so of the two dangers losing it is the
    greater. Who wants it otherwise says `resend: false`.
    """
    if "resend" not in action.input_model.model_fields or given.get("resend") is not None:
        return given
    asking = {**given, "resend": True}
    try:
        action.read_input(asking, lenient=True)
    except InputError:
        return given
    return asking
