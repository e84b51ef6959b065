"""LINE's official SDK must not notice that its audiences are a sandbox's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from linebot.v3 import audience as line  # type: ignore[import-untyped]
from linebot.v3 import messaging
from linebot.v3.audience.exceptions import ApiException  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client


@pytest.fixture
def api_client(sandbox: Sandbox) -> Iterator[line.ApiClient]:
    configuration = line.Configuration(host=sandbox.url, access_token="sandbox-token")
    with line.ApiClient(configuration) as client:
        yield client
        client.rest_client.pool_manager.clear()


@pytest.fixture
def audiences(api_client: line.ApiClient) -> line.ManageAudience:
    return line.ManageAudience(api_client)


@pytest.fixture
def blob(api_client: line.ApiClient) -> line.ManageAudienceBlob:
    return line.ManageAudienceBlob(api_client)


def test_an_audience_is_made_filled_and_deleted(
    audiences: line.ManageAudience, client: Client, friends: list[str]
) -> None:
    first = [line.Audience(id=each) for each in friends[:2]]
    made = audiences.create_audience_group(
        line.CreateAudienceGroupRequest(description="VIPs", audiences=first)
    )
    number = made.audience_group_id
    assert (made.type, made.permission) == (line.AudienceGroupType.UPLOAD, "READ_WRITE")
    more = [line.Audience(id=each) for each in friends[2:]]
    audiences.add_audience_to_audience_group(
        line.AddAudienceToAudienceGroupRequest(
            audienceGroupId=number, uploadDescription="more", audiences=more
        )
    )
    jobs = audiences.get_audience_data(number).jobs
    assert [job.job_status for job in jobs] == [line.AudienceGroupJobStatus.QUEUED] * 2

    client.control("clock", advance=5)
    data = audiences.get_audience_data(number)
    assert data.audience_group.status == line.AudienceGroupStatus.READY
    assert data.audience_group.audience_count == 5
    assert [(job.description, job.audience_count) for job in data.jobs] == [(None, 2), ("more", 3)]

    audiences.update_audience_group_description(
        number, line.UpdateAudienceGroupDescriptionRequest(description="Friends")
    )
    listed = audiences.get_audience_groups(page=1, description="friend")
    assert [group.description for group in listed.audience_groups] == ["Friends"]
    assert (listed.total_count, listed.has_next_page) == (1, False)

    assert audiences.delete_audience_group_with_http_info(number).status_code == 202
    with pytest.raises(ApiException) as caught:
        audiences.get_audience_data(number)
    error = line.ErrorResponse.from_json(caught.value.body)
    assert (caught.value.status, error.message) == (400, "audience group not found")
    assert [each.message for each in error.details] == ["AUDIENCE_GROUP_NOT_FOUND"]


def test_files_are_taken(
    audiences: line.ManageAudience,
    blob: line.ManageAudienceBlob,
    client: Client,
    friends: list[str],
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("\n".join(friends[:2]), "utf-8")
    second.write_text("\n".join(friends[2:]) + "\n", "utf-8")
    number = blob.create_audience_for_uploading_user_ids(
        file=str(first), description="VIPs", is_ifa_audience=False, upload_description="first"
    ).audience_group_id
    blob.add_user_ids_to_audience(
        file=str(second), audience_group_id=number, upload_description="second"
    )

    client.control("clock", advance=5)
    data = audiences.get_audience_data(number)
    assert (data.audience_group.audience_count, data.audience_group.is_ifa_audience) == (5, False)
    assert [job.description for job in data.jobs] == ["first", "second"]


def test_a_message_makes_audiences(
    audiences: line.ManageAudience, sandbox: Sandbox, client: Client
) -> None:
    client.control("users", count=60)
    configuration = messaging.Configuration(host=sandbox.url, access_token="sandbox-token")
    with messaging.ApiClient(configuration) as messages:
        sent = messaging.MessagingApi(messages).broadcast_with_http_info(
            messaging.BroadcastRequest(messages=[messaging.TextMessage(text="Hi")])
        )
        messages.rest_client.pool_manager.clear()
    request_id = sent.headers["x-line-request-id"]

    saw = audiences.create_imp_based_audience_group(
        line.CreateImpBasedAudienceGroupRequest(description="Saw", requestId=request_id)
    )
    clicked = audiences.create_click_based_audience_group(
        line.CreateClickBasedAudienceGroupRequest(
            description="Clicked", requestId=request_id, clickUrl="https://example.com/"
        )
    )
    client.control("clock", advance=5)

    assert (saw.type, clicked.type) == (line.AudienceGroupType.IMP, line.AudienceGroupType.CLICK)
    assert clicked.click_url == "https://example.com/"
    group = audiences.get_audience_data(saw.audience_group_id).audience_group
    assert (group.status, group.audience_count) == (line.AudienceGroupStatus.READY, 65)
    pending = audiences.get_audience_groups(page=1, status=line.AudienceGroupStatus.IN_PROGRESS)
    assert [each.description for each in pending.audience_groups] == ["Clicked"]


def test_shared_audiences_are_read(audiences: line.ManageAudience, client: Client) -> None:
    given = {"createRoute": "AD_MANAGER", "permission": "READ", "type": "IMAGE_CLICK"}
    client.control("audiences", audienceGroupId=7, userIds=[], shared=True, **given)
    shared = audiences.get_shared_audience_groups(page=1)
    assert [group.audience_group_id for group in shared.audience_groups] == [7]
    own = audiences.get_shared_audience_groups(page=1, includes_owned_audience_groups=True)
    assert own.total_count == 2
    data = audiences.get_shared_audience_data(7)
    assert (data.owner.service_type, data.audience_group.permission) == ("lap", "READ")
    assert audiences.get_audience_data(7).adaccount.name == "Sandbox ads"
