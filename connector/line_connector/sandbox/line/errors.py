"""How LINE refuses: its texts, and its two shapes."""

from collections.abc import Iterable, Mapping
from typing import Any

from line_connector.sandbox.exchange import RefusedError, Response, json_response

NO_AUTHORIZATION = (
    "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'"
)
FAILED_AUTHENTICATION = (
    "Authentication failed. Confirm that the access token in the authorization header is valid."
)
UNUSABLE_REPLY = "Invalid reply token"
NOT_SENT = "Failed to send messages"
RETRIED = "The retry key is already accepted"
RATE_LIMITED = "The API rate limit has been exceeded. Try again later."
MONTHLY_LIMIT = "You have reached your monthly limit."
FEW_FRIENDS = "Your account does not have enough friends"
NOT_FOUND = "Not found"
UNUSABLE_READ = (
    "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
)

# LINE's texts for these five are not known; these are ours.
DELIVERY_TAG_LENGTH = "The delivery tag must have 16 to 100 characters"
RETRY_KEY_NOT_TAKEN = "The retry key is not supported for this API"
RETRY_KEY_NOT_UUID = "The retry key is invalid"
METHOD_NOT_ALLOWED = "Method not allowed"
TOO_LARGE = "The request body is too large"

LENGTH_REQUIRED = Response(
    411,
    b"<html>\r\n<head><title>411 Length Required</title></head>\r\n"
    b"<body>\r\n<h1>411 Length Required</h1>\r\n</body>\r\n</html>\r\n",
    "text/html",
)
"""A body-less POST without Content-Length gets no further than LINE's edge, which speaks HTML."""


def refusal(
    status: int,
    message: str,
    details: Iterable[Mapping[str, str]] = (),
    *,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> RefusedError:
    """Make LINE's usual error: `message`, then `details` if there are any, then the rest."""
    body: dict[str, Any] = {"message": message}
    if listed := list(details):
        body["details"] = listed
    return RefusedError(json_response({**body, **(more or {})}, status, headers))


def invalid_parameter(name: str) -> RefusedError:
    """Refuse a path or query parameter."""
    return refusal(400, f"The value for the '{name}' parameter is invalid")


def invalid_property(
    name: str,
    details: Iterable[Mapping[str, str]] = (),
    *,
    at: tuple[int | str, int | str] = ("-", "-"),
) -> RefusedError:
    """Refuse a property that cannot be bound: its JSON type or the form of an ID is wrong.

    LINE puts the name in quotes, except that of an element of a multicast's `to`.

    Args:
        name: the property.
        details: more about it.
        at: line and column of its value, which LINE gives for a wrong JSON type only.
    """
    line, column = at
    text = f"The property, {name}, in the request body is invalid (line: {line}, column: {column})"
    return refusal(400, text, details)


def request_errors(details: list[dict[str, str]]) -> RefusedError:
    """Refuse a request whose fields break constraints, listing all of them."""
    return refusal(400, f"The request body has {len(details)} error(s)", details)


def message_errors(index: int, details: list[dict[str, str]]) -> RefusedError:
    """Refuse the content of one message; LINE writes a no-break space after the bracket."""
    text = f"A message (messages[{index}])\N{NO-BREAK SPACE}in the request body is invalid"
    return refusal(400, text, details)


def oauth_error(error: str, description: str | None = None) -> RefusedError:
    """Make the error of the token endpoints."""
    more = {} if description is None else {"error_description": description}
    return RefusedError(json_response({"error": error, **more}, 400))
