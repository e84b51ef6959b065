"""What Microsoft's connectors take of Swagger 2.0, as their published schema has it.

It is Swagger's own schema made narrower: in each place certain keywords, in a schema certain
formats, and of the `x-ms-` extensions only those made for the place.

Source: https://github.com/microsoft/PowerPlatformConnectors (schemas, Swagger API definition)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LIMITS = words(
    "default enum exclusiveMaximum exclusiveMinimum maxItems maxLength maximum minItems minLength "
    "minimum multipleOf pattern uniqueItems"
)
SHOWN = words("x-ms-dynamic-list x-ms-dynamic-values x-ms-summary x-ms-test-value x-ms-visibility")
DOCUMENT = words(
    "swagger info host basePath schemes consumes produces paths definitions parameters responses "
    "security securityDefinitions tags externalDocs"
)
OPERATION = words(
    "tags summary description externalDocs operationId produces consumes parameters responses "
    "schemes deprecated security x-ms-api-annotation x-ms-no-generic-test x-ms-pageable "
    "x-ms-visibility"
)
BODY = SHOWN | words("name in description required schema")
PARAMETER = (
    LIMITS | SHOWN | words("name in description required type format items collectionFormat")
)
HEADER = LIMITS | words("type format items collectionFormat description")
RESPONSE = words("description schema headers examples")
SCHEMA = (
    LIMITS
    | SHOWN
    | words(
        "$ref format title description maxProperties minProperties required additionalProperties "
        "type items allOf properties discriminator readOnly xml externalDocs example "
        "x-ms-enum-values x-ms-dynamic-schema x-ms-dynamic-properties"
    )
)
FORMATS = words("int32 int64 float double byte binary date date-time password date-no-tz html uri")
PRIMITIVES = words("string number integer boolean array")
TYPES = PRIMITIVES | {"object"}
VISIBILITIES = words("important advanced internal")


def complaints(document: Json) -> list[str]:
    """Return what the designer would refuse or show without a name, each with its place."""
    return [f"{where}: {what}" for where, what in _document(document)]


Complaints = Iterator[tuple[str, str]]


def _document(document: Json) -> Complaints:
    yield from _keywords(document, DOCUMENT, "")
    if document.get("swagger") != "2.0":
        yield "swagger", "must be 2.0"
    if "host" in document and not re.fullmatch(r"[^{}/ :\\]+(?::\d+)?", document["host"]):
        yield "host", "must be a host name"
    for name, schema in document.get("definitions", {}).items():
        yield from _schema(schema, f"definitions.{name}")
    ids: list[str] = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            ids.append(operation.get("operationId", ""))
            yield from _operation(operation, where)
    if len(set(ids)) < len(ids):
        yield "paths", "an operationId is there twice"


def _operation(operation: Json, where: str) -> Complaints:
    yield from _keywords(operation, OPERATION, where)
    for name in ("operationId", "summary"):
        if not operation.get(name):
            yield where, f"has no {name}"
    for parameter in operation.get("parameters", ()):
        yield from _parameter(parameter, f"{where}, {parameter.get('name')}")
    if not operation.get("responses"):
        yield where, "has no responses"
    for status, response in operation.get("responses", {}).items():
        at = f"{where}, {status}"
        yield from _keywords(response, RESPONSE, at)
        if "description" not in response:
            yield at, "has no description"
        for name, header in response.get("headers", {}).items():
            yield from _keywords(header, HEADER, f"{at}, {name}")
            yield from _kind(header, PRIMITIVES, f"{at}, {name}")
        if "schema" in response:
            yield from _schema(response["schema"], at)


def _parameter(parameter: Json, where: str) -> Complaints:
    yield from _named(parameter, where)
    if parameter.get("in") == "body":
        yield from _keywords(parameter, BODY, where)
        yield from _schema(parameter["schema"], where)
    else:
        yield from _keywords(parameter, PARAMETER, where)
        yield from _kind(parameter, PRIMITIVES, where)


def _schema(schema: Json, where: str) -> Complaints:
    yield from _keywords(schema, SCHEMA, where)
    if "$ref" in schema:
        if not schema["$ref"].startswith("#/definitions/"):
            yield where, "refers to something that is no definition"
        return
    yield from _kind(schema, TYPES, where)
    if schema.get("format", "date") not in FORMATS:
        yield where, f"format {schema['format']} is not known"
    for bound in ("exclusiveMinimum", "exclusiveMaximum"):
        if not isinstance(schema.get(bound, True), bool):
            yield where, f"{bound} must be true or false"
    yield from _properties(schema, where)
    if schema.get("type") == "array":
        if not isinstance(schema.get("items"), dict):
            yield where, "is an array of nothing"
        else:
            yield from _schema(schema["items"], f"{where}[]")


def _properties(schema: Json, where: str) -> Complaints:
    fields = schema.get("properties", {})
    for name in schema.get("required", ()):
        field = fields.get(name)
        if field is None:
            yield where, f"requires {name}, which it does not have"
        elif field.get("x-ms-visibility") == "internal" and "default" not in field:
            yield f"{where}.{name}", "is internal and required, and has no default"
    for name, field in fields.items():
        yield from _named(field, f"{where}.{name}")
        yield from _schema(field, f"{where}.{name}")


def _kind(described: Json, allowed: Iterable[str], where: str) -> Complaints:
    kind = described.get("type")
    if not isinstance(kind, str) or kind not in allowed:
        yield where, f"type {kind} is not one of {', '.join(sorted(allowed))}"


def _named(described: Json, where: str) -> Complaints:
    if "$ref" not in described and not described.get("x-ms-summary"):
        yield where, "has no x-ms-summary"
    if described.get("x-ms-visibility", "advanced") not in VISIBILITIES:
        yield where, "x-ms-visibility is not known"


def _keywords(given: Json, allowed: frozenset[str], where: str) -> Complaints:
    for keyword in given:
        ours = keyword.startswith("x-") and not keyword.startswith("x-ms-")
        if keyword not in allowed and not ours:
            yield where, f"{keyword} is not known there"
