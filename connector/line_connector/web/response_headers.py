"""The provider's response headers that a client gets: those that tell it something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.json_values import is_object
from line_connector.providers.line import ACCEPTED_REQUEST_ID_HEADER, REQUEST_ID_HEADER

HEADERS = "headers"
"""Parameter that asks for more than the useful headers."""

ALL = "all"
"""Its only value."""

USEFUL = frozenset(
    {
        REQUEST_ID_HEADER,
        ACCEPTED_REQUEST_ID_HEADER,
        "content-disposition",
        "content-type",
        "deprecation",
        "location",
        "retry-after",
        "sunset",
        "x-request-id",
    }
)
"""Headers that name the request, the file or the next step. Not among them: caches, cookies,
connections, and what servers tell browsers."""


def with_useful_headers(shape: Mapping[str, Any]) -> dict[str, Any]:
    """Return an output, or what has one, without headers that tell a client nothing.

    Args:
        shape: an output, an error with its `output`, or a delivery with its `output` or `error`.
    """
    useful = dict(shape)
    if is_object(headers := shape.get("response_headers")):
        useful["response_headers"] = {
            name: value for name, value in headers.items() if name in USEFUL
        }
    for name in ("output", "error"):
        if is_object(inner := shape.get(name)):
            useful[name] = with_useful_headers(inner)
    return useful
