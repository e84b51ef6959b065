"""`${{ … }}` over an event, in what the file of handlers says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError
from line_connector.playbook.expressions import (
    Expression,
    ExpressionError,
    expressions_in,
    parse_text,
    render,
    unknown_name,
)
from line_connector.schema.problems import Location, Problem

_KNOWN: Mapping[str, Callable[[Event], Any]] = {
    "event": attrgetter("content"),
    "id": attrgetter("event_id"),
    "type": attrgetter("type"),
    "chat": attrgetter("chat_id"),
    "user": attrgetter("user_id"),
    "text": attrgetter("text"),
}
"""What expressions see: `event` is the provider's own object."""


def check_expressions(value: Any, path: Location) -> Iterator[Problem]:
    """Yield what is wrong with the expressions in a JSON value, as far as no event tells it.

    Args:
        value: the value.
        path: where it stands.
    """
    for place, text in expressions_in(value, path):
        try:
            parts = parse_text(text)
        except ExpressionError as error:
            yield Problem(place, str(error))
            continue
        for part in parts:
            if isinstance(part, Expression):
                yield from (Problem(place, f"{part}: {fault}") for fault in _faults(part))


def filled(value: Any, event: Event) -> Any:
    """Return a JSON value with the values of its expressions.

    Raises:
        RejectedError: one of them has no value that fits its place.
    """
    try:
        return render(value, {name: read(event) for name, read in _KNOWN.items()})
    except ExpressionError as error:
        raise RejectedError(str(error)) from None


def _faults(expression: Expression) -> Iterator[str]:
    for names, inside in expression.references():
        if names and not inside and (fault := unknown_name(names[0], _KNOWN)):
            yield fault
