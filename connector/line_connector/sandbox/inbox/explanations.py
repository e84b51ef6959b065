"""What the page says about a response in plain words, below the provider's own."""

import re
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.json_values import is_object
from line_connector.sandbox.line import errors

_BY_TEXT: Mapping[str, str] = {
    errors.NO_AUTHORIZATION: "The request has no `Authorization: Bearer …` header.",
    errors.FAILED_AUTHENTICATION: "The access token is unknown, expired or revoked. The sandbox's "
    "long-lived one is `sandbox-token`.",
    errors.UNUSABLE_REPLY: "A reply token works once, within a minute of its webhook event.",
    errors.NOT_SENT: "LINE does not know this recipient: no such user, or the account is not in "
    "this group or room.",
    errors.RETRIED: "A request with this retry key was accepted before. Nothing was sent again: "
    "take it as a success.",
    errors.RATE_LIMITED: "Too many calls of this operation in a short time. Wait, then send the "
    "same request again.",
    errors.MONTHLY_LIMIT: "The month's quota does not cover all recipients; nobody got the "
    "message. Sending again does not help before the quota rises.",
    errors.FEW_FRIENDS: "Statistics and targeting need more recipients than there are.",
    errors.RETRY_KEY_NOT_TAKEN: "Only push, multicast, narrowcast and broadcast take a retry key.",
    errors.RETRY_KEY_NOT_UUID: "A retry key is a UUID: 32 hexadecimal digits with hyphens.",
    errors.TOO_LARGE: "The body of a request has at most 2 MB.",
}

_BY_PATTERN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^A message \(messages\[(\d+)\]\)"),
        "One message is invalid, so LINE refuses them all; `details` says where.",
    ),
    (
        re.compile(r"^The request body has \d+ error"),
        "The fields under `details` break LINE's rules. Nothing was sent.",
    ),
    (
        re.compile(r"^The property, .+, in the request body is invalid"),
        "The property has the wrong JSON type or is not an ID.",
    ),
)

_BY_STATUS: Mapping[int, str] = {
    400: "The request breaks a rule of the provider's. The same request will fail again.",
    401: "The credentials are missing, wrong or expired.",
    403: "The credentials do not allow this operation.",
    404: "There is nothing at this path, or no such object.",
    405: "The path exists, but not with this method.",
    409: "The request was accepted before.",
    411: "A POST without a body needs the header `Content-Length: 0`.",
    413: "The body is too large.",
    415: "The media type of the body is not supported.",
    429: "Too many requests.",
}


_DROPPED = (
    "The connection was dropped, as a fault asked for. The client cannot know whether the request "
    "was carried out."
)
_NOBODY = (
    "Accepted, but nobody received it: the recipients blocked the account, are no friends, or left."
)


def explain(path: str, status: int | None, body: Any, people: int | None) -> list[str]:
    """Return sentences about how a request ended; none where nothing is to be said.

    Args:
        path: the request's.
        status: of the response; none: the connection was dropped.
        body: of the response.
        people: how many got the request's messages; none: it sends none.
    """
    if status is None:
        return [_DROPPED]
    if status < 400:
        return [_NOBODY] if people == 0 else []
    if status >= 500:
        return ["The provider failed. Whether the request was carried out is not known."]
    text = str(body.get("message", "")) if is_object(body) else ""
    found = _BY_TEXT.get(text) or next(
        (says for pattern, says in _BY_PATTERN if pattern.match(text)), None
    )
    return [found or _BY_STATUS.get(status, f"{path} was refused with status {status}.")]
