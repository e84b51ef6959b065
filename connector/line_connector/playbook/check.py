"""What is wrong with a playbook, found before anything is sent.

All that does not depend on a run's values is checked here: names, references, and each step's
input against its action's model, as far as no expression stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import jsonschema

from line_connector.errors import InputError
from line_connector.manifest import Manifest
from line_connector.playbook.asking import question_model
from line_connector.playbook.document import InputSpec, Playbook, Step
from line_connector.playbook.expression_types import Kind, kind_faults, kind_of, kind_of_value
from line_connector.playbook.expressions import (
    Expression,
    ExpressionError,
    expressions_in,
    one_line,
    parse_text,
    unknown_name,
)
from line_connector.playbook.inputs import check_value, input_schema
from line_connector.playbook.static_checks import check_call
from line_connector.recipient_names import Recipients
from line_connector.schema.problems import Location, Problem
from line_connector.shortening import did_you_mean

OUTCOME: dict[str, Kind | None] = {
    "accepted": "boolean",
    "status_code": "number",
    "response_headers": "object",
    "reason": "string",
    "json_body": None,
    "response_text": "string",
    "file": "object",
    "error": "object",
}
"""What there is in `steps.<id>`, an output and the error of a step that failed, and its kind where
it is not null."""

ANSWERED: dict[str, Kind | None] = {
    "accepted": "boolean",
    "id": "string",
    "state": "string",
    "answer": "object",
    "error": "object",
}
"""The same for a step that asks."""

_INPUT = re.compile(r"\$\{\{\s*inputs\.(\w+)\s*\}\}")
_NOT_TIGHT = re.compile(r"!\s*(?:inputs|steps|item)\.")


IsLenient = Callable[[str, str | None], bool]
"""Whether a connection lets unknown properties through: the provider, and the step's own name."""


def always_strict(_provider: str, _name: str | None) -> bool:
    """Say of every connection that it lets no unknown property through."""
    return False


def check_playbook(
    playbook: Playbook,
    manifest: Manifest,
    is_lenient: IsLenient = always_strict,
    recipients: Recipients | None = None,
) -> list[Problem]:
    """Return everything that is wrong with a playbook whose form is right.

    Args:
        playbook: the playbook.
        manifest: the catalogue with the actions that its steps name.
        is_lenient: whether a connection lets unknown properties through.
        recipients: knows names of recipients; without it steps have IDs.
    """
    return [
        *_check_inputs(playbook.inputs),
        *_check_names(playbook),
        *_check_branches(playbook),
        *_check_expressions(playbook),
        *(
            problem
            for number, step in enumerate(playbook.steps)
            for problem in _check_action(step, ("steps", number), manifest, is_lenient, recipients)
        ),
    ]


def _check_inputs(inputs: Mapping[str, InputSpec]) -> Iterator[Problem]:
    for name, spec in inputs.items():
        path = ("inputs", name)
        try:
            jsonschema.Draft202012Validator.check_schema(input_schema(spec))
        except jsonschema.SchemaError as error:
            yield Problem((*path, *error.absolute_path), error.message)
            continue
        if not spec.required:
            problems = check_value(spec, spec.default, ())
            yield from (Problem((*path, "default"), problem.message) for problem in problems)


def _check_names(playbook: Playbook) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, step in enumerate(playbook.steps):
        if step.id in seen:
            yield Problem(("steps", number, "id"), f"another step is called {step.id} too")
        if step.id in {"fail", "continue"}:
            yield Problem(("steps", number, "id"), f"{step.id} has a meaning in on_error")
        seen.add(step.id)


def _check_branches(playbook: Playbook) -> Iterator[Problem]:
    later = {step.id: number for number, step in enumerate(playbook.steps)}
    for number, step in enumerate(playbook.steps):
        path: Location = ("steps", number, "on_error")
        if step.on_error in {"fail", "continue"}:
            continue
        if step.on_error not in later:
            hint = _meant(step.on_error, ["fail", "continue", *later])
            yield Problem(path, f"no step is called {step.on_error}{hint}")
        elif later[step.on_error] <= number:
            yield Problem(path, f"{step.on_error} is no later step: a playbook goes forward only")


def _check_expressions(playbook: Playbook) -> Iterator[Problem]:
    scope = _Scope(playbook)
    for number, step in enumerate(playbook.steps):
        path: Location = ("steps", number)
        yield from scope.check_one(step.if_, (*path, "if"), _not_a_condition)
        yield from scope.check_one(step.for_each, (*path, "for_each"), _not_a_list)
        yield from scope.check(step.with_, (*path, "with"), loop=step.for_each)
        yield from scope.check(step.ask, (*path, "ask"), loop=step.for_each)
        if step.for_each is None and step.max_parallel > 1:
            yield Problem((*path, "max_parallel"), "is about for_each, which is not there")
        scope.after(step)
    yield from scope.check(playbook.outputs, ("outputs",))


def _kind_of_input(spec: InputSpec) -> Kind:
    return "number" if spec.type == "integer" else spec.type


def _not_a_condition(kind: Kind) -> str | None:
    return "must be true or false, not a number" if kind == "number" else None


def _not_a_list(kind: Kind) -> str | None:
    return None if kind == "array" else f"must be a list, not a value of type {kind}"


class _Scope:
    """What an expression can name at a place of a playbook."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._before: dict[str, Step] = {}

    def after(self, step: Step) -> None:
        """Let a step be named from here on."""
        self._before[step.id] = step

    def check(
        self, value: Any, path: Location, *, loop: list[Any] | str | None = None
    ) -> Iterator[Problem]:
        """Yield what is wrong with the expressions in a value.

        Args:
            value: the value.
            path: where it stands.
            loop: what each `item` of it comes from, where there is one.
        """
        for place, text in expressions_in(value, path):
            try:
                expressions = [part for part in parse_text(text) if isinstance(part, Expression)]
            except ExpressionError as error:
                yield Problem(place, str(error))
                continue
            for expression in expressions:
                for fault in self._faults(expression, loop):
                    yield Problem(place, f"{expression}: {fault}")

    def check_one(
        self, value: Any, path: Location, fault_of: Callable[[Kind], str | None]
    ) -> Iterator[Problem]:
        """Yield what is wrong with what must be one expression and nothing else.

        Args:
            value: the expression, or a value in its place.
            path: where it stands.
            fault_of: says what is wrong with a value of a kind.
        """
        yield from self.check(value, path)
        if not isinstance(value, str):
            return
        try:
            parts = parse_text(value)
        except ExpressionError:
            return  # found above
        if len(parts) != 1 or isinstance(parts[0], str):
            text = one_line(value.strip()) or "…"
            yield Problem(path, f"must be one expression: ${{{{ {text} }}}}")
            return
        kind = kind_of(parts[0].tree, lambda names: self._kind(names, None))
        if kind is not None and (fault := fault_of(kind)):
            yield Problem(path, f"{parts[0]}: {fault}")

    def _faults(self, expression: Expression, loop: list[Any] | str | None) -> Iterator[str]:
        if _NOT_TIGHT.search(expression.text):
            yield "! binds tighter than a dot: write !(inputs.…)"
        for reference in expression.references():
            names = reference.names
            if names and not reference.inside:
                yield from self._unknown(names, item=loop is not None)
            elif names[:1] in {("inputs",), ("steps",)} and len(names) > 1:
                yield (
                    f"{'.'.join(names)} is looked for inside the value before it, where a "
                    "playbook's own names are not"
                )
        yield from kind_faults(expression.tree, lambda names: self._kind(names, loop))

    def _kind(self, names: tuple[str, ...], loop: list[Any] | str | None) -> Kind | None:
        """Return the kind of what names lead to, as far as the playbook tells it."""
        if names == ("item",) and loop is not None:
            return self._kind_of_items(loop)
        if len(names) == 2 and names[0] == "inputs" and names[1] in self._playbook.inputs:
            return _kind_of_input(self._playbook.inputs[names[1]])
        if len(names) == 3 and names[0] == "steps":
            step = self._before.get(names[1])
            return _outcome(step).get(names[2]) if step and step.for_each is None else None
        return None

    def _kind_of_items(self, loop: list[Any] | str) -> Kind | None:
        if not isinstance(loop, str):
            texts = any(True for _ in expressions_in(loop))
            kinds: set[Kind] = {kind_of_value(item) for item in loop}
            return kinds.pop() if len(kinds) == 1 and not texts else None
        name = _INPUT.fullmatch(loop.strip())
        spec = self._playbook.inputs.get(name[1]) if name else None
        return _kind_of_input(spec.items) if spec and spec.items else None

    def _unknown(self, names: tuple[str, ...], *, item: bool) -> Iterator[str]:
        root, name = names[0], names[1] if len(names) > 1 else None
        if root == "item" and not item:
            yield "item is known in the `with` of a step that has for_each"
        elif fault := unknown_name(root, ("inputs", "steps", "item")):
            yield fault
        elif root == "inputs" and name is not None and name not in self._playbook.inputs:
            yield f"there is no input {name}{_meant(name, self._playbook.inputs)}"
        elif root == "steps" and name is not None:
            yield from self._unknown_step(name, names[2:])

    def _unknown_step(self, name: str, inside: tuple[str, ...]) -> Iterator[str]:
        step = self._before.get(name)
        if step is None:
            ids = [other.id for other in self._playbook.steps]
            if name in ids:
                yield f"step {name} has not run by then"
            else:
                yield f"no step is called {name}{_meant(name, ids)}"
        elif inside and step.for_each is not None:
            yield f"step {name} runs for each item: write steps.{name}[].{inside[0]}"
        elif inside and inside[0] not in _outcome(step):
            yield f"a step has no {inside[0]}{_meant(inside[0], _outcome(step))}"


def _outcome(step: Step) -> dict[str, Kind | None]:
    """Return what there is in `steps.<id>`."""
    return OUTCOME if step.ask is None else ANSWERED


def _check_action(
    step: Step,
    path: Location,
    manifest: Manifest,
    is_lenient: IsLenient,
    recipients: Recipients | None,
) -> Iterator[Problem]:
    if step.ask is not None:
        problems = check_call(question_model(), step.ask, lenient=False)
        yield from (problem.under((*path, "ask")) for problem in problems)
        return
    try:
        spec = manifest.action(step.action)
    except InputError as error:
        yield Problem((*path, "action"), str(error))
        return
    if spec.action.takes_secrets():
        yield Problem(
            (*path, "action"),
            f"{step.action} takes a secret, which a run would write down; run it by itself",
        )
    if step.wait and not spec.action.job:
        yield Problem((*path, "wait"), f"{step.action} tells the progress of no job")
    if step.max_items and not spec.action.pages:
        yield Problem((*path, "max_items"), f"{step.action} does not return a list in pages")
    keys = [key for key in ("retryKey", "retry_key") if key in step.with_]
    if step.for_each is not None and any("${{" not in str(step.with_[key]) for key in keys):
        yield Problem(
            (*path, "with", keys[0]),
            "one key for all items would send the first alone; leave it out, and each has its own",
        )
    lenient = is_lenient(spec.connection, step.connection)
    names = None if recipients is None else partial(recipients.names, step.connection)
    problems = check_call(spec.action.input_model, step.with_, lenient=lenient, names=names)
    yield from (problem.under((*path, "with")) for problem in problems)


def _meant(name: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown name."""
    names = list(known)
    return did_you_mean(name, names, f"; there are: {', '.join(names)}" if names else "")
