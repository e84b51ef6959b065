"""Which steps run, for what, and with which call. Every runner of playbooks shares this."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.json_values import is_list, is_object
from line_connector.playbook.document import Playbook, Step
from line_connector.playbook.expressions import ExpressionError, render
from line_connector.playbook.plain_values import settled


def is_reached(playbook: Playbook, step: Step, failed: Container[str]) -> bool:
    """Tell whether the steps lead to one of them.

    A failure may lead over some steps to a later one, and to that one nothing else leads.

    Args:
        playbook: the playbook.
        step: the step.
        failed: IDs of those before it that failed.
    """
    wanted: str | None = None
    branches = playbook.branches
    for each in playbook.steps:
        reached = each.id not in branches if wanted is None else each.id == wanted
        if each.id == step.id:
            return reached
        if reached:
            leads_on = each.id in failed and each.on_error not in {"fail", "continue"}
            wanted = each.on_error if leads_on else None
    return False


def is_wanted(step: Step, known: Mapping[str, Any]) -> bool:
    """Tell whether a step's condition holds.

    Raises:
        ExpressionError: the condition cannot be evaluated, or is a number.
    """
    value = render(step.if_, known, ("if",))
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ExpressionError(f"{step.if_}: must be true or false, not a number", ("if",))
    return bool(value)


def items_of(step: Step, known: Mapping[str, Any]) -> list[Any] | None:
    """Return what a step runs for; None where it runs once.

    Raises:
        ExpressionError: what it is to run for is no list.
    """
    if step.for_each is None:
        return None
    items = settled(render(step.for_each, known, ("for_each",)))
    if not is_list(items):
        raise ExpressionError(f"{step.for_each}: must be a list", ("for_each",))
    return items


def call_of(
    step: Step,
    known: Mapping[str, Any],
    connector: Connector,
    identity: Sequence[str],
    connection: str | None = None,
) -> Call:
    """Return a step's call, checked, and made as safe as it can be.

    Args:
        step: the step; one that runs an action.
        known: what expressions see.
        connector: checks it.
        identity: what names the call among all calls of all runs.
        connection: the connection's name, where it is not the one the action asks for.

    Raises:
        ExpressionError: an expression has no value that fits its place; with its path in the step.
        InputError: the input is wrong.
    """
    raw = render(step.with_, known, ("with",))
    return connector.call(step.action, raw, connection, identity).resending()


def as_seen(outcome: dict[str, Any]) -> dict[str, Any]:
    """Return the outcome of a call as expressions see it: with `accepted`.

    That is true also for a 409 that names the earlier request with the same retry key, and for a
    call of which a person said that it was carried out.
    """
    return {**outcome, "accepted": "error" not in outcome}


def has_failed(outcome: Any) -> bool:
    """Tell whether the outcome of a step, or of any of its calls, is a failure."""
    calls = outcome if is_list(outcome) else [outcome]
    return any(is_object(call) and "error" in call for call in calls)
