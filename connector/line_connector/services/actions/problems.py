"""What went wrong, as problem details (RFC 9457): which status, and what it says.

Platforms repeat a request by themselves after 408, 429 and every 5xx. So these are answered only
where the very same request can be sent again without doubling anything; where it could, or where
that is of no use, the status is another.

Source: https://learn.microsoft.com/azure/logic-apps/logic-apps-exception-handling (retry policies)
"""

from __future__ import annotations

from typing import Any, NamedTuple

from line_connector.errors import (
    ApiError,
    ConnectorError,
    CredentialsError,
    InputError,
    ManifestError,
    RateLimitError,
    ServerError,
    SessionError,
    UnknownOutcomeError,
)

MEDIA_TYPE = "application/problem+json"


class Status(NamedTuple):
    """What a status says here."""

    title: str

    meaning: str


STATUSES = {
    400: Status("Bad Request", "The request cannot be read. Nothing was sent."),
    401: Status("Unauthorized", "There is no API key, or it is not known here. Nothing was sent."),
    403: Status("Forbidden", "The API key is not for this action. Nothing was sent."),
    404: Status("Not Found", "There is no such action or page. Nothing was sent."),
    405: Status("Method Not Allowed", "The page takes other methods. Nothing was sent."),
    408: Status("Request Timeout", "The request did not come whole in time. Nothing was sent."),
    409: Status(
        "Conflict",
        "Outcome unknown, and the request carried no key: sent again as it is, it may go out "
        "twice. Where the answer has a retry_key, send it again with that as Idempotency-Key.",
    ),
    413: Status("Content Too Large", "The body is too large. Nothing was sent."),
    415: Status("Unsupported Media Type", "The body is not JSON. Nothing was sent."),
    421: Status("Misdirected Request", "The Host header is not this service's. Nothing was sent."),
    422: Status(
        "Unprocessable Content",
        "The input is wrong: see errors. Or its Idempotency-Key was used for another input. "
        "Nothing was sent.",
    ),
    424: Status("Failed Dependency", "The provider refused: see output. It was not carried out."),
    429: Status("Too Many Requests", "The provider's rate limit; the same request can pass later."),
    500: Status("Internal Server Error", "The service is not set up right. Nothing was sent."),
    502: Status("Bad Gateway", "The provider failed. The same request can be sent again."),
    503: Status(
        "Service Unavailable",
        "The provider could not be reached, or too many calls are in flight. Nothing was carried "
        "out; the same request can be sent again.",
    ),
    504: Status(
        "Gateway Timeout",
        "Outcome unknown. The request carried a key: sent again as it is within 24 hours, it is "
        "carried out once.",
    ),
}
"""Every status but 200 that the service answers with."""

_BY_ERROR: dict[type[BaseException], int] = {
    InputError: 422,
    ManifestError: 500,
    CredentialsError: 500,
    SessionError: 503,
    UnknownOutcomeError: 409,
    ApiError: 424,
    RateLimitError: 429,
    ServerError: 502,
}


def status_of(error: ConnectorError, *, retryable: bool = False) -> int:
    """Return the status that says what an error means to the one who asked.

    Args:
        error: what running an action ended with.
        retryable: whether the request carried the key that makes it safe to send again.
    """
    if retryable and isinstance(error, UnknownOutcomeError):
        return 504
    return next((_BY_ERROR[kind] for kind in type(error).__mro__ if kind in _BY_ERROR), 500)


def problem(status: int, detail: str, request_id: str) -> dict[str, Any]:
    """Return the problem details of a request that never came to an action."""
    return {
        "type": "about:blank",
        "title": STATUSES[status].title,
        "status": status,
        "detail": detail,
        "request_id": request_id,
    }


def problem_of(error: ConnectorError, status: int, request_id: str) -> dict[str, Any]:
    """Return the problem details of an error."""
    told = error.to_dict()
    details = problem(status, told.pop("message"), request_id)
    problems = told.pop("problems", ())
    if problems:
        details["errors"] = [
            {"pointer": found["pointer"], "detail": found["message"]} for found in problems
        ]
    return {**details, **told}


PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string", "description": "Always about:blank: the status says the kind."},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "What is wrong, a line for each problem."},
        "request_id": {"type": "string", "description": "The service's ID of this request."},
        "error": {
            "type": "string",
            "description": "The kind of error, such as InputError or QuotaExceededError.",
        },
        "retryable": {
            "type": "boolean",
            "description": "Whether the same again, with its retry key, is safe and may help.",
        },
        "retry_key": {
            "type": "string",
            "description": "The key it was sent with; as Idempotency-Key it makes a repeat safe.",
        },
        "errors": {
            "type": "array",
            "description": "What is wrong with the request, property by property.",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "Where, as a JSON pointer into the body.",
                    },
                    "detail": {"type": "string", "description": "What is allowed there."},
                },
                "required": ["pointer", "detail"],
            },
        },
        "output": {
            "type": "object",
            "description": "The provider's answer: status_code, response_headers, json_body.",
        },
    },
    "required": ["type", "title", "status", "detail", "request_id"],
}
