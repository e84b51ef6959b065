"""Audiences of uploaded IDs: made, filled, waited for, sent to, renamed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError, JobFailedError
from line_connector.errors import BadRequestError, RateLimitError
from line_connector.progress import Progress
from support.sandboxed import USER, Line, text

SOMCHAI = f"U{2:032x}"
IFA = "0F3E4C4E-6F2A-4C39-9D0F-0B8F4A1C2D3E"
UPLOAD = "/v2/bot/audienceGroup/upload"


def created(connector: Connector, *ids: str, **more: Any) -> int:
    raw = {"description": "VIPs", "audiences": [{"id": each} for each in ids], **more}
    number: int = connector.run("create_audience_group", raw).body.audience_group_id
    return number


def data(connector: Connector, number: int) -> Any:
    return connector.run("get_audience_data", {"audienceGroupId": number}).body


def add(connector: Connector, number: int, *ids: str) -> None:
    raw = {"audienceGroupId": number, "audiences": [{"id": each} for each in ids]}
    connector.run("add_audience_to_audience_group", raw)


def code(error: pytest.ExceptionInfo[BadRequestError]) -> str:
    found: str = error.value.output.json_body["details"][0]["message"]
    return found


def test_new_audience_says_what_it_is_and_when_it_expires(connector: Connector) -> None:
    output = connector.run("create_audience_group", {"description": "VIPs"})

    body = output.body
    assert output.status_code == 202
    assert (body.type, body.permission, body.is_ifa_audience) == ("UPLOAD", "READ_WRITE", False)
    assert (body.description, body.create_route) == ("VIPs", "MESSAGING_API")
    assert body.expire_timestamp - body.created == 15_552_000


def test_narrowcast_reaches_those_who_were_uploaded(connector: Connector, line: Line) -> None:
    number = created(connector, SOMCHAI)
    line.control("clock", {"advance": 5})
    connector.wait("get_audience_data", {"audienceGroupId": number})
    recipient = {"type": "audience", "audienceGroupId": number}

    connector.run("narrowcast", {"messages": text(), "recipient": recipient})
    line.control("clock", {"advance": 60})

    assert [entry["via"] for entry in line.received(SOMCHAI)] == ["narrowcast"]
    assert line.received(USER) == []


def test_upload_is_queued_then_worked_on_then_finished(connector: Connector, line: Line) -> None:
    line.control("settings", {"audienceQueued": 600, "audienceWorking": 600})
    number = created(connector, USER, SOMCHAI, uploadDescription="May")
    seen: list[tuple[str, str, int]] = []
    for _ in range(3):
        body = data(connector, number)
        (job,) = body.jobs
        seen.append((body.audience_group.status, job.job_status, job.audience_count))
        line.control("clock", {"advance": 600})

    assert seen == [
        ("IN_PROGRESS", "QUEUED", 0),
        ("IN_PROGRESS", "WORKING", 0),
        ("READY", "FINISHED", 2),
    ]
    assert (job.description, job.type, job.failed_type) == ("May", "DIFF_ADD", None)


def test_ready_audience_is_waited_for_until_what_was_added_is_in(
    connector: Connector, line: Line
) -> None:
    line.control("settings", {"audienceQueued": 600})
    number = created(connector, USER)
    line.control("clock", {"advance": 1200})
    add(connector, number, SOMCHAI, USER)
    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        seen.append(progress)
        line.control("clock", {"advance": 1200})

    output = connector.wait("get_audience_data", {"audienceGroupId": number}, every=0, watch=watch)

    assert [progress.text for progress in seen] == [
        "READY, 1 users, uploads to finish: 1",
        "READY, 2 users",
    ]
    assert output.body.jobs[-1].audience_count == 1  # the other one was in it


def test_upload_that_fails_ends_the_waiting(connector: Connector, line: Line) -> None:
    line.control("settings", {"audienceFailedType": "INTERNAL_ERROR"})
    number = created(connector, USER)
    line.control("clock", {"advance": 5})

    with pytest.raises(JobFailedError, match="FAILED, 0 users"):
        connector.wait("get_audience_data", {"audienceGroupId": number})
    assert data(connector, number).audience_group.failed_type == "INTERNAL_ERROR"

    line.control("settings", {"audienceFailedType": None})
    add(connector, number, USER)
    line.control("clock", {"advance": 5})
    connector.wait("get_audience_data", {"audienceGroupId": number})


def test_failed_addition_leaves_a_ready_audience_as_it_was(
    connector: Connector, line: Line
) -> None:
    number = created(connector, USER)
    line.control("clock", {"advance": 5})
    line.control("settings", {"audienceFailedType": "INTERNAL_ERROR"})
    add(connector, number, SOMCHAI)
    line.control("clock", {"advance": 5})

    with pytest.raises(JobFailedError, match="READY, 1 users, the last upload failed"):
        connector.wait("get_audience_data", {"audienceGroupId": number})


def test_empty_audience_is_not_ready_before_somebody_is_added(
    connector: Connector, line: Line
) -> None:
    number = created(connector)
    line.control("clock", {"advance": 24 * 3600})
    assert data(connector, number).audience_group.status == "IN_PROGRESS"
    assert data(connector, number).jobs == []

    add(connector, number, USER)
    line.control("clock", {"advance": 5})
    assert data(connector, number).audience_group.status == "READY"


def test_expired_audience_takes_nobody_and_is_gone_after_a_month(
    connector: Connector, line: Line
) -> None:
    number = created(connector, USER)
    line.control("clock", {"advance": 180 * 24 * 3600})
    assert data(connector, number).audience_group.status == "EXPIRED"
    with pytest.raises(BadRequestError) as refused:
        add(connector, number, SOMCHAI)
    assert code(refused) == "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"

    line.control("clock", {"advance": 30 * 24 * 3600})
    with pytest.raises(BadRequestError) as refused:
        data(connector, number)
    assert code(refused) == "AUDIENCE_GROUP_NOT_FOUND"


def test_ten_uploads_to_an_audience_go_on_at_a_time(connector: Connector, line: Line) -> None:
    number = created(connector, USER)
    for _ in range(9):
        add(connector, number, USER)
    with pytest.raises(RateLimitError):
        add(connector, number, USER)

    line.control("clock", {"advance": 5})
    add(connector, number, USER)


def test_channel_has_no_more_audiences_than_it_may(connector: Connector, line: Line) -> None:
    line.control("settings", {"audienceLimit": 2})
    number = created(connector)  # beside the one of every sandbox
    with pytest.raises(BadRequestError) as refused:
        created(connector)
    assert code(refused) == "AUDIENCE_GROUP_COUNT_MAX_OVER"

    connector.run("delete_audience_group", {"audienceGroupId": number})
    created(connector)


def test_audience_is_renamed_and_deleted(connector: Connector) -> None:
    number = created(connector, USER)
    raw = {"audienceGroupId": number}

    renamed = connector.run("update_audience_group_description", {**raw, "description": "ไทย"})
    assert (renamed.status_code, renamed.json_body) == (200, {})
    assert data(connector, number).audience_group.description == "ไทย"

    assert connector.run("delete_audience_group", raw).status_code == 202
    for action, more in (
        ("get_audience_data", {}),
        ("delete_audience_group", {}),
        ("update_audience_group_description", {"description": "x"}),
        ("add_audience_to_audience_group", {"audiences": [{"id": USER}]}),
    ):
        with pytest.raises(BadRequestError, match="audience group not found") as refused:
            connector.run(action, {**raw, **more})
        assert code(refused) == "AUDIENCE_GROUP_NOT_FOUND"


def test_deletion_is_a_success_with_the_status_of_lines_file_too(
    connector: Connector, line: Line
) -> None:
    line.fault("/v2/bot/audienceGroup/5", answer={"status": 200, "json": {}})
    assert connector.run("delete_audience_group", {"audienceGroupId": 5}).status_code == 200


def test_lost_answer_to_an_addition_is_tried_again(connector: Connector, line: Line) -> None:
    number = created(connector, USER)
    line.fault(UPLOAD, drop="after")
    add(connector, number, SOMCHAI)

    line.control("clock", {"advance": 5})
    assert data(connector, number).audience_group.audience_count == 2
    assert [entry["method"] for entry in line.requests(UPLOAD)] == ["POST", "PUT", "PUT"]


def test_ifas_make_an_audience_of_their_own(connector: Connector, line: Line) -> None:
    number = created(connector, IFA, isIfaAudience=True)
    line.control("clock", {"advance": 5})

    group = data(connector, number).audience_group
    assert (group.status, group.is_ifa_audience) == ("READY", True)
    assert group.audience_count == 0  # hidden below 20
    with pytest.raises(BadRequestError, match="Invalid audience id format") as refused:
        add(connector, number, USER)
    assert refused.value.output.json_body["details"] == [
        {
            "message": "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT",
            "property": "audiences",
        }
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"description": ""}, "description: must not be empty"),
        ({"description": "  "}, "description: must not be empty or only spaces"),
        ({"description": "a\nb"}, "description: must not contain control characters"),
        ({"description": "😀" * 61}, r"description: must be at most 120 characters .*has 122"),
        ({"uploadDescription": "x" * 301}, "uploadDescription: must be at most 300 characters"),
        ({"audiences": [{"id": "me"}]}, r"audiences\[0\].id: must be a user ID"),
        ({"audiences": [{"id": USER}, {"id": IFA}]}, r"audiences\[1\].id: must be a user ID"),
        ({"isIfaAudience": True, "audiences": [{"id": USER}]}, r"\[0\].id: must be an IFA"),
        ({"audiences": [{"id": USER}] * 10_001}, "audiences: must have at most 10000 items"),
    ],
)
def test_wrong_audience_is_refused_before_it_is_sent(
    connector: Connector, line: Line, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        connector.run("create_audience_group", {"description": "VIPs", **wrong})
    assert line.requests() == []


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ([], "audiences: must have 1 to 10000 items"),
        ([USER, IFA], r"audiences\[1\].id: must be a user ID"),
        ([IFA, USER], r"audiences\[1\].id: must be an IFA"),
    ],
)
def test_wrong_addition_is_refused_before_it_is_sent(
    connector: Connector, line: Line, ids: list[str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        add(connector, 5, *ids)
    assert line.requests() == []
