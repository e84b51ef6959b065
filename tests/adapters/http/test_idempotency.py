"""`Idempotency-Key` makes it safe to send a request again, or the request is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from adapters.http.conftest import Service, StartWithKeys
from sandboxed import KEY, PUSH, USER, Line, text

INPUT: dict[str, Any] = {"to": USER, "messages": text()}


def sent_keys(line: Line, path: str = PUSH) -> list[str]:
    return [entry["headers"]["x-line-retry-key"] for entry in line.requests(path)]


def test_the_same_key_sends_once(service: Service, line: Line) -> None:
    first = service.run("push_message", INPUT, Idempotency_Key="order 7: shipped")
    again = service.run("push_message", INPUT, Idempotency_Key="order 7: shipped")

    assert [first.status_code, again.status_code] == [200, 200]
    assert first.headers["X-Line-Retry-Key"] == again.headers["X-Line-Retry-Key"]
    assert len(line.received()) == 1


def test_requests_at_the_same_time_with_one_key_send_once(service: Service, line: Line) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: service.run("push_message", INPUT, Idempotency_Key="k"), range(8))
        )

    assert {answer.status_code for answer in answers} == {200}
    assert len(line.received()) == 1


def test_without_a_key_each_request_is_a_message_of_its_own(service: Service, line: Line) -> None:
    service.run("push_message", INPUT)
    service.run("push_message", INPUT)
    assert len(line.received()) == 2


@pytest.mark.parametrize("given", [KEY, f'"{KEY}"', f"  {KEY} "])
def test_uuid_is_the_retry_key_itself(service: Service, line: Line, given: str) -> None:
    service.run("push_message", INPUT, Idempotency_Key=given.strip())
    assert sent_keys(line) == [KEY]


def test_other_text_belongs_to_the_client_and_the_action(keyed: StartWithKeys, line: Line) -> None:
    services = keyed(n8n=["*"], power_automate=["*"])

    for service in services.values():
        service.run("push_message", INPUT, Idempotency_Key="1")
    services["n8n"].run("multicast", {"to": [USER], "messages": text()}, Idempotency_Key="1")

    assert len(line.received()) == 3
    assert len({*sent_keys(line), *sent_keys(line, "/v2/bot/message/multicast")}) == 3


@pytest.mark.parametrize("given", ["", '""', "x" * 256, "é"])
def test_header_that_is_no_key_is_refused(service: Service, line: Line, given: str) -> None:
    answer = service.ask(
        "POST",
        "/actions/push_message",
        headers={"Idempotency-Key": given.encode("latin-1")},  # type: ignore[dict-item]
        json=INPUT,
    )

    assert answer.status_code == 422
    assert "Idempotency-Key: must be" in answer.json()["detail"]
    assert line.requests(PUSH) == []


def test_key_that_differs_from_the_inputs_is_refused(service: Service, line: Line) -> None:
    answer = service.run("push_message", {**INPUT, "retryKey": KEY}, Idempotency_Key="other")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/retryKey"
    assert line.requests(PUSH) == []


@pytest.mark.parametrize("name", ["retryKey", "retry_key"])
def test_key_that_equals_the_inputs_is_taken(service: Service, line: Line, name: str) -> None:
    answer = service.run("push_message", {**INPUT, name: KEY}, Idempotency_Key=KEY)

    assert answer.status_code == 200
    assert sent_keys(line) == [KEY]


def test_promise_that_cannot_be_kept_is_not_made(service: Service, line: Line) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    reply = {"replyToken": token, "messages": text()}

    answer = service.run("reply_message", reply, Idempotency_Key="1")

    assert answer.status_code == 422
    assert "reply_message takes no retry key" in answer.json()["detail"]
    assert line.received() == []


def test_question_may_carry_a_key(service: Service) -> None:
    assert service.run("get_message_quota", Idempotency_Key="1").status_code == 200
