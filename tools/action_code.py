"""The text of a new action's module, and an example of its input and of what is answered."""

from __future__ import annotations

import json
import keyword
import re
import textwrap
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from line_connector.manifest import class_name
from line_connector.schema.lengths import Utf16Length
from line_connector.schema.model import wire_name
from openapi import Field, Operation, Schema, snake

IDS = "line_connector.models.line.ids"
KNOWN_TYPES = {
    "userId": "UserId",
    "groupId": "GroupId",
    "roomId": "RoomId",
    "richMenuId": "RichMenuId",
    "richMenuAliasId": "RichMenuAliasId",
    "audienceGroupId": "AudienceGroupId",
}
"""Types for properties that have the same name wherever they stand."""

EXAMPLES: dict[str, Any] = {
    "userId": f"U{1:032x}",
    "groupId": f"C{1:032x}",
    "roomId": f"R{1:032x}",
    "to": f"U{1:032x}",
    "richMenuId": f"richmenu-{1:032x}",
    "richMenuAliasId": "richmenu-alias-a",
    "messages": [{"type": "text", "text": "Hello"}],
    "date": "20260131",
}
FILE_EXAMPLE = {"file_name": "file.txt", "content_type": "text/plain", "content": "SGVsbG8="}

SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
BODIES = {
    "application/x-www-form-urlencoded": "Form",
    "multipart/form-data": "Multipart",
    "*/*": "Bytes",
}
HOSTS = {"api.line.me": "url", "api-data.line.me": "data_url", "manager.line.biz": "manager_url"}
"""Fields of the connection that hold the hosts' addresses."""

ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "ForbiddenError",
    404: "NotFoundError",
    409: "ConflictError",
    410: "GoneError",
    429: "RateLimitError",
}
LINES = 100


class ModuleWriter:
    """Writes one module.

    Attributes:
        notes: what it could not know.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.notes: list[str] = []
        self._imports: dict[str, set[str]] = {}
        self._models: dict[str, str] = {}

    def text(self) -> str:
        """Return the module."""
        operation = self.operation
        action = class_name(operation.name)
        fields = [*operation.parameters, *operation.body]
        lines = self._fields(fields, strict=True)
        lines += self._header_fields()
        told = "What is asked for." if lines else "No input."
        input_class = _class(f"{action}Input", "Input", told, lines)
        body = "Body"
        if operation.answer is not None:
            name, schema = operation.resolved(operation.answer)
            if schema.get("properties"):
                body = f"{action}Body"
                answered = self._fields(operation.fields_of(schema), strict=False)
                self._models[body] = _class(body, "Body", "What is answered.", answered)
            else:
                self.notes.append(f"the answer {name} is no object of known properties")
        self._use("line_connector.action", "Action")
        self._use("line_connector.schema.model", "Body", "Input")
        declared = self._action(f"{action}(Action[{action}Input, {body}])")
        parts = [*self._models.values(), input_class, declared]
        head = f'"""{self._summary()}"""\n\nfrom __future__ import annotations\n'
        return "\n\n".join([head + self._import_lines(), *parts])

    def _use(self, module: str, *names: str) -> None:
        self._imports.setdefault(module, set()).update(names)

    def _import_lines(self) -> str:
        return "\n" + "".join(
            f"from {module} import {', '.join(sorted(names))}\n"
            for module, names in sorted(self._imports.items())
        )

    def _summary(self) -> str:
        words = self.operation.name.replace("_", " ").capitalize()
        said = _sentence(self.operation.summary)
        return said if said and len(said) < LINES - 10 else f"{words}."

    def _action(self, head: str) -> str:
        operation = self.operation
        doc = [f'"""{self._summary()}']
        told = {
            ERRORS[status]: "LINE refuses it" if text == HTTPStatus(status).phrase else text
            for status, text in operation.statuses.items()
            if status in ERRORS
        }
        if told:
            doc += ["", "Raises:"]
            doc += [
                _wrapped(f"{name}: {_sentence(text)}", "    ", "        ")
                for name, text in told.items()
            ]
        doc += ["", f"Source: {operation.source or 'https://developers.line.biz/'}", '"""', ""]
        doc += [f"method = {operation.method!r}", f"path = {operation.path!r}"]
        host = HOSTS[operation.host]
        if host != "url":
            doc.append(f"host = {host!r}")
        if operation.body_kind in BODIES:
            kind = BODIES[operation.body_kind]
            self._use("line_connector.http.body", kind)
            doc.append(f"body = {kind}")
        headers = {_header_wire(each): each for each in self._own_headers()}
        if headers:
            doc.append(f"headers = {headers!r}")
        success = {status for status in operation.statuses if status < 300}
        if success != {200}:
            doc.append(f"success = frozenset({success!r})")
        doc += ['rate_limit = "2000/s"', f"example = {example_input(operation)!r}"]
        return f"class {head}:\n" + textwrap.indent("\n".join(doc), "    ") + "\n"

    def _own_headers(self) -> list[str]:
        return [each for each in self.operation.headers if each != "X-Line-Retry-Key"]

    def _header_fields(self) -> list[str]:
        lines = [
            f'{snake(_header_wire(each))}: str | None = None\n"""Sent as the header `{each}`."""\n'
            for each in self._own_headers()
        ]
        if "X-Line-Retry-Key" in self.operation.headers:
            self._use("line_connector.models.line.sending", "RetryKey")
            lines.append("retry_key: RetryKey = None\n")
        return lines

    def _fields(self, fields: Iterable[Field], *, strict: bool) -> list[str]:
        return [self._field(each, strict=strict) for each in fields]

    def _field(self, each: Field, *, strict: bool) -> str:
        annotation = self._type(each.wire, each.schema, strict=strict)
        attribute = attribute_name(each.wire)
        if not each.required:
            annotation += " | None"
        if wire_name(attribute) != each.wire:
            annotation = self._annotated(annotation, f"Field(alias={each.wire!r})")
        _, schema = self.operation.resolved(each.schema)
        said = str(each.schema.get("description") or schema.get("description") or "")
        text = _sentence(said) or f"{snake(each.wire).replace('_', ' ').capitalize()}."
        default = "" if each.required else " = None"
        return f"{attribute}: {annotation}{default}\n{_wrapped(_docstring(text))}\n"

    def _type(self, wire: str, schema: Schema, *, strict: bool) -> str:
        name, found = self.operation.resolved(schema)
        if strict and wire == "messages":
            self._use("line_connector.models.line.message", "Messages")
            return "Messages"
        if strict and wire in KNOWN_TYPES:
            self._use(IDS, KNOWN_TYPES[wire])
            return KNOWN_TYPES[wire]
        if found.get("format") == "binary":
            self._use("line_connector.schema.files", "FileInput")
            return "FileInput"
        if "enum" in found:
            self._use("typing", "Literal")
            values = ", ".join(map(repr, found["enum"]))
            kind = SCALARS.get(found.get("type", "string"), "str")
            return f"Literal[{values}]" if strict else f"Literal[{values}] | {kind}"
        if found.get("type") == "array":
            inner = self._type(wire.removesuffix("s"), found.get("items", {}), strict=strict)
            limits = _limits(found, minItems="min_length", maxItems="max_length") if strict else ""
            return self._annotated(f"list[{inner}]", f"Field({limits})" if limits else "")
        if found.get("type") in SCALARS:
            return self._scalar(found) if strict else SCALARS[found["type"]]
        if found.get("properties") and not {"discriminator", "allOf"} & found.keys():
            return self._model(name or class_name(snake(wire)), found, strict=strict)
        self.notes.append(f"{wire}: {name or 'the object'} has several forms: declare them")
        self._use("line_connector.models.any_json", "JsonObject")
        return "JsonObject"

    def _scalar(self, schema: Schema) -> str:
        kind = SCALARS[schema["type"]]
        if schema["type"] == "string":
            marks = f"Field(pattern={schema['pattern']!r})" if "pattern" in schema else ""
            if "maxLength" in schema and not marks:
                self._use(Utf16Length.__module__, Utf16Length.__name__)
                least = f", least={schema['minLength']}" if "minLength" in schema else ""
                return self._annotated(
                    kind, f"{Utf16Length.__name__}({schema['maxLength']}{least})"
                )
            return self._annotated(kind, marks)
        limits = _limits(schema, minimum="ge", maximum="le")
        return self._annotated(kind, f"Field({limits})" if limits else "")

    def _annotated(self, kind: str, mark: str) -> str:
        if not mark:
            return kind
        self._use("typing", "Annotated")
        if mark.startswith("Field("):
            self._use("pydantic", "Field")
        return f"Annotated[{kind}, {mark}]"

    def _model(self, name: str, schema: Schema, *, strict: bool) -> str:
        if name not in self._models:
            self._models[name] = ""  # an object can hold itself
            base = "Input" if strict else "Body"
            told = _sentence(str(schema.get("description", "")))
            lines = self._fields(self.operation.fields_of(schema), strict=strict)
            del self._models[name]  # what it holds comes first
            self._models[name] = _class(name, base, told or f"{_words(name)}.", lines)
        return name


def attribute_name(wire: str) -> str:
    """Return the attribute for a property, a name that Python and pydantic leave free."""
    name = snake(wire)
    return f"{name}_" if keyword.iskeyword(name) or hasattr(BaseModel, name) else name


def example_input(operation: Operation) -> dict[str, Any]:
    """Return an input with what is required."""
    fields = [*operation.parameters, *operation.body]
    return {
        each.wire: example_of(operation, each.wire, each.schema)
        for each in fields
        if each.required or each.wire in EXAMPLES
    }


def example_of(operation: Operation, wire: str, schema: Schema) -> Any:
    """Return a value that a schema allows."""
    _, found = operation.resolved(schema)
    kind = found.get("type")
    if found.get("format") == "binary":
        return FILE_EXAMPLE
    pattern = found.get("pattern", "")
    if wire in EXAMPLES and re.search(pattern, str(EXAMPLES[wire])):
        return EXAMPLES[wire]
    if "enum" in found:
        return found["enum"][0]
    if kind == "array":
        count = max(found.get("minItems", 1), 1)
        return [example_of(operation, wire.removesuffix("s"), found.get("items", {}))] * count
    if kind in {"integer", "number"}:
        return found.get("minimum", 1)
    if kind == "boolean":
        return True
    if kind == "string":
        if found.get("format") == "uri":
            return "https://example.com/"
        candidates = (found.get("example"), "x" * found.get("minLength", 1), EXAMPLES["date"])
        return next(str(each) for each in candidates if each and re.search(pattern, str(each)))
    return {
        each.wire: example_of(operation, each.wire, each.schema)
        for each in operation.fields_of(found)
        if each.required
    }


def example_answer(operation: Operation) -> Any:
    """Return what a success answers with."""
    if operation.answer is None:
        return {}
    shown = operation.answer_example
    # Examples may have dates, which YAML reads as such.
    shown = example_of(operation, "", operation.answer) if shown is None else shown
    return json.loads(json.dumps(shown, default=str))


def _header_wire(header: str) -> str:
    """Return the input's name for a header: `deliveryTag` for `X-Line-Delivery-Tag`."""
    name: str = wire_name(header.lower().removeprefix("x-line-").replace("-", "_"))
    return name


def _limits(schema: Schema, **names: str) -> str:
    return ", ".join(f"{ours}={schema[key]}" for key, ours in names.items() if key in schema)


def _class(name: str, base: str, told: str, lines: list[str]) -> str:
    inner = "\n".join([_wrapped(_docstring(told)) + "\n", *lines])
    return f"class {name}({base}):\n" + textwrap.indent(inner.rstrip("\n"), "    ") + "\n"


def _docstring(text: str) -> str:
    return '"""' + text.replace("\\", "").replace('"""', "'''") + '"""'


def _sentence(text: str) -> str:
    """Return the first sentence of a description, in one line."""
    sentence = " ".join(text.replace("\u2019", "'").split()).partition(". ")[0].rstrip(".:")
    if not sentence:
        return ""
    return f"{sentence[0].upper()}{sentence[1:]}."


def _wrapped(text: str, first: str = "", other: str = "") -> str:
    return "\n".join(
        textwrap.wrap(
            text,
            LINES - 4,
            initial_indent=first,
            subsequent_indent=other,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _words(name: str) -> str:
    return snake(name).replace("_", " ").capitalize()
