"""What every call to LINE passes before its operation looks at it."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

PUSH = "/v2/bot/message/push"
NO_TOKEN = (
    "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'"
)
WRONG_TOKEN = (
    "Authentication failed. Confirm that the access token in the authorization header is valid."
)
RETRY_KEY = "123e4567-e89b-12d3-a456-426614174000"


def test_every_answer_has_a_new_request_id_and_the_usual_headers(
    client: Client, friend: str
) -> None:
    replies = [client.push(friend), client.push("nobody"), client.get("/v2/nothing")]
    assert [reply.status for reply in replies] == [200, 400, 404]
    assert len({UUID(reply.headers["x-line-request-id"]) for reply in replies}) == 3
    for reply in replies:
        assert reply.headers["content-type"] == "application/json"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["x-frame-options"] == "DENY"
        assert reply.headers["x-xss-protection"] == "1; mode=block"
        assert "no-store" in reply.headers["cache-control"]


def test_errors_are_compact_json_with_the_message_first(client: Client, friend: str) -> None:
    body = {"to": friend, "messages": []}
    assert client.post(PUSH, body).text == (
        '{"message":"The request body has 1 error(s)",'
        '"details":[{"message":"Size must be between 1 and 5","property":"messages"}]}'
    )


@pytest.mark.parametrize("header", [{}, {"authorization": ""}, {"authorization": "Basic abc"}])
def test_without_a_token_nothing_is_answered(client: Client, header: dict[str, str]) -> None:
    reply = client.send("GET", "/v2/bot/message/quota", **header)
    assert (reply.status, reply.json) == (401, {"message": NO_TOKEN})


def test_a_wrong_token_is_refused(client: Client) -> None:
    reply = client.get("/v2/bot/message/quota", token="wrong")
    assert (reply.status, reply.json) == (401, {"message": WRONG_TOKEN})


def test_authorization_comes_before_the_body(client: Client) -> None:
    assert client.send("POST", PUSH, b"{").status == 401


@pytest.mark.parametrize(
    "path", ["/v2/bot/nothing", "/v2/bot/message/push/", "/v2", "/favicon.ico"]
)
def test_an_unknown_path_is_not_found(client: Client, path: str) -> None:
    reply = client.get(path)
    assert (reply.status, reply.json) == (404, {"message": "Not found"})


def test_another_method_is_not_allowed(client: Client) -> None:
    assert client.get(PUSH).status == 405


def test_another_content_type_is_not_supported(client: Client) -> None:
    form = "application/x-www-form-urlencoded"
    reply = client.send(
        "POST", PUSH, b"to=1", authorization="Bearer sandbox-token", content_type=form
    )
    assert reply.status == 415
    assert reply.json == {"message": f"The content type, {form}, is not supported"}


def test_a_content_type_may_name_its_charset(client: Client, friend: str) -> None:
    reply = client.send(
        "POST",
        PUSH,
        f'{{"to":"{friend}","messages":[{{"type":"text","text":"สวัสดี"}}]}}'.encode(),
        authorization="Bearer sandbox-token",
        content_type="Application/JSON; charset=UTF-8",
    )
    assert reply.status == 200
    assert client.seen(f"received?to={friend}")["received"][0]["messages"][0]["text"] == "สวัสดี"


@pytest.mark.parametrize(("size", "status"), [(2 * 1024 * 1024, 400), (2 * 1024 * 1024 + 1, 413)])
def test_a_body_may_have_two_megabytes(client: Client, size: int, status: int) -> None:
    reply = client.send("POST", PUSH, b" " * size, authorization="Bearer sandbox-token")
    assert reply.status == status


def test_a_post_without_a_length_gets_html(client: Client) -> None:
    connection = http.client.HTTPConnection(client.url.removeprefix("http://"))
    connection.putrequest("POST", PUSH)
    connection.putheader("authorization", "Bearer sandbox-token")
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status == 411
    assert answer.headers["content-type"].startswith("text/html")
    assert text.startswith("<html>")


@pytest.mark.parametrize(
    "path",
    [
        "/v2/bot/message/reply",
        "/v2/bot/message/validate/push",
        "/v2/bot/chat/loading/start",
        "/oauth2/v3/token",
    ],
)
def test_a_retry_key_is_refused_where_none_is_taken(client: Client, path: str) -> None:
    reply = client.post(path, {}, x_line_retry_key=RETRY_KEY)
    assert reply.status == 400
    assert "retry key" in reply.json["message"]


@pytest.mark.parametrize("key", ["1", "123e4567e89b12d3a456426614174000", RETRY_KEY + "0"])
def test_a_retry_key_must_be_a_uuid(client: Client, friend: str, key: str) -> None:
    reply = client.push(friend, x_line_retry_key=key)
    assert reply.status == 400
    assert "retry key" in reply.json["message"]
    assert client.seen("received")["received"] == []
