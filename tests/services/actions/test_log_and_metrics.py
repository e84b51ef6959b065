"""What the service tells of itself: who asked for what and how it ended, never what was sent."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from line_connector import Connector, load_manifest
from line_connector.web.access_log import JsonLines
from services.actions.conftest import LOOPBACK, Service, StartWithKeys, serving
from support.own_manifest import own_manifest
from support.sandboxed import KEY, PUSH, USER, Line, text

EMOJI = {"type": "emoji", "productId": "a", "emojiId": "b"}
OTHER = f"U{2:032x}"
INPUT: dict[str, Any] = {"to": USER, "messages": text("a secret word")}


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="line_connector.web")
    return caplog


def last_line(log: pytest.LogCaptureFixture) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(JsonLines().format(log.records[-1]))
    return line


def test_line_of_the_log_says_how_a_message_can_be_found_again(
    keyed: StartWithKeys, log: pytest.LogCaptureFixture
) -> None:
    answer = keyed(n8n=["*"])["n8n"].run(
        "push_message", INPUT, X_Request_Id="step-7", Idempotency_Key=KEY
    )

    line = last_line(log)
    assert {name: line[name] for name in line if name not in {"time", "seconds"}} == {
        "level": "info",
        "message": "answered",
        "request_id": "step-7",
        "client": "n8n",
        "method": "POST",
        "action": "push_message",
        "outcome": "done",
        "retry_key": answer.headers["X-Line-Retry-Key"],
        "provider_request_id": answer.json()["response_headers"]["x-line-request-id"],
        "status": 200,
    }


PUSHING: dict[str, Any] = {
    "/v1/send?": {"to": f"{USER},{OTHER}", "text": "a secret word"},
    f"/v1/alerts/grafana?to={USER},{OTHER}": {"alerts": [{"labels": {"alertname": "a secret"}}]},
}


@pytest.mark.parametrize("path", PUSHING)
def test_each_push_of_a_request_is_in_the_log(
    keyed: StartWithKeys, line: Line, log: pytest.LogCaptureFixture, path: str
) -> None:
    line.fault(answer={"status": 400, "json": {"message": "No"}}, skip=1)
    service = keyed(n8n=["*"])["n8n"]
    answer = service.ask("POST", path, json=PUSHING[path])

    written = last_line(log)
    sent, refused = written["pushes"]
    assert (sent["status"], refused["status"]) == ("sent", "refused")
    [request, _] = line.requests(PUSH)
    assert sent["retry_key"] == request["headers"]["x-line-retry-key"]
    assert sent["provider_request_id"] == request["requestId"]
    assert sent["retry_key"] != refused["retry_key"]
    results = answer.json().get("results") or answer.json()["deliveries"]
    assert [each["retry_key"] for each in results] == [sent["retry_key"], refused["retry_key"]]
    assert written.get("retry_key") == answer.json().get("retry_key")
    told = JsonLines().format(log.records[-1])
    assert USER not in told
    assert "secret" not in told
    labels = 'action="push_message",client="n8n"'
    assert f"line_connector_action_seconds_count{{{labels}}} 1.0" in service.get("/metrics").text


def test_log_holds_no_key_and_no_message(
    keyed: StartWithKeys, line: Line, log: pytest.LogCaptureFixture
) -> None:
    service = keyed(n8n=["*"])["n8n"]
    line.fault(answer={"status": 400, "json": {"message": "a secret word"}})

    service.run("push_message", INPUT)
    service.run("push_message", {**INPUT, "a secret word": 1})
    service.run("push_message", {"to": "a secret word"})
    service.ask("POST", "/actions/push_message", data="a secret word")
    service.get("/a secret word", Authorization="Bearer a secret word")

    assert len(log.records) >= 5
    told = "\n".join(JsonLines().format(record) for record in log.records)
    assert "secret" not in told
    assert service._key["X-API-Key"] not in told
    assert USER not in told


@pytest.mark.parametrize("given", ["a b", "x" * 129, '"', "{}", "é", ""])
def test_request_id_that_could_forge_the_log_is_replaced(service: Service, given: str) -> None:
    answer = service.ask("GET", "/health", {"X-Request-Id": given.encode("latin-1")})  # type: ignore[dict-item]
    assert answer.headers["X-Request-Id"] not in {given, ""}


@pytest.fixture
def broken(line: Line, tmp_path: Path) -> Iterator[Service]:
    """A service with actions that fail unexpectedly."""
    own = own_manifest(
        tmp_path,
        push="services.actions.broken_actions:BrokenPush",
        ask="services.actions.broken_actions:BrokenQuestion",
    )
    manifest = load_manifest(own)
    manifest._actions["push_message"] = manifest.action("push")
    with (
        Connector.from_env(line.env, manifest) as connector,
        serving(connector, LOOPBACK) as url,
    ):
        yield Service(url)


def test_internal_error_is_a_500_that_tells_nothing(
    broken: Service, log: pytest.LogCaptureFixture
) -> None:
    answer = broken.run("ask")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    failed = JsonLines().format(log.records[-2])
    assert '"failure": "RuntimeError"' in failed
    assert "broken_actions.py" in failed
    assert "secret" not in failed


def test_internal_error_after_something_may_have_been_sent_makes_no_platform_retry(
    broken: Service, line: Line
) -> None:
    first = broken.run("push", INPUT)
    again = broken.run("push", INPUT, Idempotency_Key=first.json()["retry_key"])

    assert [first.status_code, again.status_code] == [409, 504]
    assert len(line.received()) == 1


def test_internal_error_after_a_text_was_sent_doubles_nothing(broken: Service, line: Line) -> None:
    body = {"to": USER, "text": "Hi"}
    first = broken.ask("POST", "/v1/send", json=body)
    returned = {"Idempotency-Key": first.json()["retry_key"]}
    again = broken.ask("POST", "/v1/send", json=body, headers=returned)

    assert [first.status_code, again.status_code] == [409, 504]
    assert len(line.received()) == 1


def test_internal_error_after_an_alert_was_sent_doubles_nothing(
    broken: Service, line: Line
) -> None:
    body = {"alerts": [{"labels": {"alertname": "DiskFull"}}]}
    path = f"/v1/alerts/grafana?to={USER}"
    assert [broken.ask("POST", path, json=body).status_code for _ in range(2)] == [504, 504]
    assert len(line.received()) == 1


def test_outcomes_are_counted_by_client_and_action(keyed: StartWithKeys, line: Line) -> None:
    service = keyed(n8n=["*"])["n8n"]

    service.run("push_message", INPUT)
    service.run("push_message", {})
    line.fault("/v2/bot/message/quota", answer={"status": 404, "json": {}})
    service.run("get_message_quota")
    told = service.get("/metrics").text

    labels = 'action="push_message",client="n8n"'
    assert f'line_connector_actions_total{{{labels},outcome="done"}} 1.0' in told
    assert f'line_connector_actions_total{{{labels},outcome="InputError"}} 1.0' in told
    assert 'action="get_message_quota",client="n8n",outcome="NotFoundError"} 1.0' in told
    assert 'line_connector_responses_total{client="n8n",status="422"} 1.0' in told
    assert f"line_connector_action_seconds_count{{{labels}}} 1.0" in told
    assert f"line_connector_actions_in_progress{{{labels}}} 0.0" in told


def test_unknown_action_makes_no_new_count(service: Service) -> None:
    service.run("nothing_like_it")
    assert "nothing_like_it" not in service.get("/metrics").text


def test_request_in_progress_is_counted(service: Service, line: Line) -> None:
    line.fault(PUSH, delayBefore=2)
    sending = Thread(target=service.run, args=("push_message", INPUT))
    sending.start()
    labels = 'action="push_message",client="loopback"'
    while f"line_connector_actions_in_progress{{{labels}}} 1.0" not in service.get("/metrics").text:
        assert sending.is_alive()
    sending.join()


def test_what_the_provider_may_refuse_is_in_headers_and_log(
    keyed: StartWithKeys, log: pytest.LogCaptureFixture
) -> None:
    service = keyed(n8n=["*"])["n8n"]
    place = {"type": "location", "title": "a", "address": "a", "latitude": 91, "longitude": 181}
    warnings = [
        "messages[0].latitude: may be refused outside -90 to 90",
        "messages[0].longitude: may be refused outside -180 to 180",
    ]

    answer = service.run("push_message", {**INPUT, "messages": [place]})

    assert answer.status_code == 200
    assert answer.headers["X-Line-Connector-Warning"] == ", ".join(warnings)
    assert list(answer.json()) == ["status_code", "response_headers", "reason", "json_body"]
    assert last_line(log)["warnings"] == warnings
    assert "X-Line-Connector-Warning" not in service.run("push_message", INPUT).headers


def test_only_so_many_warnings_are_in_headers(
    keyed: StartWithKeys, log: pytest.LogCaptureFixture
) -> None:
    odd = {"type": "textV2", "text": "a", "substitution": {f"k{n}": EMOJI for n in range(20)}}

    answer = keyed(n8n=["*"])["n8n"].run("push_message", {**INPUT, "messages": [odd]})

    assert answer.headers["X-Line-Connector-Warning"].count("messages[0]") == 10
    assert len(last_line(log)["warnings"]) == 20
