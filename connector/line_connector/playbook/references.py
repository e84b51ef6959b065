"""Which steps a playbook's expressions look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from line_connector.playbook.document import Playbook
from line_connector.playbook.expressions import Expression, expressions_in, parse_text


def steps_named(playbook: Playbook) -> Collection[str]:
    """Return the IDs of the steps of which an expression may see what came of them."""
    named: set[str] = set()
    for expression in _expressions(playbook):
        for names in expression.seen():
            if names[:1] == ("steps",) and len(names) > 1:
                named.add(names[1])
            elif names[:1] in {("steps",), ()}:
                return {step.id for step in playbook.steps}
    return named


def _expressions(playbook: Playbook) -> Iterator[Expression]:
    fields = [value for step in playbook.steps for value in (step.if_, step.for_each, step.with_)]
    for _, text in expressions_in([*fields, playbook.outputs]):
        yield from (part for part in parse_text(text) if isinstance(part, Expression))
