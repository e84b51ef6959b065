"""The answers that the service gives: JSON, and problem details where something went wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from line_connector.errors import ConnectorError
from line_connector.http.output import Output
from line_connector.http.retry import retry_after
from line_connector.services.actions.problems import (
    MEDIA_TYPE,
    STATUSES,
    problem,
    problem_of,
    status_of,
)
from line_connector.services.actions.request_log import Record

_LONGEST_WAIT = 24 * 60 * 60
"""Seconds; what a provider asks for beyond that is not passed on."""


class Answer(Response):
    """JSON, also of text that UTF-8 cannot hold: a lone surrogate stays the escape it came as."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the content as JSON in UTF-8."""
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")


def problem_answer(
    status: int, detail: str, record: Record, headers: Mapping[str, str] | None = None
) -> Answer:
    """Answer a request that never came to an action."""
    record.outcome = STATUSES[status].title
    content = problem(status, detail, record.request_id)
    return Answer(content, status, headers, media_type=MEDIA_TYPE)


def error_answer(error: ConnectorError, record: Record, *, retryable: bool = False) -> Answer:
    """Answer a request that ended with an error.

    Args:
        error: what it ended with.
        record: what will be logged of it.
        retryable: whether it carried the key that makes it safe to send again.
    """
    record.outcome = type(error).__name__
    output: Output[Any] | None = getattr(error, "output", None)
    headers: dict[str, str] = {}
    if output is not None:
        record.provider_request_id = output.request_id
        seconds = _seconds_to_wait(output)
        if seconds is not None:
            headers["Retry-After"] = str(seconds)
    status = status_of(error, retryable=retryable)
    content = problem_of(error, status, record.request_id)
    return Answer(content, status, headers, media_type=MEDIA_TYPE)


def _seconds_to_wait(output: Output[Any]) -> int | None:
    """Return the seconds in which a provider wants to be asked again; None if it is no such time.

    What comes from outside is not passed on as it is: a client may take it for an order.
    """
    if not output.response_headers.get("retry-after", "").isascii():
        return None
    seconds = retry_after(output)
    return math.ceil(seconds) if seconds is not None and seconds <= _LONGEST_WAIT else None
