"""OpenAPI 3: 3.1 tells all of the service, exactly; 3.0 tells importers the actions, plainly."""

from __future__ import annotations

from typing import Any

from line_connector.services.actions.headers import API_KEY, IDEMPOTENCY_KEY, REQUEST_ID, RETRY_KEY
from line_connector.services.actions.openapi.operations import (
    IDEMPOTENCY_KEY_DESCRIPTION,
    REQUEST_ID_DESCRIPTION,
    RETRY_KEY_DESCRIPTION,
    Content,
    Operation,
)
from line_connector.services.actions.openapi.other_pages import other_pages
from line_connector.services.actions.openapi.problem_responses import (
    defined_responses,
    responses,
)
from line_connector.services.actions.openapi.schemas import ExactSchemas, PlainSchemas, Schemas
from line_connector.services.actions.problems import PROBLEM_SCHEMA

Json = dict[str, Any]


def openapi_31(content: Content, server: str | None) -> Json:
    """Return the document that the service serves."""
    document = _document("3.1.0", content, server, ExactSchemas())
    document["paths"].update(other_pages())
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
            "responses": defined_responses(problem),
            "headers": {
                "RequestId": _header(REQUEST_ID_DESCRIPTION),
                "RetryKey": _header(RETRY_KEY_DESCRIPTION),
            },
            "securitySchemes": {
                "api_key": {"type": "apiKey", "in": "header", "name": API_KEY},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(action: Operation, schemas: Schemas) -> Json:
    stem = "".join(word.capitalize() for word in action.name.split("_"))
    operation: Json = {**action.core(), "responses": _responses(action, stem, schemas)}
    if action.takes_key:
        operation["parameters"] = [
            {
                "name": IDEMPOTENCY_KEY,
                "in": "header",
                "description": IDEMPOTENCY_KEY_DESCRIPTION,
                "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            }
        ]
    if action.has_input:
        content = {"schema": schemas.put(f"{stem}Input", action.input_schema)}
        operation["requestBody"] = {
            "required": action.needs_input,
            "content": {"application/json": {**content, "example": action.example}},
        }
    return operation


def _responses(action: Operation, stem: str, schemas: Schemas) -> Json:
    headers = {REQUEST_ID: {"$ref": "#/components/headers/RequestId"}}
    if action.takes_key:
        headers[RETRY_KEY] = {"$ref": "#/components/headers/RetryKey"}
    output = schemas.put(f"{stem}Output", action.output_schema)
    done = {
        "description": "It was carried out; this is the provider's answer.",
        "headers": headers,
        "content": {"application/json": {"schema": output}},
    }
    return {"200": done, **responses(action.problems)}


def _header(description: str) -> Json:
    return {"description": description, "schema": {"type": "string"}}
