"""How far an audience is."""

from __future__ import annotations

from typing import Any

from line_connector.http.output import Output
from line_connector.models.line.audiences import AudienceData, AudienceJob
from line_connector.progress import Progress


def audience_progress(output: Output[Any]) -> Progress:
    """Read from an audience's data whether messages can be sent to all whom it is to have."""
    data = AudienceData.model_validate(output.json_body)
    jobs = data.jobs or []
    status = data.audience_group and data.audience_group.status
    count = (data.audience_group and data.audience_group.audience_count) or 0
    running = [job for job in jobs if job.job_status in {"QUEUED", "WORKING"}]
    newest = max(jobs, key=_age, default=None)
    unusable = status in {"FAILED", "EXPIRED", "INACTIVE"}
    upload_failed = not running and newest is not None and newest.job_status == "FAILED"
    text = f"{status}, {count} users"
    if running:
        text += f", uploads to finish: {len(running)}"
    elif upload_failed:
        text += f", the last upload failed: {newest and newest.failed_type}"
    return Progress(
        text=text,
        ended=unusable or upload_failed or (status == "READY" and not running),
        failed=unusable or upload_failed,
        done=count,
    )


def _age(job: AudienceJob) -> tuple[int, int]:
    return job.created or 0, job.audience_group_job_id or 0
