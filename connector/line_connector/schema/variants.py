"""Unions that have a variant for what is unknown, and enums that take any word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic import Discriminator, Tag

from line_connector.json_values import is_object
from line_connector.schema.problems import Location

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import CoreSchema

_MARK = "="
"""Starts the name of every variant: errors have them in their paths, among names of properties."""


class OpenEnum:
    """Annotation for a string: the words of today, and any that may come.

    Args:
        words: those that are documented.
    """

    def __init__(self, *words: str) -> None:
        self.words = words

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"enum": [*self.words], "type": "string"}, handler(schema)]}


def variant(kind: str = "") -> Tag:
    """Name a variant of a union; without a name it is the one for everything unknown."""
    return Tag(_MARK + kind)


def by(choose: Callable[[Any], str]) -> Discriminator:
    """Tell the variants of a union apart by a function, which returns the name of one."""
    return Discriminator(lambda value: _MARK + choose(value))


def by_type(*known: str) -> Discriminator:
    """Tell the variants of a union apart by their `type`."""

    def choose(value: Any) -> str:
        kind = value.get("type") if is_object(value) else getattr(value, "type", None)
        return kind if isinstance(kind, str) and kind in known else ""

    return by(choose)


def without_variants(path: Location) -> Location:
    """Return the path of an error without the names of variants."""
    return tuple(step for step in path if not str(step).startswith(_MARK))
