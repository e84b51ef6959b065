"""Safe sending: what is tried again, what is not, and what is said when nobody can know."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from line_connector import Connector, SessionError, UnknownOutcomeError
from line_connector.errors import (
    AuthenticationError,
    BadRequestError,
    QuotaExceededError,
    RateLimitError,
    ServerError,
)
from support.ports import unserved
from support.sandboxed import KEY, PUSH, SOON_RETRIES, USER, Line, text

REPLY = "/v2/bot/message/reply"
QUOTA = "/v2/bot/message/quota"
MONTHLY = {"message": "You have reached your monthly limit."}
RATE = {"message": "The API rate limit has been exceeded. Try again later."}


def push(connector: Connector, **more: Any) -> Any:
    return connector.run("push_message", {"to": USER, "messages": text(), **more})


def reply(connector: Connector, line: Line) -> Any:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    return connector.run("reply_message", {"replyToken": token, "messages": text()})


def test_push_whose_answer_is_lost_is_delivered_once(connector: Connector, line: Line) -> None:
    line.fault(drop="after")

    output = push(connector)

    assert output.status_code == 409
    assert output.accepted_request_id is not None
    assert [entry["id"] for entry in output.json_body["sentMessages"]]
    assert len(line.received()) == 1


def test_every_try_carries_the_same_retry_key(connector: Connector, line: Line) -> None:
    line.fault(drop="before", times=2)

    assert push(connector).status_code == 200

    keys = {entry["headers"]["x-line-retry-key"] for entry in line.requests(PUSH)}
    assert len(keys) == 1
    assert len(line.requests(PUSH)) == 3


@pytest.mark.parametrize("status", [500, 502, 503])
def test_push_is_tried_again_after_a_server_error(
    connector: Connector, line: Line, status: int
) -> None:
    line.fault(answer={"status": status, "json": {"message": "Internal error"}})

    assert push(connector).status_code == 200
    assert len(line.received()) == 1


def test_push_that_keeps_failing_has_an_unknown_outcome(connector: Connector, line: Line) -> None:
    line.fault(answer={"status": 500, "text": "<html>busy</html>"}, times=9)

    with pytest.raises(UnknownOutcomeError, match=KEY) as caught:
        push(connector, retryKey=KEY)

    assert caught.value.output is not None
    assert caught.value.output.response_text == "<html>busy</html>"
    assert caught.value.retry_key == KEY


def test_running_an_unknown_push_again_delivers_it_once(connector: Connector, line: Line) -> None:
    line.fault(drop="after", times=3)
    with pytest.raises(UnknownOutcomeError):
        push(connector, retryKey=KEY)

    assert push(connector, retryKey=KEY).status_code == 409
    assert len(line.received()) == 1


def test_a_refusal_after_a_lost_answer_settles_nothing(connector: Connector, line: Line) -> None:
    line.fault(drop="after")
    line.fault(answer={"status": 429, "json": MONTHLY})

    with pytest.raises(UnknownOutcomeError):
        push(connector)


@pytest.mark.parametrize("drop", ["before", "after"])
def test_reply_is_never_sent_twice(connector: Connector, line: Line, drop: str) -> None:
    line.fault(REPLY, drop=drop)

    with pytest.raises(UnknownOutcomeError, match="no retry key") as caught:
        reply(connector, line)

    assert caught.value.retry_key is None
    assert len(line.requests(REPLY)) == 1


@pytest.mark.parametrize("status", [500, 503])
def test_reply_with_a_server_error_has_an_unknown_outcome(
    connector: Connector, line: Line, status: int
) -> None:
    line.fault(REPLY, answer={"status": status})

    with pytest.raises(UnknownOutcomeError):
        reply(connector, line)
    assert len(line.requests(REPLY)) == 1


def test_reply_with_a_rate_limit_is_not_sent_again(connector: Connector, line: Line) -> None:
    line.fault(REPLY, answer={"status": 429, "json": RATE})

    with pytest.raises(RateLimitError):
        reply(connector, line)
    assert len(line.requests(REPLY)) == 1


def test_rate_limit_is_waited_for(connector: Connector, line: Line) -> None:
    line.fault(answer={"status": 429, "json": RATE})

    assert push(connector).status_code == 200
    assert len(line.requests(PUSH)) == 2


def test_monthly_limit_is_never_tried_again(connector: Connector, line: Line) -> None:
    line.control("settings", {"quota": 0})

    with pytest.raises(QuotaExceededError, match="monthly limit"):
        push(connector)
    assert len(line.requests(PUSH)) == 1


def test_a_longer_wait_than_ours_is_not_waited_for(connector: Connector, line: Line) -> None:
    line.fault(answer={"status": 429, "json": RATE, "headers": {"Retry-After": "3600"}})

    with pytest.raises(RateLimitError):
        push(connector)
    assert len(line.requests(PUSH)) == 1


def test_get_is_tried_again_and_ends_without_a_doubt(connector: Connector, line: Line) -> None:
    line.fault(QUOTA, drop="before")
    assert connector.run("get_message_quota").json_body["type"] == "limited"

    line.fault(QUOTA, drop="before", times=9)
    with pytest.raises(SessionError, match="connection was lost"):
        connector.run("get_message_quota")


def test_get_with_server_errors_carries_the_last_one(connector: Connector, line: Line) -> None:
    line.fault(QUOTA, answer={"status": 502, "text": "<html>bad gateway</html>"}, times=9)

    with pytest.raises(ServerError, match="502") as caught:
        connector.run("get_message_quota")
    assert caught.value.output.response_text == "<html>bad gateway</html>"


def test_validate_is_harmless_and_tried_again(connector: Connector, line: Line) -> None:
    line.fault("/v2/bot/message/validate/push", drop="after")

    assert connector.run("validate_push", {"messages": text()}).status_code == 200


def test_refusal_is_not_tried_again(connector: Connector, line: Line) -> None:
    with pytest.raises(BadRequestError, match="Failed to send messages") as caught:
        connector.run("push_message", {"to": "U" + "e" * 32, "messages": text()})

    assert len(line.requests(PUSH)) == 1
    assert str(caught.value.output.request_id) in str(caught.value)


def test_redirect_is_not_followed(connector: Connector, line: Line) -> None:
    elsewhere = {"status": 307, "headers": {"Location": f"{line.url}{PUSH}"}}
    line.fault(answer=elsewhere)

    with pytest.raises(Exception, match="307"):
        push(connector)
    assert line.received() == []


def test_nothing_listening_is_a_connection_error(connector: Connector) -> None:
    with (
        unserved() as host,
        Connector({"line": {"url": f"http://{host}", "token": "t"}}, None, SOON_RETRIES) as alone,
        pytest.raises(SessionError, match="could not connect"),
    ):
        push(alone)


def test_server_that_dies_after_a_lost_answer_leaves_it_unknown() -> None:
    with (
        listener(answers=0) as url,
        Connector({"line": {"url": url, "token": "t"}}, None, SOON_RETRIES) as connector,
        pytest.raises(UnknownOutcomeError),
    ):
        push(connector)


def test_server_that_never_answers_times_out_as_unknown() -> None:
    with listener(answers=None) as url:
        values = {"url": url, "token": "t", "read_timeout": 0.1}
        with Connector({"line": values}, retries=()) as connector:
            with pytest.raises(UnknownOutcomeError, match="no response in time"):
                push(connector)
            with pytest.raises(SessionError, match="no response in time"):
                connector.run("get_message_quota")


def test_only_operations_that_take_a_retry_key_carry_one(connector: Connector, line: Line) -> None:
    connector.run("validate_push", {"messages": text()})
    connector.run("get_message_quota")
    reply(connector, line)

    assert not any("x-line-retry-key" in entry["headers"] for entry in line.requests())


def test_bodyless_post_says_its_length(connector: Connector, line: Line) -> None:
    path = f"/v2/bot/group/C{1:032x}/leave"
    line.fault(path, answer={"status": 200, "json": {}})

    connector.run("line_request", {"method": "POST", "path": path})

    assert line.requests(path)[0]["headers"]["content-length"] == "0"


def test_refused_static_token_is_not_tried_again(line: Line) -> None:
    with (
        Connector({"line": {"url": line.url, "token": "wrong"}}) as connector,
        pytest.raises(AuthenticationError, match="Authentication failed"),
    ):
        push(connector)
    assert len(line.requests(PUSH)) == 1


@contextmanager
def listener(answers: int | None) -> Iterator[str]:
    """Take one connection and never answer (None), or cut it after its request and be gone (0)."""
    server = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            held.append(connection)
            if answers == 0:
                server.close()
                connection.recv(65536)
                connection.close()
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        for connection in held:
            connection.close()
        thread.join()
