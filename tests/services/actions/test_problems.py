"""Whatever goes wrong is told as problem details, under a status that says whether to repeat it."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from line_connector import Connector
from services.actions.conftest import LOOPBACK, Service, serving
from support.sandboxed import PUSH, SOON_RETRIES, USER, Line, text

INPUT: dict[str, Any] = {"to": USER, "messages": text()}
QUOTA = "/v2/bot/message/quota"


def told(answer: Any) -> dict[str, Any]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    return problem


def test_wrong_input_is_told_property_by_property(service: Service, line: Line) -> None:
    answer = service.run("push_message", {"to": "me", "messages": text("")})

    assert answer.status_code == 422
    problem = told(answer)
    assert problem["error"] == "InputError"
    assert problem["errors"] == [
        {
            "pointer": "/to",
            "detail": "must be the ID of a user, group or room: U, C or R and 32 hex digits",
        },
        {"pointer": "/messages/0/text", "detail": "must not be empty"},
    ]
    assert line.requests(PUSH) == []


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ("{", 400, "the body is not JSON in UTF-8"),
        (b"\xff", 400, "the body is not JSON in UTF-8"),
        ('{"to": NaN}', 400, "the body is not JSON in UTF-8"),
        ("[" * 50_000, 400, "the body is nested too deep: at most 250 levels"),
        ('{"a":' * 15_000, 400, "the body is nested too deep: at most 250 levels"),
        ('{"to": ' + "9" * 5000 + "}", 400, "a number that is too large"),
        ('{"to": -' + "9" * 401 + "}", 400, "a number that is too large"),
        ('{"to": 1e999}', 400, "a number that is too large"),
        ("[]", 422, "must be a JSON object"),
        ('{"to": "a", "to": "b"}', 422, "a key twice"),
        ('{"\\ud800": 1}', 422, "unknown property"),
        ('{"to": "\\ud800"}', 422, "to: must be"),
    ],
)
def test_body_that_is_no_input_is_refused(
    service: Service, line: Line, body: str | bytes, status: int, detail: str
) -> None:
    answer = service.ask(
        "POST", "/actions/push_message", {"Content-Type": "application/json"}, data=body
    )

    assert answer.status_code == status
    assert detail in told(answer)["detail"]
    assert line.requests(PUSH) == []


@pytest.mark.parametrize(("depth", "status"), [(120, 200), (130, 400), (900, 400), (2000, 400)])
def test_input_of_any_depth_is_answered(service: Service, depth: int, status: int) -> None:
    start, end = '{"type":"box","layout":"vertical","contents":[', "]}"
    bubble = '{"type":"bubble","body":' + start * depth + end * depth + "}"
    flex = '{"type":"flex","altText":"deep","contents":' + bubble + "}"

    answer = service.ask(
        "POST",
        "/actions/push_message",
        {"Content-Type": "application/json"},
        data=f'{{"to":"{USER}","messages":[{flex}]}}',
    )

    assert answer.status_code == status


def test_body_may_start_with_a_byte_order_mark(service: Service) -> None:
    answer = service.ask(
        "POST",
        "/actions/get_message_quota",
        {"Content-Type": "application/json; charset=utf-8"},
        data=b"\xef\xbb\xbf{}",
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/actions/push_mesage"),
        ("GET", "/actions/push_mesage"),
        ("GET", "/nothing"),
        ("POST", "/actions/push_message/"),
    ],
)
def test_what_is_not_there_is_told(service: Service, method: str, path: str) -> None:
    answer = service.ask(method, path)

    assert answer.status_code == 404
    assert told(answer)["detail"]


@pytest.mark.parametrize(
    ("path", "methods"), [("/actions/push_message", "GET, HEAD, POST"), ("/health", "GET, HEAD")]
)
def test_other_methods_are_refused_with_those_there_are(
    service: Service, path: str, methods: str
) -> None:
    answer = service.ask("DELETE", path)

    assert answer.status_code == 405
    assert ", ".join(sorted(answer.headers["Allow"].split(", "))) == methods
    assert told(answer)["detail"]


def test_mistyped_action_gets_a_suggestion(service: Service) -> None:
    assert "did you mean push_message?" in told(service.run("push_mesage"))["detail"]


def test_refusal_is_no_status_that_platforms_repeat(service: Service, line: Line) -> None:
    answer = service.run("push_message", {**INPUT, "to": f"U{'e' * 32}"})

    assert answer.status_code == 424
    problem = told(answer)
    assert problem["error"] == "BadRequestError"
    assert problem["output"]["status_code"] == 400
    assert problem["output"]["json_body"] == {"message": "Failed to send messages"}
    assert len(line.requests(PUSH)) == 1


def test_monthly_limit_is_not_told_as_a_rate_limit(service: Service, line: Line) -> None:
    line.control("settings", {"quota": 0})

    answer = service.run("push_message", INPUT)

    assert answer.status_code == 424
    assert told(answer)["error"] == "QuotaExceededError"


def test_rate_limit_says_when_to_come_back(service: Service, line: Line) -> None:
    refusal = {"status": 429, "headers": {"Retry-After": "60"}, "json": {"message": "Slow down"}}
    line.fault(answer=refusal, times=9)

    answer = service.run("push_message", INPUT)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert told(answer)["retryable"] is True


@pytest.mark.parametrize(
    ("asked", "passed_on"),
    [
        ("60", "60"),
        ("86400", "86400"),
        ("86401", None),
        ("9" * 400, None),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "0"),
        ("Wed, 21 Oct 9999 07:28:00 GMT", None),
    ],
)
def test_what_a_provider_asks_for_is_passed_on_if_it_makes_sense(
    service: Service, line: Line, asked: str, passed_on: str | None
) -> None:
    refusal = {"status": 429, "headers": {"Retry-After": asked}, "json": {"message": "Slow down"}}
    line.fault(answer=refusal, times=9)

    answer = service.run("push_message", INPUT)

    assert answer.status_code == 429
    assert answer.headers.get("Retry-After") == passed_on


def test_provider_that_fails_a_question_is_a_bad_gateway(service: Service, line: Line) -> None:
    line.fault(QUOTA, answer={"status": 500, "json": {}}, times=9)
    assert service.run("get_message_quota").status_code == 502


@pytest.mark.parametrize(
    ("line", "status", "error"),
    [
        ({"url": "http://127.0.0.1:9", "token": "t"}, 503, "SessionError"),
        ({"url": "http://127.0.0.1:9"}, 500, "CredentialsError"),
    ],
)
def test_provider_that_cannot_be_asked_is_the_services_fault(
    line: dict[str, str], status: int, error: str
) -> None:
    with (
        Connector({"line": line}, retries=SOON_RETRIES) as connector,
        serving(connector, LOOPBACK) as url,
    ):
        answer = Service(url).run("get_message_quota")

    assert answer.status_code == status
    assert told(answer)["error"] == error


def lose_every_answer(line: Line, path: str = PUSH) -> None:
    """Carry out the next try, and lose its answer and all tries after it."""
    line.fault(path, drop="after")
    line.fault(path, drop="before", times=9)


def clear_faults(line: Line) -> None:
    requests.delete(f"{line.url}/_sandbox/faults", timeout=10).raise_for_status()


def test_unknown_outcome_without_a_key_is_no_status_that_platforms_repeat(
    service: Service, line: Line
) -> None:
    lose_every_answer(line)

    lost = service.run("push_message", INPUT)
    key = told(lost)["retry_key"]
    clear_faults(line)
    again = service.run("push_message", INPUT, Idempotency_Key=key)

    assert lost.status_code == 409
    assert lost.headers["X-Line-Retry-Key"] == key
    assert again.status_code == 200
    assert len(line.received()) == 1


def test_unknown_outcome_with_a_key_may_be_repeated_as_it_is(service: Service, line: Line) -> None:
    lose_every_answer(line)

    lost = service.run("push_message", INPUT, Idempotency_Key="run 7, step 2")
    clear_faults(line)
    again = service.run("push_message", INPUT, Idempotency_Key="run 7, step 2")

    assert lost.status_code == 504
    assert told(lost)["retryable"] is True
    assert (again.status_code, again.json()["status_code"]) == (200, 409)
    assert len(line.received()) == 1


def test_lost_reply_is_never_to_be_repeated(service: Service, line: Line) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    lose_every_answer(line, "/v2/bot/message/reply")

    answer = service.run("reply_message", {"replyToken": token, "messages": text()})

    assert answer.status_code == 409
    problem = told(answer)
    assert problem["retryable"] is False
    assert "retry_key" not in problem
