"""Find what the provider may refuse in a validated model and in everything it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from line_connector.schema.model import Input
from line_connector.schema.problems import Location, Problem


def warnings_in(
    value: Any, path: Location = (), annotation: Any = None, marks: Iterable[Any] = ()
) -> Iterator[Problem]:
    """Yield the warnings about a validated value and everything in it.

    Args:
        value: a model, a list, or whatever else a field may hold.
        path: where it stands.
        annotation: the type it was declared with.
        marks: what the declaration says beside the type; some marks have warnings of their own.
    """
    inner_marks, kind = _marks(annotation)
    for mark in (*marks, *inner_marks):
        if hasattr(mark, "warnings"):
            yield from (found.under(path) for found in mark.warnings(value))
    if isinstance(value, Input):
        yield from (found.under(path) for found in value.warnings())
        for name, field in type(value).model_fields.items():
            child = getattr(value, name)
            if child is not None:
                here = (*path, field.alias or name)
                yield from warnings_in(child, here, field.annotation, field.metadata)
    else:
        of = (None, *get_args(kind))[-1]  # what a list is of, or a mapping to
        for step, item in _items(value):
            yield from warnings_in(item, (*path, step), of)


def _items(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return what a list or a mapping holds, each with its step of the path."""
    if isinstance(value, list):
        return enumerate(cast("Iterable[Any]", value))
    if isinstance(value, dict):
        return cast("dict[str, Any]", value).items()
    return ()


def _marks(annotation: Any) -> tuple[list[Any], Any]:
    """Return the marks on a type and the type itself, whether or not it may be absent."""
    marks: list[Any] = []
    while (origin := get_origin(annotation)) in {Annotated, Union, UnionType}:
        annotation, *rest = (arg for arg in get_args(annotation) if arg is not type(None))
        if origin is Annotated:
            marks += rest
    return marks, annotation
