"""The pages of the service that run no action, as OpenAPI 3 tells them."""

from __future__ import annotations

from typing import Any

from line_connector.services.actions.openapi.problem_responses import responses

Json = dict[str, Any]

JSON = "application/json"


def other_pages() -> Json:
    """Return the paths."""
    guarded = (401, 403, 421)
    entry = _object("name", "title", "connection", "summary")
    listed = {"type": "object", "properties": {"actions": {"type": "array", "items": entry}}}
    described = {"type": "object", "description": "As `line-connector describe --json` prints it."}
    named = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "/actions": _page("list_actions", "List the Actions", JSON, listed, guarded),
        "/actions/{name}": {
            **_page("describe_action", "Describe an Action", JSON, described, (*guarded, 404)),
            "parameters": [named],
        },
        "/health": _page("health", "Ask Whether It Runs", JSON, _object("status"), ()),
        "/metrics": _page(
            "metrics", "Read the Counters", "text/plain", {"type": "string"}, guarded
        ),
        "/openapi.json": _page("openapi", "Read This", JSON, {"type": "object"}, guarded),
    }


def _page(name: str, title: str, media_type: str, schema: Json, problems: tuple[int, ...]) -> Json:
    """Return a path with a page to get; one without problems is open to everybody."""
    page: Json = {
        "operationId": name,
        "summary": title,
        "responses": {
            "200": {"description": "The page.", "content": {media_type: {"schema": schema}}},
            **responses(problems),
        },
    }
    return {"get": page if problems else {**page, "security": []}}


def _object(*names: str) -> Json:
    """Return the schema of an object of texts."""
    return {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": list(names),
    }
