"""Responses: JSON, and problem details where something went wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from line_connector.errors import ConnectorError
from line_connector.http.output import Output
from line_connector.http.retry import retry_after
from line_connector.web.access_log import AccessRecord
from line_connector.web.problems import MEDIA_TYPE, STATUSES, problem, problem_of, status_of
from line_connector.web.response_headers import with_useful_headers

_LONGEST_WAIT = 24 * 60 * 60
"""Seconds; a longer `Retry-After` of a provider is not passed on."""


class JsonResponse(Response):
    """JSON, also of text that UTF-8 cannot hold: a lone surrogate stays the escape it came as."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the content as JSON in UTF-8."""
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")


def problem_response(
    status: int, detail: str, record: AccessRecord, headers: Mapping[str, str] | None = None
) -> JsonResponse:
    """Return the response to a request that HTTP itself finds wrong."""
    record.outcome = STATUSES[status].title
    content = problem(status, detail, record.request_id)
    return JsonResponse(content, status, headers, media_type=MEDIA_TYPE)


def error_response(
    error: ConnectorError,
    record: AccessRecord,
    *,
    retryable: bool = False,
    status: int | None = None,
    more: Mapping[str, Any] | None = None,
    all_headers: bool = False,
) -> JsonResponse:
    """Return the response to a request that ended with an error.

    Args:
        error: the error.
        record: of the request.
        retryable: whether the request carried a key that makes it safe to send again.
        status: of the response; that of the error if absent.
        more: what the problem details have besides, or instead.
        all_headers: whether to show all headers of the provider's response.
    """
    record.outcome = type(error).__name__
    output: Output[Any] | None = getattr(error, "output", None)
    seconds = None if output is None else _seconds_to_wait(output)
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    status = status or status_of(error, retryable=retryable)
    content = {**problem_of(error, status, record.request_id), **(more or {})}
    if not all_headers:
        content = with_useful_headers(content)
    return JsonResponse(content, status, headers, media_type=MEDIA_TYPE)


def _seconds_to_wait(output: Output[Any]) -> int | None:
    """Return the seconds after which a provider accepts requests again; None if it does not say.

    An absurd value is not passed on: a client may obey it.
    """
    if not output.response_headers.get("retry-after", "").isascii():
        return None
    seconds = retry_after(output)
    return math.ceil(seconds) if seconds is not None and seconds <= _LONGEST_WAIT else None
