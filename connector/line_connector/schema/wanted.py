"""Read the unquoted scalars of a YAML document as the fields of a model want them."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from line_connector.documents.plain_scalars import PlainBoolean, PlainFloat, PlainInteger
from line_connector.json_values import is_list, is_object
from line_connector.schema.secret import Secret

if TYPE_CHECKING:
    from pydantic import BaseModel

_PLAIN: frozenset[type] = frozenset({PlainBoolean, PlainFloat, PlainInteger})
"""Types of unquoted scalars."""

_LOOKED_AT = _PLAIN | {list, dict}
"""Types of values that may have to be read in another way."""


class _Wanted(NamedTuple):
    """What a field, or each item of one, takes."""

    scalars: frozenset[type]
    """Of `str`, `int`, `float` and `bool`."""

    items: _Wanted | None = None
    """The items of a list, or the values of an object."""

    def read(self, value: Any) -> Any:
        """Return a value in the reading that is wanted; the value itself where that is it."""
        if isinstance(value, PlainBoolean):
            return value.truth if bool in self.scalars else value
        if isinstance(value, (PlainInteger, PlainFloat)):
            return value if self.scalars & _NUMBERS or str not in self.scalars else value.written
        if self.items is None:
            return value
        if is_list(value) and not _LOOKED_AT.isdisjoint(map(type, value)):
            return [self.items.read(item) for item in value]
        if is_object(value) and not _LOOKED_AT.isdisjoint(map(type, value.values())):
            return {name: self.items.read(item) for name, item in value.items()}
        return value


_NUMBERS = frozenset({int, float})
_NOTHING = _Wanted(frozenset())


def as_wanted(model: type[BaseModel], given: dict[str, Any]) -> dict[str, Any]:
    """Return an object whose unquoted scalars are read as a model's fields want them.

    Args:
        model: says by its annotations what each field wants.
        given: the object; it is not changed.
    """
    values = given.values()
    if _LOOKED_AT.isdisjoint(map(type, values)):
        return given
    if _PLAIN.isdisjoint(map(type, values)) and _holders(model).isdisjoint(given):
        return given
    fields = _fields(model)
    return {
        name: fields[name].read(value) if name in fields else value for name, value in given.items()
    }


@cache
def _holders(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields whose items or values may have to be read in another way."""
    return frozenset(name for name, wanted in _fields(model).items() if wanted.items)


@cache
def _fields(model: type[BaseModel]) -> dict[str, _Wanted]:
    """Return what the fields want that take scalars, or lists or objects of them."""
    found: dict[str, _Wanted] = {}
    for name, field in model.model_fields.items():
        wanted = _wanted(field.annotation)
        if wanted != _NOTHING:
            found[name] = found[field.alias or name] = wanted
    return found


def _wanted(annotation: Any) -> _Wanted:
    if annotation in {str, int, float, bool}:
        return _Wanted(frozenset({annotation}))
    if annotation is Secret:
        return _Wanted(frozenset({str}))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _wanted(arguments[0])
    if origin is Literal:
        return _Wanted(frozenset(map(type, arguments)))
    if origin in {list, dict}:
        of = _wanted(arguments[-1])
        return _Wanted(frozenset(), of) if of != _NOTHING else _NOTHING
    if origin in {Union, UnionType}:
        parts = [_wanted(argument) for argument in arguments]
        scalars = frozenset[type]().union(*(part.scalars for part in parts))
        return _Wanted(scalars, next((part.items for part in parts if part.items), None))
    return _NOTHING
