"""A service of its own, built from `web` alone: what it gets without writing it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
import requests
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.errors import InputError
from line_connector.web.access_log import JsonLines
from line_connector.web.app import build_app
from line_connector.web.authentication import ApiKeyAuthenticator
from line_connector.web.identity import Client
from line_connector.web.metrics import Metrics
from line_connector.web.middleware import client_of, record_of
from line_connector.web.request_body import parse_object, read_body
from line_connector.web.responses import JsonResponse
from support.running_app import running

FORM = "application/x-www-form-urlencoded"
KEY = {"Authorization": "Bearer a-key"}


async def notify(request: Request) -> Response:
    body = await read_body(request, 1000, FORM)
    (message,) = parse_qs(body.decode())["message"]
    record_of(request).details["characters"] = len(message)
    return JsonResponse({"client": client_of(request).name, "message": message})


async def webhook(request: Request) -> Response:
    events = parse_object(await read_body(request, 1000))["events"]
    if not events:
        raise InputError("events: must not be empty")
    if events == ["stolen"]:
        raise HTTPException(401, "X-Line-Signature: is not the body's")
    raise ZeroDivisionError("a secret word")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    routes = [
        Route("/api/notify", notify, methods=["POST"]),
        Route("/webhook", webhook, methods=["POST"]),
    ]
    clients = {"a-key": Client("monitoring")}
    with running(build_app(routes, ApiKeyAuthenticator(clients.get), Metrics())) as url:
        yield url


def test_request_has_a_client_a_name_and_a_line_in_the_log(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="line_connector.web")

    answer = requests.post(
        f"{url}/api/notify",
        data={"message": "Disk full"},
        headers={**KEY, "X-Request-Id": "run-7"},
        timeout=10,
    )

    assert answer.json() == {"client": "monitoring", "message": "Disk full"}
    assert answer.headers["X-Request-Id"] == "run-7"
    assert answer.headers["Cache-Control"] == "no-store"
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert {name: line[name] for name in ("client", "method", "characters", "status")} == {
        "client": "monitoring",
        "method": "POST",
        "characters": 9,
        "status": 200,
    }
    assert "Disk" not in str(line)


@pytest.mark.parametrize(
    ("path", "body", "media_type", "key", "status", "detail"),
    [
        ("/api/notify", "message=Hi", FORM, {}, 401, "a valid API key is required"),
        ("/api/notify", "message=Hi", "text/plain", KEY, 415, f"Content-Type: must be {FORM}"),
        ("/api/notify", "m" * 1001, FORM, KEY, 413, "the body must be at most 1000 bytes"),
        ("/webhook", "{", "application/json", KEY, 400, "the body is not JSON in UTF-8"),
        ("/webhook", '{"events": []}', "application/json", KEY, 422, "events: must not be empty"),
        ("/webhook", '{"events": ["stolen"]}', "application/json", KEY, 401, "X-Line-Signature"),
        ("/webhook", '{"events": [1]}', "application/json", KEY, 500, "internal error"),
        ("/nothing", "", FORM, KEY, 404, "Unknown action or path"),
    ],
)
def test_whatever_fails_is_answered_as_a_problem(
    url: str,
    path: str,
    body: str,
    media_type: str,
    key: dict[str, str],
    status: int,
    detail: str,
) -> None:
    headers = {**key, "Content-Type": media_type}

    answer = requests.post(url + path, data=body, headers=headers, timeout=10)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert detail in problem["detail"]
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert "secret" not in answer.text


def test_responses_are_counted_and_health_needs_no_key(url: str) -> None:
    assert requests.get(f"{url}/health", timeout=10).json() == {"status": "ok"}
    assert requests.get(f"{url}/metrics", timeout=10).status_code == 401
    requests.post(f"{url}/api/notify", data={"message": "Hi"}, headers=KEY, timeout=10)

    counted = requests.get(f"{url}/metrics", headers=KEY, timeout=10).text

    assert 'line_connector_responses_total{client="monitoring",status="200"}' in counted
    assert 'line_connector_responses_total{client="",status="401"}' in counted
