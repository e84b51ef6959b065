"""Ask how far a batch of rich menu operations is."""

from __future__ import annotations

from typing import Any, Literal

from line_connector.action import Action
from line_connector.http.output import Output
from line_connector.models.line.ids import RequestId
from line_connector.progress import Job, Progress
from line_connector.schema.model import Body, Input


class GetRichMenuBatchProgressInput(Input):
    """Which batch is asked about."""

    request_id: RequestId
    """The batch's request ID, from its answer's header `x-line-request-id`."""


class GetRichMenuBatchProgressBody(Body):
    """How far it is."""

    phase: Literal["ongoing", "succeeded", "failed"] | str
    """`ongoing`, then `succeeded`, or `failed` where it was not done for at least one user."""

    accepted_time: str
    """When LINE accepted the request: ISO 8601, UTC."""

    completed_time: str | None = None
    """When it ended; only there once it has."""


def _progress(output: Output[Any]) -> Progress:
    phase = GetRichMenuBatchProgressBody.model_validate(output.json_body).phase
    failed = phase == "failed"
    text = "failed; the same request with the same resumeRequestKey goes on" if failed else phase
    return Progress(text=text, ended=failed or phase == "succeeded", failed=failed)


class GetRichMenuBatchProgress(Action[GetRichMenuBatchProgressInput, GetRichMenuBatchProgressBody]):
    """Ask for the phase of a batch of rich menu operations, for 14 days after it was accepted.

    Raises:
        BadRequestError: the request ID has another form.
        NotFoundError: no batch has this request ID, or it is older than 14 days.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-batch-control-rich-menus-progress-status
    """

    method = "GET"
    path = "/v2/bot/richmenu/progress/batch"
    rate_limit = "100/h"
    job = Job(_progress)
    example = {"requestId": "b1f5b7b4-2f6e-4b67-93c0-5b8a54cf8c3f"}
