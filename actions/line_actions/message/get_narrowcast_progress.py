"""Get the progress of a narrowcast."""

from __future__ import annotations

from typing import Any, Literal

from line_connector.action import Action
from line_connector.http.output import Output
from line_connector.models.line.ids import RequestId
from line_connector.progress import Job, Progress
from line_connector.schema.model import Body, Input


class GetNarrowcastProgressInput(Input):
    """The narrowcast."""

    request_id: RequestId
    """The narrowcast's request ID, from the response header `x-line-request-id`."""


class GetNarrowcastProgressBody(Body):
    """Progress and result."""

    phase: Literal["waiting", "sending", "succeeded", "failed"] | str
    """`waiting` while recipients are selected, then `sending`, finally `succeeded` or `failed`."""

    accepted_time: str | None = None
    """When LINE accepted the request: ISO 8601, UTC."""

    completed_time: str | None = None
    """When it ended; absent until then."""

    success_count: int | None = None
    """Recipients who got it; absent while `waiting`."""

    failure_count: int | None = None
    """Recipients it could not be sent to; can be above 0 although it succeeded."""

    target_count: int | None = None
    """Number of recipients."""

    failed_description: str | None = None
    """Why it failed, as text."""

    error_code: int | None = None
    """Error code: 1 internal error, 2 too few recipients, 3 the request was accepted before,
    4 an audience with too few people, 5 stopped by `forbidPartialDelivery`."""


def _progress(output: Output[Any]) -> Progress:
    body = GetNarrowcastProgressBody.model_validate(output.json_body)
    done = (body.success_count or 0) + (body.failure_count or 0)
    counts = f", {done} of {body.target_count}" if body.target_count is not None else ""
    why = f": {body.failed_description}" if body.failed_description else ""
    return Progress(
        text=f"{body.phase}{counts}{why}",
        ended=body.phase in {"succeeded", "failed"},
        failed=body.phase == "failed",
        done=done,
        total=body.target_count,
    )


class GetNarrowcastProgress(Action[GetNarrowcastProgressInput, GetNarrowcastProgressBody]):
    """Get the phase and counts of a narrowcast, for 14 days after it was accepted.

    Raises:
        NotFoundError: no narrowcast has this request ID, or it is older than 14 days.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-narrowcast-progress-status
    """

    method = "GET"
    path = "/v2/bot/message/progress/narrowcast"
    rate_limit = "2000/s"
    job = Job(_progress)
    example = {"requestId": "b1f5b7b4-2f6e-4b67-93c0-5b8a54cf8c3f"}
