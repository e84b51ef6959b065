"""The page at `/`: what the service is, and where to go on. It names no action and no client."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from line_connector.web.responses import JsonResponse

TITLE = "line-connector"

DESCRIPTION = "Sends, validates and tracks LINE messages: every action is a POST."

PATHS = {
    "POST /actions/NAME": "run an action on the input in the body",
    "GET /actions": "the actions that you may run",
    "GET /actions/NAME": "input, output, limits and example of an action",
    "GET /openapi.json": "the documentation of all of them, as OpenAPI 3.1",
    "GET /health": "whether the service is up; needs no API key",
    "GET /metrics": "counters for Prometheus",
}

_ROWS = "\n".join(f"<tr><td><code>{path}</code><td>{text}" for path, text in PATHS.items())

_PAGE = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{TITLE}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: auto; padding: 1rem; }}
td {{ padding: .2rem 1rem .2rem 0; vertical-align: top; }}
</style>
<h1>{TITLE}</h1>
<p>{DESCRIPTION}
<p>Documentation: <a href="openapi.json">openapi.json</a>
<table>
{_ROWS}
</table>
<p>Send your API key as <code>X-API-Key</code>, or as <code>Authorization: Bearer</code>.
</html>
"""


def welcome(request: Request) -> Response:
    """Return the page to a browser, and the same as JSON to any other client."""
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(_PAGE)
    return JsonResponse(
        {
            "name": TITLE,
            "description": DESCRIPTION,
            "documentation": "/openapi.json",
            "paths": PATHS,
        }
    )
