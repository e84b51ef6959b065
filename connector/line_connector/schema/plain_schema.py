"""JSON Schema without what many platforms cannot read: references, unions, null, constants.

What is left is what Swagger 2.0 has too: every object in its place, one type for each value. An
alternative of objects becomes one object that has the properties of all; what it says of a message
is less exact than the original, which still checks the input when it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

Schema = dict[str, Any]

_KEPT = frozenset(
    {
        "title", "description", "type", "format", "enum", "default", "example", "properties",
        "required", "items", "minItems", "maxItems", "minLength", "maxLength", "pattern",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "uniqueItems",
        "readOnly",
    }
)  # fmt: skip
"""Keywords that Swagger 2.0 has as well. `additionalProperties` is left out on purpose: most
importers read it as a map."""


def plain_schema(schema: Mapping[str, Any], levels: int = 3) -> Schema:
    """Return a schema (2020-12, as our models give it) in the plain form.

    Args:
        schema: with the definitions it refers to.
        levels: how many objects deep it tells all; of what is deeper, and of an object inside
            itself such as a flex box in a box, it tells the types.
    """
    return _Plain(schema.get("$defs", {}), levels).of(dict(schema), ())


def without_null(schema: Mapping[str, Any]) -> Schema:
    """Return a schema that may be null as the one of its other values; absence stands for null."""
    given = {key: value for key, value in schema.items() if key != "anyOf"}
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    if given.get("default", ...) is None:
        del given["default"]
    if len(choices) == 1:
        return {**choices[0], **given}
    return {**given, "anyOf": choices} if choices else given


class _Plain:
    """The conversion of one document."""

    def __init__(self, definitions: Mapping[str, Schema], levels: int) -> None:
        self._definitions = definitions
        self._levels = levels

    def of(self, schema: Schema, above: tuple[str, ...]) -> Schema:
        """Return a schema in the plain form; `above` are the definitions it stands in."""
        schema = without_null(schema)
        name = str(schema.pop("$ref", "")).rpartition("/")[2]
        if name:
            named = self._definitions[name]
            if name in above or len(above) + 1 >= self._levels:
                return {**_told(named), **self._bare(named, inside=True), **_told(schema)}
            return {**self.of(named, (*above, name)), **_told(schema)}
        choices: list[Schema] = schema.pop("oneOf", None) or schema.pop("anyOf", None) or []
        if choices:
            return {**self._merged([self.of(each, above) for each in choices]), **_told(schema)}
        return self._own(schema, above)

    def _bare(self, schema: Schema, *, inside: bool = False) -> Schema:
        """Return a schema's type alone; `inside` an object also what tells its kind."""
        schema = without_null(schema)
        if "$ref" in schema:
            return self._bare(self._definitions[schema["$ref"].rpartition("/")[2]])
        choices: list[Schema] = schema.get("oneOf") or schema.get("anyOf") or []
        if choices:
            return self._merged([self._bare(each) for each in choices])
        bare: Schema = {"type": schema.get("type") or _type_of(schema)}
        if bare["type"] == "array":
            bare["items"] = self._bare(schema.get("items", {}))
        if inside and schema.get("properties"):
            bare["properties"] = {
                name: self._own(field, ()) if "const" in field else self._bare(field)
                for name, field in schema["properties"].items()
            }
        return bare

    def _own(self, schema: Schema, above: tuple[str, ...]) -> Schema:
        """Convert a schema that is neither a reference nor a choice."""
        if "const" in schema:
            schema = {**schema, "enum": [schema["const"]]}
        if schema.get("examples"):
            schema = {**schema, "example": schema["examples"][0]}
        plain = {key: value for key, value in schema.items() if key in _KEPT}
        for end, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if end in plain:
                plain[bound], plain[end] = plain[end], True
        if "properties" in plain:
            plain["properties"] = {
                name: self.of(inner, above) for name, inner in plain["properties"].items()
            }
        if plain.get("type") == "array":
            plain["items"] = self.of(plain.get("items", {}), above)
        plain.setdefault("type", _type_of(plain))
        return plain

    def _merged(self, choices: list[Schema]) -> Schema:
        """Return one schema that takes what any of the choices takes."""
        kinds = {choice["type"] for choice in choices}
        if kinds == {"integer", "number"}:
            return {"type": "number"}
        if len(kinds) > 1:
            return {"type": "object"} if "object" in kinds else {"type": "string"}
        if kinds == {"object"}:
            return self._merged_objects(choices)
        if kinds == {"array"}:
            return {"type": "array", "items": self._merged([each["items"] for each in choices])}
        if all("enum" in choice for choice in choices):
            values = [value for choice in choices for value in choice["enum"]]
            return {"type": kinds.pop(), "enum": list(dict.fromkeys(values))}
        # What only some of the choices ask for cannot be asked for here.
        first, *others = choices
        return {
            key: value for key, value in first.items() if all(o.get(key) == value for o in others)
        }

    def _merged_objects(self, choices: list[Schema]) -> Schema:
        if not all("properties" in choice for choice in choices):
            return {"type": "object"}  # one of them can hold anything
        found: dict[str, list[Schema]] = {}
        for choice in choices:
            for name, inner in choice.get("properties", {}).items():
                found.setdefault(name, []).append(inner)
        required = set(choices[0].get("required", ()))
        required.intersection_update(*(choice.get("required", ()) for choice in choices[1:]))
        merged: Schema = {"type": "object"}
        merged["properties"] = {
            name: inners[0] if len(inners) == 1 else self._with_words(inners)
            for name, inners in found.items()
        }
        if required:
            merged["required"] = [name for name in found if name in required]
        return merged

    def _with_words(self, inners: list[Schema]) -> Schema:
        return {**_told(inners[0]), **self._merged(inners)}


def _told(schema: Schema) -> Schema:
    """Return what a schema says to people."""
    return {key: schema[key] for key in ("title", "description", "example") if key in schema}


def _type_of(schema: Schema) -> str:
    """Return the type of a schema that names none."""
    if "enum" in schema:
        value = cast("list[object]", schema["enum"])[0]
        kinds: dict[type, str] = {bool: "boolean", int: "integer", float: "number"}
        return kinds.get(type(value), "string")
    return "array" if "items" in schema else "object"
