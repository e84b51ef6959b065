"""What a run would send, as far as that does not depend on what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.json_values import is_list
from line_connector.playbook.asking import question_of
from line_connector.playbook.calls import StepError
from line_connector.playbook.document import Step
from line_connector.playbook.expressions import ExpressionError, expressions_of, render
from line_connector.playbook.plain_values import settled
from line_connector.playbook.reading import PlaybookFile
from line_connector.providers.line import RETRY_KEY_HEADER


def rehearse(
    file: PlaybookFile, inputs: Mapping[str, Any], connector: Connector
) -> list[dict[str, Any]]:
    """Return each step with the requests it would make; nothing is sent.

    An input that depends on another step's outcome is shown with its expressions.

    Raises:
        StepError: an input is wrong, or an expression cannot be evaluated.
    """

    def rehearsed(step: Step) -> dict[str, Any]:
        try:
            return _step(step, {"inputs": inputs}, connector)
        except ExpressionError as error:
            raise StepError(step.id, file.located(error, step)) from None
        except ConnectorError as error:
            raise StepError(step.id, error) from None

    return [rehearsed(step) for step in file.playbook.steps]


def _step(step: Step, known: Mapping[str, Any], connector: Connector) -> dict[str, Any]:
    shown: dict[str, Any] = {"step": step.id}
    if step.action:
        shown["action"] = step.action
    if step.if_ is not True:
        shown["if"] = _rendered(step.if_, known, "if")
    if step.on_error != "fail":
        shown["on_error"] = step.on_error
    if step.for_each is None:
        return {**shown, **_call(step, known, connector)}
    items = settled(_rendered(step.for_each, known, "for_each"))
    if not is_list(items):
        return {**shown, "for_each": items, "with": step.with_}
    return {**shown, "calls": [_call(step, {**known, "item": item}, connector) for item in items]}


def _call(step: Step, known: Mapping[str, Any], connector: Connector) -> dict[str, Any]:
    if step.ask is not None:
        is_known = _is_known(step.ask, known)
        return {"ask": question_of(step, known).to_wire() if is_known else step.ask}
    if not _is_known(step.with_, known):
        return {"with": step.with_}
    raw = render(step.with_, known, ("with",))
    call = connector.call(step.action, raw, step.connection)
    request = call.dry_run()
    if call.retry_key is not None and call.retry_key not in raw.values():
        request["headers"][RETRY_KEY_HEADER] = "(made from run, step and item)"
    warnings = [str(found) for found in call.warnings]
    return {"request": request, **({"warnings": warnings} if warnings else {})}


def _rendered(value: Any, known: Mapping[str, Any], place: str) -> Any:
    return render(value, known, (place,)) if _is_known(value, known) else value


def _is_known(value: Any, known: Mapping[str, Any]) -> bool:
    """Tell whether all that a value's expressions name is known."""
    return all(
        reference.inside or not reference.names or reference.names[0] in known
        for expression in expressions_of(value)
        for reference in expression.references()
    )
