"""Problem details (RFC 9457): which status an error gets, and what its body says.

Platforms retry a request by themselves after 408, 429 and every 5xx. So a response has one of these
only if the same request is safe to retry; where it is not, or where that cannot help, it has
another.

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
    """A status and what it means in a service of ours."""

    title: str

    meaning: str


STATUSES = {
    400: Status("Bad Request", "The request cannot be read. Nothing was sent."),
    401: Status("Unauthorized", "The API key is missing or unknown. Nothing was sent."),
    403: Status("Forbidden", "The API key does not allow this action. Nothing was sent."),
    404: Status("Not Found", "Unknown action or path. Nothing was sent."),
    405: Status("Method Not Allowed", "The path has other methods. Nothing was sent."),
    408: Status("Request Timeout", "The request did not arrive in time. Nothing was sent."),
    409: Status(
        "Conflict",
        "Outcome unknown, and the request had no key, or an expired one: sending it again "
        "may deliver it twice. If the response has a retry_key, send the request again "
        "with that as Idempotency-Key.",
    ),
    413: Status("Content Too Large", "The body is too large. Nothing was sent."),
    415: Status("Unsupported Media Type", "The body has the wrong type. Nothing was sent."),
    421: Status("Misdirected Request", "The Host header names another host. Nothing was sent."),
    422: Status(
        "Unprocessable Content",
        "The input is invalid: see errors. Or its Idempotency-Key was used for another input. "
        "Nothing was sent.",
    ),
    424: Status("Failed Dependency", "The provider refused: see output. No message was sent."),
    429: Status("Too Many Requests", "The provider's rate limit; retry the same request later."),
    500: Status(
        "Internal Server Error", "The service is misconfigured, or failed. No message was sent."
    ),
    502: Status("Bad Gateway", "The provider failed. The same request can be retried."),
    503: Status(
        "Service Unavailable",
        "The provider could not be reached, or too many calls are in flight. No message was sent; "
        "the same request can be retried.",
    ),
    504: Status(
        "Gateway Timeout",
        "Outcome unknown. The request had a key: retried as it is within 24 hours, it is "
        "delivered once.",
    ),
}
"""Every status of a problem."""

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


def is_retried(status: int) -> bool:
    """Tell whether platforms send a request again by themselves after a response with a status."""
    return status in {408, 429} or status >= 500


def status_of(error: ConnectorError, *, retryable: bool = False) -> int:
    """Return the status for an error.

    Args:
        error: the error that a request ended with.
        retryable: whether the request carried a key that makes it safe to send again.
    """
    if retryable and error.retryable and isinstance(error, UnknownOutcomeError):
        return 504
    return next((_BY_ERROR[kind] for kind in type(error).__mro__ if kind in _BY_ERROR), 500)


def problem(status: int, detail: str, request_id: str) -> dict[str, Any]:
    """Return problem details."""
    return {
        "type": "about:blank",
        "title": STATUSES[status].title,
        "status": status,
        "detail": detail,
        "request_id": request_id,
    }


def problem_of(error: ConnectorError, status: int, request_id: str) -> dict[str, Any]:
    """Return the problem details of an error."""
    shape = error.to_dict()
    details = problem(status, shape.pop("message"), request_id)
    problems = shape.pop("problems", ())
    if problems:
        details["errors"] = [
            {"pointer": each["pointer"], "detail": each["message"]} for each in problems
        ]
    return {**details, **shape}


PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "Problem details (RFC 9457).",
    "properties": {
        "type": {"type": "string", "description": "Always about:blank: see status."},
        "title": {"type": "string", "description": "The name of the status."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "What is wrong: one line for each problem."},
        "request_id": {"type": "string", "description": "The service's ID of this request."},
        "error": {
            "type": "string",
            "description": "The kind of error, such as InputError or QuotaExceededError.",
        },
        "retryable": {
            "type": "boolean",
            "description": "Whether retrying with the same key is safe and can help.",
        },
        "retry_key": {
            "type": "string",
            "description": "The key it was sent with. Retry with this as Idempotency-Key.",
        },
        "errors": {
            "type": "array",
            "description": "The problems of the input, by property.",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer into the body.",
                    },
                    "detail": {"type": "string", "description": "What is allowed there."},
                },
                "required": ["pointer", "detail"],
            },
        },
        "output": {
            "type": "object",
            "description": "The provider's response: status_code, response_headers, json_body.",
        },
    },
    "required": ["type", "title", "status", "detail", "request_id"],
}
