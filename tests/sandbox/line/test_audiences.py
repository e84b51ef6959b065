"""Audiences: what LINE refuses that the connector would not send, and with which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

UPLOAD = "/v2/bot/audienceGroup/upload"
BY_FILE = "/v2/bot/audienceGroup/upload/byFile"
SEEDED = 1_000_000_000_001
USER = f"U{1:032x}"
BAD_ID = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"
TOO_MANY_IDS = "UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS"
NO_IDS = "UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS"


def by_file(
    client: Client,
    content: str,
    content_type: str = "text/plain",
    method: str = "POST",
    **more: str,
) -> Reply:
    """Send a file as a browser would."""
    form = {"description": "VIPs", "audienceGroupId": str(SEEDED), **more}
    files = {"file": ("ids.txt", content, content_type)}
    whole = requests.Request(method, client.url + BY_FILE, data=form, files=files).prepare()
    body = whole.body
    assert isinstance(body, bytes)
    return client.send(
        method,
        BY_FILE,
        body,
        authorization="Bearer sandbox-token",
        content_type=whole.headers["Content-Type"],
    )


def put(client: Client, path: str, body: str) -> Reply:
    return client.send(
        "PUT",
        path,
        body.encode(),
        authorization="Bearer sandbox-token",
        content_type="application/json",
    )


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (
            "x" * 121,
            {
                "message": "size over audienceGroupName",
                "details": [{"message": "AUDIENCE_GROUP_NAME_SIZE_OVER"}],
            },
        ),
        ("a\nb", "AUDIENCE_GROUP_NAME_WRONG"),
        (" ", "AUDIENCE_GROUP_NAME_EMPTY"),
        (None, "AUDIENCE_GROUP_NAME_EMPTY"),
    ],
)
@pytest.mark.parametrize("way", ["list", "file", "message", "rename"])
def test_a_name_is_checked_wherever_one_is_given(
    client: Client, way: str, name: str | None, answer: Any
) -> None:
    expected = (
        answer
        if isinstance(answer, dict)
        else {"message": answer, "details": [{"message": answer}]}
    )
    given = {} if name is None else {"description": name}
    if way == "list":
        reply = client.post(UPLOAD, given)
    elif way == "file":
        reply = by_file(client, USER, description=name or "")
    elif way == "message":
        request_id = client.post(
            "/v2/bot/message/broadcast", {"messages": [{"type": "text", "text": "Hi"}]}
        ).headers["x-line-request-id"]
        reply = client.post("/v2/bot/audienceGroup/imp", {**given, "requestId": request_id})
    else:
        text = "{}" if name is None else f'{{"description": "{name}"}}'.replace("\n", "\\n")
        reply = put(client, f"/v2/bot/audienceGroup/{SEEDED}/updateDescription", text)
    assert (reply.status, reply.json) == (400, expected)


def test_one_wrong_id_in_a_list_is_enough(client: Client) -> None:
    ids = [{"id": USER}, {"id": "me"}]
    reply = client.post(UPLOAD, {"description": "VIPs", "audiences": ids})
    assert reply.status == 400
    assert reply.json == {
        "message": "Invalid audience id format",
        "details": [{"message": BAD_ID, "property": "audiences"}],
    }


@pytest.mark.parametrize(
    ("method", "content", "code"),
    [
        ("POST", f"{USER}\nme", BAD_ID),
        ("PUT", f"{USER}\nme", BAD_ID),
        ("POST", "\n", NO_IDS),
        ("PUT", "\n", NO_IDS),
        ("POST", f"{USER}\n" * 1_500_001, TOO_MANY_IDS),
    ],
    ids=lambda each: each if len(each) < 100 else "long",
)
def test_a_wrong_file_is_refused(client: Client, method: str, content: str, code: str) -> None:
    reply = by_file(client, content, method=method)
    assert reply.status == 400
    assert reply.json == {"message": code, "details": [{"message": code, "property": "file"}]}


def test_a_file_must_be_there_and_a_text(client: Client) -> None:
    assert by_file(client, USER, "image/png").status == 415
    reply = client.send("POST", BY_FILE, b"description=x", authorization="Bearer sandbox-token")
    assert reply.problems == [("file", NO_IDS)]


def test_a_list_has_at_most_10000_ids(client: Client) -> None:
    ids = [{"id": USER}] * 10_001
    reply = client.post(UPLOAD, {"description": "VIPs", "audiences": ids})
    assert reply.problems == [("audiences", TOO_MANY_IDS)]


def test_a_description_of_an_upload_is_limited(client: Client) -> None:
    code = "AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER"
    body = {"description": "VIPs", "uploadDescription": "x" * 301}
    for reply in (client.post(UPLOAD, body), by_file(client, USER, uploadDescription="x" * 301)):
        assert (reply.status, reply.problems) == (400, [("", code)])


def test_a_refused_audience_is_not_made(client: Client) -> None:
    client.post(UPLOAD, {"description": "VIPs", "audiences": [{"id": "me"}]})
    assert client.get("/v2/bot/audienceGroup/list?page=1").json["totalCount"] == 1


@pytest.mark.parametrize("number", ["1", "x", "0" * 30, str(2**63)])
def test_what_is_nobodys_id_is_not_found(client: Client, number: str) -> None:
    reply = client.get(f"/v2/bot/audienceGroup/{number}")
    assert reply.status == 400
    assert reply.json == {
        "message": "audience group not found",
        "details": [{"message": "AUDIENCE_GROUP_NOT_FOUND"}],
    }


@pytest.mark.parametrize("list_", ["list", "shared/list"])
@pytest.mark.parametrize(
    ("query", "message", "code"),
    [
        ("page=1&size=41", "size: must be less than or equal to 40", "TOO_HIGH"),
        ("page=1&size=0", "size: must be greater than or equal to 1", "TOO_LOW"),
        ("page=0", "page: must be greater than or equal to 1", "TOO_LOW"),
    ],
)
def test_a_list_has_pages_of_at_most_40(
    client: Client, list_: str, query: str, message: str, code: str
) -> None:
    reply = client.get(f"/v2/bot/audienceGroup/{list_}?{query}")
    assert (reply.status, reply.json) == (400, {"message": message, "details": [{"message": code}]})


@pytest.mark.parametrize("query", ["", "page=x", "page=1&status=DONE", "page=1&createRoute=X"])
def test_another_wrong_query_names_its_parameter(client: Client, query: str) -> None:
    reply = client.get(f"/v2/bot/audienceGroup/list?{query}")
    name = query.rpartition("&")[2].partition("=")[0] or "page"
    text = f"The value for the '{name}' parameter is invalid"
    assert (reply.status, reply.json) == (400, {"message": text})


def test_another_accounts_audience_can_be_used_but_not_changed(client: Client) -> None:
    client.control("audiences", audienceGroupId=7, userIds=[USER], permission="READ")
    assert client.get("/v2/bot/audienceGroup/7").status == 200
    reply = put(client, UPLOAD, f'{{"audienceGroupId": 7, "audiences": [{{"id": "{USER}"}}]}}')
    assert reply.problems == [("", "AUDIENCE_GROUP_NOT_FOUND")]


def test_sixty_calls_a_minute_are_allowed(client: Client) -> None:
    path = f"/v2/bot/audienceGroup/{SEEDED}"
    assert [client.get(path).status for _ in range(60)] == [200] * 60
    assert 429 in [client.get(path).status for _ in range(10)]


def test_the_last_50_uploads_are_shown(client: Client) -> None:
    client.control("settings", rateLimits=False, audienceQueued=0, audienceWorking=0)
    for number in range(51):
        body = f'{{"audienceGroupId": {SEEDED}, "uploadDescription": "{number}", "audiences":'
        assert put(client, UPLOAD, f'{body} [{{"id": "{USER}"}}]}}').status == 202
    jobs = client.get(f"/v2/bot/audienceGroup/{SEEDED}").json["jobs"]
    assert [job["description"] for job in jobs] == [str(number) for number in range(1, 51)]
    assert {(job["status"], job["jobStatus"]) for job in jobs} == {("FINISHED", "FINISHED")}
