"""`Idempotency-Key` makes it safe to send a request again, or the request is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from line_connector import Connector
from services.actions.conftest import LOOPBACK, Service, StartWithKeys, serving
from support.sandboxed import KEY, PUSH, USER, Line, text

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


@pytest.mark.parametrize("given", ["1", KEY])
def test_key_belongs_to_the_client_and_the_action(
    keyed: StartWithKeys, line: Line, given: str
) -> None:
    services = keyed(n8n=["*"], power_automate=["*"])

    answers = [
        service.run("push_message", INPUT, Idempotency_Key=given) for service in services.values()
    ]
    services["n8n"].run("multicast", {"to": [USER], "messages": text()}, Idempotency_Key=given)

    assert len(line.received()) == 3
    keys = sent_keys(line)
    assert [answer.headers["X-Line-Retry-Key"] for answer in answers] == keys
    assert len({*keys, *sent_keys(line, "/v2/bot/message/multicast"), given}) == 4


@pytest.mark.parametrize("given", [KEY, f'"{KEY}"', f"  {KEY} "])
def test_key_is_the_same_in_quotes(service: Service, line: Line, given: str) -> None:
    for each in (KEY, given.strip()):
        assert service.run("push_message", INPUT, Idempotency_Key=each).status_code == 200
    assert len({*sent_keys(line)}) == 1
    assert len(line.received()) == 1


def test_retry_key_that_was_told_is_taken_as_it_is_from_the_same_client(
    keyed: StartWithKeys, line: Line
) -> None:
    services = keyed(n8n=["*"], power_automate=["*"])
    made = services["n8n"].run("push_message", INPUT).headers["X-Line-Retry-Key"]
    derived = services["n8n"].run("push_message", INPUT, Idempotency_Key="order 7")
    told = [made, derived.headers["X-Line-Retry-Key"]]

    for key in told:
        for spelled in (key, key.upper()):
            services["n8n"].run("push_message", INPUT, Idempotency_Key=spelled)
    assert len(line.received()) == 2

    for key in told:
        services["power_automate"].run("push_message", INPUT, Idempotency_Key=key)
    assert len(line.received()) == 4
    assert len({*sent_keys(line)}) == 4


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
    key = service.run("push_message", INPUT, Idempotency_Key="7").headers["X-Line-Retry-Key"]

    answer = service.run("push_message", {**INPUT, name: key}, Idempotency_Key="7")

    assert answer.status_code == 200
    assert sent_keys(line) == [key]


@pytest.mark.parametrize("key", ["x\r\nSet-Cookie: a=b", 5, {"a": "b"}, "é"])
def test_what_is_no_retry_key_is_not_told_in_a_header(key: Any) -> None:
    with (
        Connector({"line": {"url": "http://127.0.0.1:9"}}) as connector,
        serving(connector, LOOPBACK) as url,
    ):
        answer = Service(url).run("push_message", {**INPUT, "retryKey": key})

    assert answer.json()["error"] in {"CredentialsError", "InputError"}
    assert "X-Line-Retry-Key" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_promise_that_cannot_be_kept_is_not_made(service: Service, line: Line) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    reply = {"replyToken": token, "messages": text()}

    answer = service.run("reply_message", reply, Idempotency_Key="1")

    assert answer.status_code == 422
    assert "reply_message takes no retry key" in answer.json()["detail"]
    assert line.received() == []


def test_question_may_carry_a_key(service: Service) -> None:
    assert service.run("get_message_quota", Idempotency_Key="1").status_code == 200
