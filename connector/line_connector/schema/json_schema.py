"""JSON Schema of a model, complete: every object it can hold, each defined once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from line_connector.schema.model import Model
from line_connector.schema.union import load


def json_schema(model: type[Model]) -> dict[str, Any]:
    """Return a model's JSON Schema (2020-12) under wire names, with all its definitions.

    Schemas share what they have in common: change nothing inside of one.
    """
    schema, first, named = _one_schema(model)
    definitions, waiting = dict(first), set(named)
    while waiting:
        path = waiting.pop()
        name = path.partition(":")[2]
        if name in definitions:
            continue
        definitions[name], inner, named = _one_schema(load(path))
        definitions = {**inner, **definitions}
        waiting |= named
    if not definitions:
        return dict(schema)
    return {**schema, "$defs": dict(sorted(definitions.items()))}


@cache
def _one_schema(model: type[Model]) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
    """Return a model's own schema, the definitions pydantic made, and the models it names."""
    schema = model.model_json_schema(by_alias=True)
    named = _refer_to_named_models(schema)
    return schema, schema.pop("$defs", {}), named


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
