"""The objects that inputs are made of, found by a name: messages, flex components, actions.

An object is called by its class (`TextMessage`), by the family it belongs to and its type
(`message.text`, `flex.box`, `omni.text`, `card.alert`), or by its type alone where only one has it
(`bubble`, `alert`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, cast

from pydantic import ValidationError

from line_connector.errors import InputError
from line_connector.exports import exported_names
from line_connector.manifest import load_manifest
from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.docstrings import class_docstring
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Model
from line_connector.shortening import shortened

PACKAGES = "line_connector.models", "line_connector.models.infobip"

_SOURCE = re.compile(r"^Source:\s+(\S+)", re.MULTILINE)

_FAMILIES = {"actions": "action", "datetime_picker": "action"}
"""Families of LINE's objects that are not called like their module."""

_MOST_NAMED = 4
"""Alternatives of a field that are named on its line."""

_SHOWN = frozenset({"body", "gte", "label", "phoneNumber", "text", "type"})
"""Properties that an example shows though they are not required: others need them, or people do."""

_TEXTS = {
    "angle": "0deg",
    "oneof": "jp_13",
    "requestid": "6bd13511-5bcf-45bd-baa7-a293999523ba",
    "userid": f"U{1:032x}",
    "url": "https://example.com/1",
    "uri": "https://example.com/1",
    "color": "#00B900",
    "phone": "66900000001",
    "time": "2026-12-24T10:00",
    "id": "1",
}
"""Texts for an example, by a part of the field's name."""


class ObjectSpec(NamedTuple):
    """An object that has a class."""

    name: str
    """Its class."""

    family: str
    """`message`, `flex`, `action`, `card`, …; of Infobip's `omni`, `lon`, `single`, `infobip`."""

    kind: str | None
    """Its `type`, of a card its `card`, in lower case; None where it has none."""

    model: type[Model]

    @property
    def full_name(self) -> str:
        """Its family and type, `message.text`; the class where it has no type.

        Two objects of a family may have the same type.
        """
        return f"{self.family}.{self.kind}" if self.kind else self.name


def find_object(name: str) -> ObjectSpec:
    """Return the object that a name means.

    Raises:
        KeyError: none is called so.
        InputError: several are; the text names them.
    """
    found = _called(name)
    if len(found) > 1:
        names = ", ".join(distinct_names(found))
        raise InputError(f"{shortened(name)} is the type of several objects: {names}")
    if not found:
        raise KeyError(name)
    return found[0]


def _called(name: str) -> list[ObjectSpec]:
    """Return the objects that a name can mean in the most exact way there is."""
    specs = objects()
    wanted = name.casefold()
    of_type = objects_of_type(wanted)
    ways: tuple[list[ObjectSpec], ...] = (
        [spec for spec in specs if spec.name == name],
        [spec for spec in specs if spec.full_name.casefold() == wanted],
        [spec for spec in of_type if spec.family == "message"],
        [spec for spec in specs if spec.name.casefold() == wanted],
        of_type,
    )
    return next((way for way in ways if way), of_type)


def objects_of_type(wanted: str) -> list[ObjectSpec]:
    """Return the objects with a type, in whichever case it is written."""
    return [spec for spec in objects() if spec.kind and spec.kind.casefold() == wanted.casefold()]


def distinct_names(specs: Collection[ObjectSpec]) -> list[str]:
    """Return a name for each object that none of the others has: where need be, its class."""
    counts = Counter(spec.full_name for spec in specs)
    return [spec.full_name if counts[spec.full_name] == 1 else spec.name for spec in specs]


def object_names() -> list[str]:
    """Return what objects are called: classes, and families with types."""
    return list(dict.fromkeys(each for spec in objects() for each in (spec.name, spec.full_name)))


@cache
def objects() -> tuple[ObjectSpec, ...]:
    """Return every object of LINE's and of Infobip's: the exported, then those of the actions."""
    models: dict[str, type[Model]] = {}
    for package in PACKAGES:
        import_module(package)
        for name, module in exported_names(package).items():
            value = getattr(import_module(module), name)
            if module.startswith("line_connector.models") and _is_model(value):
                models[name] = value
    others = _named_in_actions() - models.keys()
    models |= {each.__name__: each for each in _subclasses(Model) if each.__name__ in others}
    return tuple(
        ObjectSpec(name, _family(model), _type_of(model), model) for name, model in models.items()
    )


def _named_in_actions() -> set[str]:
    """Return the classes of the objects that the actions take and give."""
    names: set[str] = set()
    for spec in load_manifest().actions.values():
        for model in (spec.action.input_model, spec.action.body_model):
            definitions = json_schema(model).get("$defs", {})
            names.update(name for name, each in definitions.items() if "properties" in each)
    return names


def _subclasses(model: type[Model]) -> Iterator[type[Model]]:
    for each in model.__subclasses__():
        yield each
        yield from _subclasses(each)


def describe_object(spec: ObjectSpec) -> dict[str, Any]:
    """Return what there is to know of an object, as JSON values."""
    text = class_docstring(spec.model)
    source = _SOURCE.search(text)
    return {
        "name": spec.name,
        "full_name": spec.full_name,
        "description": re.split(r"^(?:Raises|Source):", text, flags=re.MULTILINE)[0].strip(),
        "source": source[1] if source else "",
        "example": example_of(spec.model),
        "schema": json_schema(spec.model),
    }


def example_of(model: type[Model]) -> dict[str, Any] | None:
    """Return an object with what is required and little else; None where that is not enough.

    It is made from the schema and checked with the model, so it is valid.
    """
    schema = json_schema(model)
    for shown in _SHOWN, frozenset[str]():
        with suppress(ValidationError):
            example: dict[str, Any] = _Example(schema.get("$defs", {}), shown).of(schema, "")
            model.model_validate(example)
            return example
    return None


class _Example:
    """Makes a value for each schema."""

    def __init__(self, definitions: Mapping[str, Any], shown: Collection[str]) -> None:
        self._definitions = definitions
        self._shown = shown

    def of(self, schema: Mapping[str, Any], name: str) -> Any:
        """Return a value that a schema allows, of a property called `name`."""
        if "$ref" in schema:
            return self.of(self._definitions[schema["$ref"].rpartition("/")[2]], name)
        for key in ("const", "default"):
            if schema.get(key) is not None:
                return schema[key]
        if "enum" in schema:
            return schema["enum"][0]
        for key in ("oneOf", "anyOf"):
            if key in schema:
                return self.of(self._simplest(schema[key]), name)
        return self._by_type(schema, name)

    def _by_type(self, schema: Mapping[str, Any], name: str) -> Any:
        kind = schema.get("type")
        if kind == "object" or "properties" in schema:
            wanted = {"type", *self._shown, *schema.get("required", ())}
            properties: Mapping[str, Any] = schema.get("properties", {})
            return {key: self.of(properties[key], key) for key in properties if key in wanted}
        if kind == "array":
            return [self.of(schema.get("items", {}), name)] * max(1, schema.get("minItems", 1))
        if kind in {"integer", "number"}:
            return schema.get("minimum", 1)
        if kind == "boolean":
            return True
        return _text(schema, name)

    def _simplest(self, schemas: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
        """Return the alternative that requires least."""
        real = [each for each in schemas if each.get("type") != "null"]
        return min(real, key=lambda each: len(self._resolved(each).get("required", ())))

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        ref: str | None = schema.get("$ref")
        return self._definitions[ref.rpartition("/")[2]] if ref else schema


def _text(schema: Mapping[str, Any], name: str) -> str:
    """Return a text that fits a property's name."""
    if schema.get("examples"):
        return str(schema["examples"][0])
    words = name.casefold()
    return next((text for part, text in _TEXTS.items() if part in words), "Hi")


def _is_model(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Model)


def _type_of(model: type[Model]) -> str | None:
    field = model.model_fields.get("card") or model.model_fields.get("type")
    return field.default.lower() if field and isinstance(field.default, str) else None


def _family(model: type[Model]) -> str:
    """Return the family of an object."""
    if "card" in model.model_fields:
        return "card"
    provider, part, *rest = model.__module__.removeprefix("line_connector.models.").split(".")
    if provider == "infobip":
        return ".".join([part, *rest]) if part == "omni" else part if rest else provider
    return "message" if issubclass(model, MessageProperties) else _FAMILIES.get(part, part)


def field_type(schema: Mapping[str, Any]) -> str:
    """Return a property's type and limits in words: `string, at most 5000 characters`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for key in ("oneOf", "anyOf"):
        if key in schema:
            kinds = [field_type(each) for each in schema[key] if each.get("type") != "null"]
            return _either(list(dict.fromkeys(kinds)))
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " or ".join(str(each) for each in schema["enum"])
    kind = schema.get("type", "any value")
    if kind == "array":
        kind = f"list of {field_type(cast('dict[str, Any]', schema.get('items', {})))}"
    return ", ".join([str(kind), *_limits(schema)])


def _either(kinds: list[str]) -> str:
    if len(kinds) <= _MOST_NAMED:
        return " or ".join(kinds)
    return f"one of {len(kinds)}: {', '.join(kinds[:_MOST_NAMED])}, …"


def _limits(schema: Mapping[str, Any]) -> Iterable[str]:
    for least, most, unit in (
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " items"),
        ("minimum", "maximum", ""),
    ):
        low, high = schema.get(least), schema.get(most)
        if low is not None and high is not None:
            yield f"{low} to {high}{unit}"
        elif high is not None:
            yield f"at most {high}{unit}"
        elif low is not None:
            yield f"at least {low}{unit}"
