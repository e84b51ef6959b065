"""What is wrong with an action's input although expressions stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from line_connector.json_values import is_list, is_object
from line_connector.playbook.expressions import Location, expressions_in
from line_connector.schema.model import Input
from line_connector.schema.problems import sentence


def certain_faults(
    model: type[Input], given: Mapping[str, Any], *, lenient: bool
) -> Iterator[tuple[Location, str]]:
    """Yield the faults of an input that no value of its expressions can mend.

    Args:
        model: the input's.
        given: the input, with expressions in it.
        lenient: let properties through that the model does not know.
    """
    dynamic = {place for place, _ in expressions_in(given)}
    try:
        model.model_validate(_with_stand_ins(given), context={"lenient": lenient})
    except ValidationError as error:
        yield from _certain(error, dynamic)


def _with_stand_ins(value: Any, path: Location = ()) -> Any:
    """Return an input with a text of its own in the place of each text that has expressions."""
    if is_object(value):
        return {name: _with_stand_ins(inner, (*path, name)) for name, inner in value.items()}
    if is_list(value):
        return [_with_stand_ins(inner, (*path, number)) for number, inner in enumerate(value)]
    return f"{path}" if isinstance(value, str) and "${{" in value else value


def _certain(
    error: ValidationError, dynamic: Collection[Location]
) -> Iterator[tuple[Location, str]]:
    """Yield the faults that no value of the expressions can mend."""
    for line in error.errors(include_url=False):
        steps = tuple(step for step in line["loc"] if step != "[key]")
        # A fault between properties was found with the stand-ins of all that its object holds.
        within = line.get("ctx", {}).get("within", 0) if line["type"] == "relation" else 0
        looked_at = steps[: len(steps) - within]
        doubtful = any(
            _leads_to(place, steps)
            or _leads_to(steps, place)
            or (within and _leads_to(looked_at, place))
            for place in dynamic
        )
        if line["type"] == "unknown_property" or not doubtful:
            yield steps, sentence(line)


def _leads_to(outer: Location, inner: Location) -> bool:
    return inner[: len(outer)] == outer
