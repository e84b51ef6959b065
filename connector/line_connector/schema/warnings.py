"""Find what the provider may refuse in a validated model and in everything it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, cast, get_args, get_origin

from line_connector.schema.model import Input
from line_connector.schema.problems import Location, Problem


class _Declared(NamedTuple):
    """What a type says of its values."""

    marks: tuple[Any, ...] = ()
    """Its marks that have warnings of their own."""

    of: _Declared | None = None
    """The same of what a list is of, or a mapping to."""


_NOTHING = _Declared()


def warnings_in(value: Any, path: Location = (), annotation: Any = None) -> Iterator[Problem]:
    """Yield the warnings about a validated value and everything in it.

    Args:
        value: a model, or whatever else a field may hold.
        path: where it stands.
        annotation: the type it was validated with, where that may have warnings of its own.
    """
    return _warnings(value, path, _declared(annotation))


def _warnings(value: Any, path: Location, declared: _Declared) -> Iterator[Problem]:
    for mark in declared.marks:
        yield from (found.under(path) for found in mark.warnings(value))
    if isinstance(value, Input):
        yield from (found.under(path) for found in value.warnings())
        for name, wire, inside in _fields(type(value)):
            child = getattr(value, name)
            if child is not None and (inside.marks or not isinstance(child, str | int | float)):
                yield from _warnings(child, (*path, wire), inside)
        return
    for step, item in _items(value):
        yield from _warnings(item, (*path, step), declared.of or _NOTHING)


@cache
def _fields(model: type[Input]) -> tuple[tuple[str, str, _Declared], ...]:
    """Return a model's fields: name, name on the wire, and what the type says."""
    return tuple(
        (name, field.alias or name, _declared(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _items(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return what a list or a mapping holds, each with its step of the path."""
    if isinstance(value, list):
        return enumerate(cast("Iterable[Any]", value))
    if isinstance(value, dict):
        return cast("dict[str, Any]", value).items()
    return ()


def _declared(annotation: Any, metadata: Iterable[Any] = ()) -> _Declared:
    """Read a type, whether or not its value may be absent."""
    marks = [*metadata]
    while (origin := get_origin(annotation)) in {Annotated, Union, UnionType}:
        annotation, *rest = (arg for arg in get_args(annotation) if arg is not type(None))
        if origin is Annotated:
            marks += rest
    inner = get_args(annotation)
    return _Declared(
        tuple(mark for mark in marks if hasattr(mark, "warnings")),
        _declared(inner[-1]) if inner else None,
    )
