"""The message format guide: every object in a message as text, from the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from line_connector.manifest import ActionSpec
from line_connector.services.mcp.schemas import whole_schema

_LIMITS = (
    ("minLength", "maxLength", " characters"),
    ("minItems", "maxItems", " items"),
    ("minimum", "maximum", ""),
    ("exclusiveMinimum", "exclusiveMaximum", ", exclusive"),
)

_UNLIMITED = 2**53
"""A limit from here on describes only how numbers are stored."""


class Guide:
    """The formats of the objects in the inputs of some actions."""

    def __init__(self, specs: Iterable[ActionSpec]) -> None:
        self._objects: dict[str, dict[str, Any]] = {}
        self._messages: dict[str, None] = {}
        for spec in specs:
            schema = whole_schema(spec.action.input_model)
            self._objects |= {
                name: definition
                for name, definition in schema.get("$defs", {}).items()
                if "properties" in definition
            }
            messages = schema.get("properties", {}).get("messages", {})
            self._messages |= dict.fromkeys(_references(messages.get("items", {})))

    def names(self) -> list[str]:
        """Return the names of all objects."""
        return sorted(self._objects)

    def messages(self) -> str:
        """Return the guide to the messages, and the names of the other objects."""
        others = ", ".join(name for name in self.names() if name not in self._messages)
        parts = [self.object(name) for name in self._messages]
        return "\n".join(["# Messages\n", *parts, f"# Objects in them\n\n{others}\n"])

    def object(self, name: str) -> str:
        """Return the guide to one object.

        Raises:
            KeyError: the name is unknown.
        """
        schema = self._objects[name]
        required = schema.get("required", ())
        lines = [
            f"- {key}{'' if key in required else ' (optional)'}: {_words(field)}"
            for key, field in schema["properties"].items()
        ]
        return "\n".join([f"## {name}\n", _line(schema.get("description", "")), "", *lines, ""])


def _words(field: dict[str, Any]) -> str:
    """Return one line on the values of a property."""
    kinds = [kind for kind in dict.fromkeys(_kinds(field)) if kind != "null"]
    text = ", ".join([" or ".join(kinds) or "any", *_limits(field)])
    description = _line(field.get("description", ""))
    return f"{text}. {description}".rstrip() if description else text


def _kinds(field: dict[str, Any]) -> Iterator[str]:
    for choice in _choices(field):
        yield from _kinds(choice)
    if "$ref" in field:
        yield _name(field)
    elif "const" in field:
        yield repr(field["const"])
    elif "enum" in field:
        yield from (repr(value) for value in field["enum"])
    elif field.get("type") == "array":
        yield f"list of {' or '.join(dict.fromkeys(_kinds(field.get('items', {})))) or 'any'}"
    elif "type" in field:
        yield str(field["type"])


def _limits(field: dict[str, Any]) -> Iterator[str]:
    for choice in [field, *_choices(field)]:
        for least, most, unit in _LIMITS:
            low, high = choice.get(least), choice.get(most, _UNLIMITED)
            if high < _UNLIMITED:
                yield f"at most {high}{unit}" if not low else f"{low} to {high}{unit}"
            elif low:
                yield f"at least {low}{unit}"
        if "multipleOf" in choice:
            yield f"a multiple of {choice['multipleOf']}"


def _references(schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield _name(schema)
    for choice in _choices(schema):
        yield from _references(choice)


def _choices(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]


def _name(schema: dict[str, Any]) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _line(text: str) -> str:
    """Return a description in one line, without its link."""
    return " ".join(text.partition("\n\nSource:")[0].split())
