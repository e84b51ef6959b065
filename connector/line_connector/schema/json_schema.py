"""JSON Schema of a model, complete: every object it can hold, each defined once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, cast

from line_connector.schema.model import Model
from line_connector.schema.union import load


class _Own(NamedTuple):
    """What one model says, made once: a hundred actions share the models of messages."""

    schema: dict[str, Any]

    definitions: dict[str, Any]
    """The definitions that pydantic made."""

    named: frozenset[str]
    """The models that it names, as `module:Class`."""


def json_schema(model: type[Model]) -> dict[str, Any]:
    """Return a model's JSON Schema (2020-12) under wire names, with all its definitions.

    Copy what is inside it before you change it: other schemas share it.
    """
    own = _own_schema(model)
    definitions = own.definitions
    waiting = set(own.named)
    while waiting:
        path = waiting.pop()
        name = path.partition(":")[2]
        if name in definitions:
            continue
        inner = _own_schema(load(path))
        definitions = {**inner.definitions, **definitions, name: inner.schema}
        waiting |= inner.named
    if not definitions:
        return {**own.schema}
    return {**own.schema, "$defs": dict(sorted(definitions.items()))}


@cache
def _own_schema(model: type[Model]) -> _Own:
    schema = model.model_json_schema(by_alias=True)
    named = _refer_to_named_models(schema)
    return _Own(schema, schema.pop("$defs", {}), frozenset(named))


def _refer_to_named_models(schema: dict[str, Any]) -> set[str]:
    """Turn the marks that late fields leave into references; return the models' paths."""
    found: set[str] = set()
    nodes: list[Any] = [schema]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            properties = cast("dict[str, Any]", node)
            paths: list[str] = properties.pop("x-models", [])
            found.update(paths)
            refs = [{"$ref": f"#/$defs/{path.partition(':')[2]}"} for path in paths]
            properties.update({"oneOf": refs} if len(refs) > 1 else refs[0] if refs else {})
            nodes.extend(properties.values())
        elif isinstance(node, list):
            nodes.extend(cast("Iterable[Any]", node))
    return found
