"""Look at an audience."""

from __future__ import annotations

from typing import Any

from line_connector.action import Action
from line_connector.http.output import Output
from line_connector.models.line.audiences import AudienceGroup, AudienceJob, AudienceUploads
from line_connector.models.line.ids import AudienceGroupId
from line_connector.progress import Job, Progress
from line_connector.schema.model import Body, Input


class GetAudienceDataInput(Input):
    """Which audience."""

    audience_group_id: AudienceGroupId
    """The audience's ID."""


class AdAccount(Body):
    """An account of LINE Ads or LINE Points Ads."""

    name: str | None = None
    """Its name."""


class GetAudienceDataBody(AudienceUploads):
    """The audience, and the uploads to it."""

    audience_group: AudienceGroup | None = None
    """The audience."""

    adaccount: AdAccount | None = None
    """The account that shares it; only audiences of ads have one."""


def _progress(output: Output[Any]) -> Progress:
    """Read whether messages can be sent to all whom the audience is to have."""
    data = GetAudienceDataBody.model_validate(output.json_body)
    group, jobs = data.audience_group or AudienceGroup(), data.jobs or []
    count = group.audience_count or 0
    running = sum(job.job_status in {"QUEUED", "WORKING"} for job in jobs)
    is_lost = group.status in {"FAILED", "EXPIRED", "INACTIVE"}
    upload_failed = not running and _is_failed(max(jobs, key=_age, default=None))
    text = f"{group.status}, {count} users"
    if running:
        text += f", uploads to finish: {running}"
    elif upload_failed:
        text += ", the last upload failed"
    return Progress(
        text=text,
        ended=is_lost or upload_failed or (group.status == "READY" and not running),
        failed=is_lost or upload_failed,
        done=count,
    )


def _is_failed(job: AudienceJob | None) -> bool:
    return job is not None and job.job_status == "FAILED"


def _age(job: AudienceJob) -> tuple[int, int]:
    return job.created or 0, job.audience_group_job_id or 0


class GetAudienceData(Action[GetAudienceDataInput, GetAudienceDataBody]):
    """Get an audience's status and size, and how far uploads to it are.

    Messages reach all who were uploaded once its status is `READY` and no upload in `jobs` is
    `QUEUED` or `WORKING`. An audience without anybody never becomes `READY`.

    Raises:
        BadRequestError: there is no such audience.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-audience-group
    """

    method = "GET"
    path = "/v2/bot/audienceGroup/{audienceGroupId}"
    rate_limit = "60/min"
    job = Job(_progress)
    example = {"audienceGroupId": 1000000000001}
