"""Jobs: each upload of IDs to an audience, which ends by the sandbox's clock."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from line_connector.sandbox.line.audience.audiences import AudienceGroup, add_members
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.state import State

MOST_SHOWN = 50


class _Job(NamedTuple):
    """A row of the table `audience_jobs`."""

    job_id: int
    audience_group_id: int
    description: str | None
    created_at: float
    working_at: float
    finished_at: float
    failed_type: str | None
    added: int


def start_job(
    state: State, group: AudienceGroup, ids: Sequence[str], description: str | None
) -> None:
    """Begin to add IDs to an audience."""
    settings = state.settings(LineSettings)
    now = state.clock.now()
    working_at = now + settings.audience_queued
    finished_at = working_at + settings.audience_working
    failed = settings.audience_failed_type
    added = 0 if failed else add_members(state, group, ids, since=finished_at)
    state.db.execute(
        "INSERT INTO audience_jobs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
        (group.audience_group_id, description, now, working_at, finished_at, failed, added),
    )


def count_running(state: State, group: AudienceGroup) -> int:
    """Return how many jobs of an audience have not ended."""
    (count,) = state.db.execute(
        "SELECT count(*) FROM audience_jobs WHERE audience_group_id = ? AND finished_at > ?",
        (group.audience_group_id, state.clock.now()),
    ).fetchone()
    return int(count)


def shown_jobs(state: State, group: AudienceGroup) -> list[dict[str, Any]]:
    """Return the last jobs of an audience, as LINE shows them."""
    rows = state.db.execute(
        "SELECT * FROM (SELECT * FROM audience_jobs WHERE audience_group_id = ?"
        " ORDER BY job_id DESC LIMIT ?) ORDER BY job_id",
        (group.audience_group_id, MOST_SHOWN),
    )
    return [_shown(_Job(*row), state.clock.now()) for row in rows]


def _shown(job: _Job, now: float) -> dict[str, Any]:
    status = _status(job, now)
    return {
        "audienceGroupJobId": job.job_id,
        "audienceGroupId": job.audience_group_id,
        "description": job.description,
        "type": "DIFF_ADD",
        "status": status,
        "failedType": job.failed_type if status == "FAILED" else None,
        "audienceCount": job.added if status == "FINISHED" else 0,
        "created": int(job.created_at),
        "jobStatus": status,
    }


def _status(job: _Job, now: float) -> str:
    if now < job.working_at:
        return "QUEUED"
    if now < job.finished_at:
        return "WORKING"
    return "FAILED" if job.failed_type else "FINISHED"
