"""OpenAPI 3: 3.1 describes the whole service, exactly; 3.0 the actions, in a plain form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, cast

from line_connector.questions.schema import ASKED_SCHEMA
from line_connector.schema.plain_schema import Schema, plain_schema
from line_connector.services.actions.headers import (
    IDEMPOTENCY_KEY,
    MAX_ITEMS,
    MOST_ITEMS,
    NDJSON,
)
from line_connector.services.actions.openapi import files, operations
from line_connector.services.actions.openapi.operations import Content, Operation, Parameter
from line_connector.services.actions.question_input import LONGEST_WAIT
from line_connector.services.actions.question_input import PATH as QUESTIONS
from line_connector.services.actions.send_input import JSON_FIELDS
from line_connector.services.actions.send_input import PATH as SEND
from line_connector.web.identity import API_KEY, REQUEST_ID
from line_connector.web.problems import MEDIA_TYPE, PROBLEM_SCHEMA, STATUSES

Json = dict[str, Any]

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

_ENCODING = {name: {"contentType": JSON} for name in JSON_FIELDS}


def openapi_31(content: Content, server: str | None) -> Json:
    """Return the document of `/openapi.json`."""
    document = _document("3.1.0", content, server, ExactSchemas())
    if any(each.path == SEND for each in content.operations):  # files are for who may push
        document["paths"][files.UPLOAD] = files.upload(_problem_responses(files.UPLOAD_PROBLEMS))
    document["paths"].update({**files.served(_problem_responses((404,))), **_other_paths()})
    return document


def openapi_30(content: Content, server: str | None) -> Json:
    """Return the document for importers that take OpenAPI 3."""
    return _document("3.0.3", content, server, PlainSchemas())


def _document(version: str, content: Content, server: str | None, schemas: Schemas) -> Json:
    """Return a document of the actions."""
    paths = {each.path: {"post": _operation(each, schemas)} for each in content.operations}
    problem = schemas.put("Problem", PROBLEM_SCHEMA)
    return {
        "openapi": version,
        "info": content.info,
        "servers": [{"url": server or "/"}],
        "tags": content.tags,
        "security": [{"api_key": []}, {"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": schemas.defined,
            "responses": _defined_problems(problem),
            "headers": {
                name: {"description": description, "schema": {"type": "string"}}
                for name, description in operations.RESPONSE_HEADERS.items()
            },
            "securitySchemes": {
                "api_key": {"type": "apiKey", "in": "header", "name": API_KEY},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(action: Operation, schemas: Schemas) -> Json:
    stem = "".join(word.capitalize() for word in action.name.split("_"))
    operation: Json = {
        **action.core(),
        "parameters": [_parameter(each) for each in action.query],
        "responses": _responses(action, stem, schemas),
    }
    if action.item_schema is not None:
        operation["parameters"].insert(0, _parameter(_MAX_ITEMS))
    elif action.takes_key:
        key = {
            "name": IDEMPOTENCY_KEY,
            "in": "header",
            "description": operations.IDEMPOTENCY_KEY_DESCRIPTION,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255},
        }
        operation["parameters"].insert(0, key)
    if action.has_input:
        content = {"schema": schemas.put(f"{stem}Input", action.input_schema)}
        operation["requestBody"] = {
            "required": action.needs_input,
            "content": {
                JSON: {**content, "example": action.example},
                **({FORM: {**content, "encoding": _ENCODING}} if action.takes_form else {}),
            },
        }
    return operation


def _responses(action: Operation, stem: str, schemas: Schemas) -> Json:
    output = schemas.put(f"{stem}Output", action.output_schema)
    success = {
        "description": operations.SUCCESS_DESCRIPTION,
        "headers": _headers(action.response_headers),
        "content": {JSON: {"schema": output}, **_streamed(action, stem, schemas)},
    }
    return {"200": success, **_problem_responses(action.problems)}


def _streamed(action: Operation, stem: str, schemas: Schemas) -> Json:
    """Return the media type for a list's items, one on each line."""
    if action.item_schema is None:
        return {}
    return {NDJSON: {"schema": schemas.put(f"{stem}Item", action.item_schema)}}


_MAX_ITEMS = Parameter(
    MAX_ITEMS,
    operations.MAX_ITEMS_DESCRIPTION,
    {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS},
)


def _parameter(each: Parameter) -> Json:
    return {
        "name": each.name,
        "in": "query",
        "description": each.description,
        "schema": each.schema,
    }


def _headers(names: Iterable[str]) -> Json:
    """Return references to headers."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem_responses(statuses: Iterable[int]) -> Json:
    """Return references to the responses of some statuses."""
    return {
        str(code): {"$ref": f"#/components/responses/{_problem_name(code)}"} for code in statuses
    }


def _defined_problems(schema: Json) -> Json:
    """Return the response of each status, with the schema of a problem."""
    return {
        _problem_name(code): {
            "description": status.meaning,
            "headers": _headers([REQUEST_ID]),
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for code, status in STATUSES.items()
    }


def _problem_name(code: int) -> str:
    return STATUSES[code].title.replace(" ", "")


def _other_paths() -> Json:
    """Return the paths that run no action."""
    guarded = (401, 403, 421)
    entry = _object("name", "title", "connection", "summary")
    entry["properties"]["chapter"] = {"type": ["string", "null"]}
    listed = {"type": "object", "properties": {"actions": {"type": "array", "items": entry}}}
    described = {"type": "object", "description": "As `line-connector describe --json` prints it."}
    named = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "/actions": _get("list_actions", "List the Actions", JSON, listed, guarded),
        "/actions/{name}": {
            **_get("describe_action", "Describe an Action", JSON, described, (*guarded, 404)),
            "parameters": [named],
        },
        f"{QUESTIONS}/{{id}}": {
            **_question("get", "get_question", "Get a Question, or Wait for Its Answer"),
            **_question("delete", "cancel_question", "Withdraw a Question"),
            "parameters": [{**named, "name": "id"}],
        },
        "/": _get("welcome", "Get an Overview", JSON, _object("name", "description"), ()),
        "/health": _get("health", "Check Health", JSON, _object("status"), ()),
        "/metrics": _get("metrics", "Get Metrics", "text/plain", {"type": "string"}, guarded),
        "/openapi.json": _get("openapi", "Get This Document", JSON, {"type": "object"}, guarded),
    }


def _question(method: str, name: str, title: str) -> Json:
    """Return an operation on a question that was asked."""
    operation: Json = _get(name, title, JSON, ASKED_SCHEMA, (401, 403, 404, 422))["get"]
    if method == "get":
        description = f"Seconds to wait until it has ended, at most {LONGEST_WAIT}."
        schema = {"type": "number", "minimum": 0, "maximum": LONGEST_WAIT, "default": 0}
        operation["parameters"] = [
            {"name": "wait", "in": "query", "description": description, "schema": schema}
        ]
    return {method: operation}


def _get(name: str, title: str, media_type: str, schema: Json, problems: tuple[int, ...]) -> Json:
    """Return a path to GET; one without problems needs no authentication."""
    page: Json = {
        "operationId": name,
        "summary": title,
        "responses": {
            "200": {"description": "The response.", "content": {media_type: {"schema": schema}}},
            **_problem_responses(problems),
        },
    }
    return {"get": page if problems else {**page, "security": []}}


def _object(*names: str) -> Json:
    """Return the schema of an object of strings."""
    return {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": list(names),
    }


class Schemas(Protocol):
    """How a document refers to schemas."""

    defined: dict[str, Schema]
    """Schemas that others refer to, by name."""

    def put(self, name: str, schema: Schema) -> Schema:
        """Return what to write where a schema is used."""
        ...


class PlainSchemas:
    """Each schema inline, without references and alternatives, which importers do not support."""

    def __init__(self) -> None:
        self.defined: dict[str, Schema] = {}

    def put(self, name: str, schema: Schema) -> Schema:  # noqa: ARG002 - inline, without a name
        """Return the schema in its plain form."""
        return plain_schema(schema)


class ExactSchemas:
    """Each schema as exact as the models, defined once and referred to."""

    def __init__(self) -> None:
        self.defined: dict[str, Schema] = {}
        self._originals: dict[str, Schema] = {}

    def put(self, name: str, schema: Schema) -> Schema:
        """Define a schema and those it refers to; return the reference."""
        own = {key: value for key, value in schema.items() if key != "$defs"}
        definitions: dict[str, Schema] = {**schema.get("$defs", {}), name: own}
        # Actions of different packages may use one name for different objects.
        clash = any(
            self._originals.get(each, schema) != schema for each, schema in definitions.items()
        )
        names = {each: f"{name}.{each}" if clash else each for each in definitions}
        for each, definition in definitions.items():
            if names[each] in self.defined:
                continue
            self._originals[names[each]] = definition
            self.defined[names[each]] = _referring(definition, names)
        return {"$ref": f"#/components/schemas/{names[name]}"}


def _referring(schema: Any, names: dict[str, str]) -> Any:
    """Return a schema whose references point to the document's definitions."""
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
