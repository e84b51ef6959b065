"""The page at `/`: what the service is, and where to go on. It names no action and no client."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from line_connector.web.responses import JsonResponse

TITLE = "line-connector"

DESCRIPTION = "Sends, validates and tracks LINE messages: every action is a POST."

_PATHS = {
    "POST /actions/{name}": "run an action on the input in the body",
    "POST /v1/send": "send a text, an image, a card to names of recipients",
    "POST /v1/questions": "ask people something with a card of buttons",
    "GET /v1/questions/{id}": "a question, and its answer once somebody gave it",
    "POST /v1/alerts/{source}": "send alerts as cards; source is alertmanager or grafana",
    "POST /v1/media": "make a URL of a file, for messages",
    "GET /actions": "the actions that you may run",
    "GET /actions/{name}": "input, output, limits and example of an action",
    "GET /openapi.json": "the documentation of all of them, as OpenAPI 3.1",
    "GET /health": "whether the service is up; needs no API key",
    "GET /metrics": "counters for Prometheus",
}
_OPTIONAL = "/v1/"
"""What the paths begin with that not every service has."""

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>%(title)s</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: auto; padding: 1rem; }
td { padding: .2rem 1rem .2rem 0; vertical-align: top; }
</style>
<h1>%(title)s</h1>
<p>%(description)s
<p>Documentation: <a href="openapi.json">openapi.json</a>
<table>
%(rows)s
</table>
<p>Send your API key as <code>X-API-Key</code>, or as <code>Authorization: Bearer</code>.
</html>
"""


def welcome_to(routes: Iterable[Route]) -> Callable[[Request], Response]:
    """Return what answers with the page to a browser, and with the same as JSON to others.

    Args:
        routes: of the service.
    """
    served = {route.path for route in routes}
    paths = {
        path: text
        for path, text in _PATHS.items()
        if _OPTIONAL not in path or path.partition(" ")[2] in served
    }
    rows = "\n".join(f"<tr><td><code>{path}</code><td>{text}" for path, text in paths.items())
    page = _PAGE % {"title": TITLE, "description": DESCRIPTION, "rows": rows}
    document = {
        "name": TITLE,
        "description": DESCRIPTION,
        "documentation": "/openapi.json",
        "paths": paths,
    }

    def welcome(request: Request) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(page)
        return JsonResponse(document)

    return welcome
