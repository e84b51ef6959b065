"""Every action is there by its name, takes its input as the body and answers with its output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from line_connector import Connector, load_manifest
from line_connector.describe import describe_action, list_actions
from services.actions.conftest import LOOPBACK, Service, serving
from support.sandboxed import KEY, USER, Line, text

PUSH = {"to": USER, "messages": text("สวัสดี")}


def test_push_answers_with_its_output_and_the_retry_key_it_was_sent_with(
    service: Service, line: Line
) -> None:
    answer = service.run("push_message", PUSH)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert list(answer.json()) == ["status_code", "response_headers", "reason", "json_body"]
    assert line.received()[0]["messages"] == PUSH["messages"]
    sent = line.requests("/v2/bot/message/push")[0]
    assert answer.headers["X-Line-Retry-Key"] == sent["headers"]["x-line-retry-key"]


def test_answer_has_the_useful_headers_or_all(service: Service, line: Line) -> None:
    path = "/actions/push_message"
    useful = service.ask("POST", path, json=PUSH).json()["response_headers"]
    everything = service.ask("POST", f"{path}?headers=all", json=PUSH).json()["response_headers"]
    wrong = service.ask("POST", f"{path}?headers=some", json=PUSH)

    assert set(useful) == {"content-type", "x-line-request-id"}
    assert everything.keys() > {"server", "date", "cache-control", "x-line-request-id"}
    assert (wrong.status_code, wrong.json()["detail"]) == (422, "headers: must be all")
    assert len(line.received()) == 2


def test_refusal_has_the_useful_headers_or_all(service: Service, line: Line) -> None:
    def refused(path: str) -> set[str]:
        line.fault(answer={"status": 429, "headers": {"Retry-After": "60", "Server": "gateway"}})
        answer = service.ask("POST", path, json=PUSH).json()
        return set(answer["output"]["response_headers"])

    assert "retry-after" in refused("/actions/push_message")
    assert "server" not in refused("/actions/push_message")
    assert "server" in refused("/actions/push_message?headers=all")


def test_retry_key_in_the_input_is_the_one(service: Service, line: Line) -> None:
    answer = service.run("push_message", {**PUSH, "retryKey": KEY})
    assert answer.headers["X-Line-Retry-Key"] == KEY


def test_action_without_a_retry_key_answers_without_one(service: Service) -> None:
    assert "X-Line-Retry-Key" not in service.run("get_message_quota").headers


def test_action_without_input_needs_no_body(service: Service) -> None:
    answer = service.ask("POST", "/actions/get_message_quota")
    assert answer.json()["json_body"] == {"type": "limited", "value": 30000}


def test_everything_is_listed_and_described(service: Service) -> None:
    manifest = load_manifest()

    listed = service.get("/actions").json()["actions"]
    described = service.get("/actions/narrowcast").json()

    assert listed == list_actions(manifest)
    assert described == json.loads(json.dumps(describe_action(manifest.action("narrowcast"))))


def test_action_of_another_manifest_is_there_without_another_line(
    line: Line, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "name: own\ntitle: Own\nversion: '1'\nactions:\n  greet:\n    connection: line\n"
        "    class_: line_actions.message.push_message:PushMessage\n    title: Greet\n"
    )
    with (
        Connector.from_env(line.env, load_manifest(own)) as connector,
        serving(connector, LOOPBACK) as url,
    ):
        service = Service(url)

        assert service.run("greet", PUSH).status_code == 200
        assert "/actions/greet" in service.get("/openapi.json").json()["paths"]
    assert len(line.received()) == 1


def test_one_token_serves_all_requests(service: Service, line: Line) -> None:
    for _ in range(3):
        service.run("push_message", PUSH)
    assert len(line.requests("/oauth2/v3/token")) == 1


@pytest.mark.parametrize("path", ["/health", "/actions", "/metrics", "/openapi.json"])
def test_answer_is_not_to_be_kept_and_names_the_request(service: Service, path: str) -> None:
    answer = service.get(path, X_Request_Id="step-7")

    assert answer.status_code == 200
    assert answer.headers["X-Request-Id"] == "step-7"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers
