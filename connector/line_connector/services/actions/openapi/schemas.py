"""Where a document keeps its schemas: each defined once and referred to, or plain in its place."""

from __future__ import annotations

from typing import Any, Protocol, cast

from line_connector.schema.plain_schema import Schema, plain_schema


class Schemas(Protocol):
    """Puts schemas into a document."""

    defined: dict[str, Schema]
    """Those that others refer to, by name."""

    def put(self, name: str, schema: Schema) -> Schema:
        """Return what stands for a schema where it is used."""
        ...


class PlainSchemas:
    """Each schema in its place, without references and alternatives: importers read no more."""

    def __init__(self) -> None:
        self.defined: dict[str, Schema] = {}

    def put(self, name: str, schema: Schema) -> Schema:  # noqa: ARG002 - it gets no name
        """Return the schema in its plain form."""
        return plain_schema(schema)


class ExactSchemas:
    """Each schema as exact as the models, defined once."""

    def __init__(self) -> None:
        self.defined: dict[str, Schema] = {}
        self._taken: dict[str, Schema] = {}

    def put(self, name: str, schema: Schema) -> Schema:
        """Define a schema and those it refers to; return the reference."""
        own = {key: value for key, value in schema.items() if key != "$defs"}
        found: dict[str, Schema] = {**schema.get("$defs", {}), name: own}
        # Actions of different packages may call different objects by one name.
        clash = any(self._taken.get(each, found[each]) != found[each] for each in found)
        names = {each: f"{name}.{each}" if clash else each for each in found}
        for each, definition in found.items():
            self._taken[names[each]] = definition
            self.defined[names[each]] = _referring(definition, names)
        return {"$ref": f"#/components/schemas/{names[name]}"}


def _referring(schema: Any, names: dict[str, str]) -> Any:
    """Return a schema whose references go to where the document has its definitions."""
    if isinstance(schema, list):
        return [_referring(each, names) for each in cast("list[object]", schema)]
    if not isinstance(schema, dict):
        return schema
    referring = {
        key: _referring(value, names) for key, value in cast("dict[str, Any]", schema).items()
    }
    reference = referring.get("$ref")
    if isinstance(reference, str):
        referring["$ref"] = f"#/components/schemas/{names[reference.rpartition('/')[2]]}"
    return referring
