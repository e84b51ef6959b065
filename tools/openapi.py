"""LINE's OpenAPI files, read for the scaffold: what one operation takes and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from line_connector.json_values import is_object

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A property or parameter."""

    wire: str
    schema: Schema
    required: bool


@dataclass(frozen=True)
class Operation:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    source: str
    host: str
    """Host that it is on: `api.line.me`."""

    parameters: list[Field]
    """Path and query parameters."""

    headers: list[str]
    body_kind: str | None
    """The body's media type."""

    body: list[Field]
    statuses: dict[int, str]
    """What is said of each status."""

    answer: Schema | None
    """Schema of a success's JSON body."""

    answer_example: Any
    schemas: Mapping[str, Schema] = field(repr=False)

    @property
    def name(self) -> str:
        """The action's name: `push_message` for `pushMessage`."""
        return snake(self.id)

    def resolved(self, schema: Schema) -> tuple[str, Schema]:
        """Return a schema without a reference, and the name it had."""
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        return (name, self.schemas[name]) if name else ("", schema)

    def fields_of(self, schema: Schema) -> list[Field]:
        """Return an object's properties; those of all alternatives where it has some."""
        _, found = self.resolved(schema)
        parts = [self.resolved(each)[1] for each in found.get("oneOf", [found])]
        required = set(parts[0].get("required", ()))
        required.intersection_update(*(part.get("required", ()) for part in parts[1:]))
        properties: dict[str, Schema] = {}
        for part in parts:
            properties.update(part.get("properties", {}))
        return [Field(wire, each, wire in required) for wire, each in properties.items()]


def snake(name: str) -> str:
    """Return a camelCase name in snake_case: `add_liff_app` for `addLIFFApp`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def read_operation(folder: Path, operation_id: str) -> Operation:
    """Find an operation in a folder of OpenAPI files.

    Raises:
        LookupError: it has no such operation; near ones are named.
    """
    from difflib import get_close_matches

    known = read_operations(folder)
    if operation_id in known:
        return known[operation_id]
    near = get_close_matches(operation_id, known)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise LookupError(f"{folder}: no operation {operation_id}{hint}")


def read_operations(folder: Path) -> dict[str, Operation]:
    """Return all operations in a folder of OpenAPI files, by operationId.

    Without webhook.yml, whose one operation is the bot's own.
    """
    files = sorted(file for file in folder.glob("*.yml") if file.name != "webhook.yml")
    return {
        operation["operationId"]: _read(document, path, method, operation)
        for document, path, method, operation in _operations(files)
    }


def _operations(files: Iterable[Path]) -> Iterator[tuple[Schema, str, str, Schema]]:
    for file in files:
        document = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if is_object(operation) and "operationId" in operation:
                    shared: list[Schema] = methods.get("parameters", [])
                    own: list[Schema] = operation.get("parameters", [])
                    yield document, path, method, {**operation, "parameters": [*shared, *own]}


def _read(document: Schema, path: str, method: str, operation: Schema) -> Operation:
    parameters: list[Schema] = operation["parameters"]
    servers: list[dict[str, str]] = operation.get("servers") or document["servers"]
    content: dict[str, Schema] = operation.get("requestBody", {}).get("content", {})
    body_kind = next(iter(content), None)
    media: Schema = content[body_kind] if body_kind else {}
    answers = {int(status): each for status, each in operation["responses"].items()}
    success = next(each for status, each in sorted(answers.items()) if status < 300)
    media_type: Schema = success.get("content", {}).get("application/json", {})
    found = Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=str(operation.get("description", "")),
        source=operation.get("externalDocs", {}).get("url", ""),
        host=urlsplit(servers[0]["url"]).netloc,
        parameters=[
            Field(
                each["name"], _described(each), each["in"] == "path" or bool(each.get("required"))
            )
            for each in parameters
            if each["in"] in {"path", "query"}
        ],
        headers=[each["name"] for each in parameters if each["in"] == "header"],
        body_kind=body_kind,
        body=[],
        statuses={status: str(each.get("description", "")) for status, each in answers.items()},
        answer=media_type.get("schema"),
        answer_example=_example(media_type),
        schemas=document.get("components", {}).get("schemas", {}),
    )
    schema: Schema = media.get("schema", {})
    if schema.get("format") == "binary":
        found.body.append(Field("file", schema, required=True))
    elif schema:
        found.body.extend(found.fields_of(schema))
    return found


def _described(parameter: Schema) -> Schema:
    return {"description": parameter.get("description", ""), **parameter.get("schema", {})}


def _example(media: Schema) -> Any:
    examples = [each.get("value") for each in media.get("examples", {}).values()]
    return media.get("example", examples[0] if examples else None)
