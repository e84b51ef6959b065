"""JSON Schema without what tells a model nothing: the same values match it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

_NAMED = frozenset({"properties", "$defs", "patternProperties"})
"""Keywords that hold schemas by names, which may be called as a keyword is."""

_VALUES = frozenset({"const", "enum", "default", "examples", "example"})
"""Keywords that hold values."""


def lean_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema without titles that repeat names, links, and defaults that say nothing."""
    lean: dict[str, Any] = {}
    for key, value in schema.items():
        if key in _NAMED:
            if value:
                lean[key] = {name: lean_schema(inner) for name, inner in value.items()}
        elif key == "description":
            lean[key] = " ".join(value.partition("\n\nSource:")[0].split())
        elif not _says_nothing(key, value):
            lean[key] = value if key in _VALUES else _lean(value)
    return _with_short_null(lean)


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        return lean_schema(cast("dict[str, Any]", value))
    if isinstance(value, list):
        return [_lean(each) for each in cast("list[object]", value)]
    return value


def _says_nothing(key: str, value: Any) -> bool:
    return (
        key == "title"
        or (key == "default" and value in (None, []))
        or (key == "additionalProperties" and value is True)
        or (key == "minItems" and value == 0)
    )


def _with_short_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a type that may be null in its short form."""
    match schema.get("anyOf"):
        case [{"type": str(kind)} as only, {"type": "null"}] if len(only) == 1:
            others = {key: value for key, value in schema.items() if key != "anyOf"}
            return {"type": [kind, "null"], **others}
        case _:
            return schema
