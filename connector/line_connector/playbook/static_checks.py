"""Checks of an action's input that hold whatever the values of its expressions are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from line_connector.json_values import is_list, is_object
from line_connector.playbook.expressions import expressions_in
from line_connector.recipient_names import Names, with_ids
from line_connector.schema.model import Input
from line_connector.schema.problems import Location, Problem, problem_of


def check_call(
    model: type[Input], raw: Mapping[str, Any], *, lenient: bool, names: Names | None = None
) -> Iterator[Problem]:
    """Yield the problems of an input that no value of its expressions can mend.

    Args:
        model: the input's.
        raw: the input, with expressions in it.
        lenient: let properties through that the model does not know.
        names: knows names of recipients; without it there are IDs only.
    """
    dynamic = {place for place, _ in expressions_in(raw)}
    given = _with_stand_ins(raw)
    try:
        model.model_validate(given, context={"lenient": lenient})
    except ValidationError as error:
        certain = list(_certain(error, dynamic))
        if names is None:
            yield from certain
            return
        _, problems = with_ids(model, given, certain, names)
        # A stand-in is no name: what is said of one depends on the expression.
        yield from (p for p in problems if p in certain or not _depends_on(p.path, dynamic))


def _with_stand_ins(value: Any, path: Location = ()) -> Any:
    """Return an input with a text of its own in the place of each text that has expressions."""
    if is_object(value):
        return {name: _with_stand_ins(inner, (*path, name)) for name, inner in value.items()}
    if is_list(value):
        return [_with_stand_ins(inner, (*path, number)) for number, inner in enumerate(value)]
    return f"{path}" if isinstance(value, str) and "${{" in value else value


def _certain(error: ValidationError, dynamic: Collection[Location]) -> Iterator[Problem]:
    """Yield the problems that no value of the expressions can mend."""
    for line in error.errors(include_url=False):
        problem = problem_of(line)
        # A problem between properties was found with the stand-ins of all that its object holds.
        within = line.get("ctx", {}).get("within", 0) if line["type"] == "relation" else 0
        place = problem.path[: len(problem.path) - within] if within else problem.path
        if line["type"] == "unknown_property" or not _depends_on(place, dynamic):
            yield problem


def _depends_on(place: Location, dynamic: Collection[Location]) -> bool:
    """Tell whether an expression stands at a place, in it, or in place of all around it."""
    return any(_leads_to(each, place) or _leads_to(place, each) for each in dynamic)


def _leads_to(outer: Location, inner: Location) -> bool:
    return inner[: len(outer)] == outer
