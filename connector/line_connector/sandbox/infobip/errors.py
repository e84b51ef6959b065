"""How Infobip refuses: two families of errors, and which path has which."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from line_connector.sandbox.exchange import RefusedError, json_response


class Problem(NamedTuple):
    """One thing that is wrong with a request."""

    path: str
    text: str


Refuse = Callable[..., RefusedError]
"""Makes a refusal of a family from a status, and if there are any, from problems and a text."""

MANUAL = "https://www.infobip.com/docs/essentials/"

# Infobip documents neither family for 405 and 415; these follow the others.
API_ERRORS = {
    400: (
        "Request cannot be processed.",
        "Check the syntax, violations and adjust the request.",
        "",
        "",
    ),
    401: (
        "The request lacks valid authentication credentials for the requested resource.",
        "Check the resources and adjust authentication credentials.",
        "API Authentication",
        "api-essentials/api-authentication",
    ),
    404: (
        "Not found - request URL doesn't exist on the API server or resource is not found.",
        "Check the resources and adjust your request.",
        "",
        "",
    ),
    405: ("Method not allowed.", "Check the resources and adjust your request.", "", ""),
    415: ("Unsupported media type.", "Check the resources and adjust your request.", "", ""),
    429: (
        "Too many requests sent.",
        "Check request rate limit specified in the API endpoint documentation resource.",
        "Throttling handling errors",
        "api-essentials/throttling-handling-errors",
    ),
}

REQUEST_ERRORS = {
    400: ("BAD_REQUEST", "Bad Request"),
    401: ("UNAUTHORIZED", "Unauthorized"),
    404: ("NOT_FOUND", "Requested resource not found"),
    405: ("METHOD_NOT_ALLOWED", "Method not allowed"),
    409: ("CONFLICT", "Conflict"),
    415: ("UNSUPPORTED_MEDIA_TYPE", "Unsupported media type"),
    429: ("TOO_MANY_REQUESTS", "Too many requests"),
}


def api_error(status: int, problems: Sequence[Problem] = (), text: str = "") -> RefusedError:
    """Refuse as `/line/1/messages` and `/line/1/reports` do."""
    description, action, name, page = API_ERRORS[status]
    body = {
        "errorCode": f"E{status}",
        "description": text or description,
        "action": action,
        "violations": [{"property": path, "violation": said} for path, said in problems],
        "resources": [{"name": name, "url": MANUAL + page}] if name else [],
    }
    return RefusedError(json_response(body, status))


def request_error(status: int, problems: Sequence[Problem] = (), text: str = "") -> RefusedError:
    """Refuse as OMNI, authentication and the older LINE operation do."""
    return RefusedError(json_response(_request_error(status, problems, text), status))


def oauth_error(status: int, problems: Sequence[Problem] = (), text: str = "") -> RefusedError:
    """Refuse as the OAuth 2 endpoint does: the older family, and OAuth's own word for it."""
    error = {400: "invalid_request", 401: "invalid_client"}.get(status, "server_error")
    return RefusedError(
        json_response({"error": error, **_request_error(status, problems, text)}, status)
    )


def _request_error(status: int, problems: Sequence[Problem], text: str) -> dict[str, Any]:
    message_id, usual_text = REQUEST_ERRORS[status]
    exception: dict[str, Any] = {"messageId": message_id, "text": text or usual_text}
    by_path: dict[str, list[str]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem.text)
    if by_path:
        exception["validationErrors"] = by_path
    return {"requestError": {"serviceException": exception}}
