"""A provider that takes requests and never answers holds its own calls, and nothing else."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from line_connector import Connector
from line_connector.services.actions.endpoints import Limits
from services.actions.conftest import LOOPBACK, Service, serving
from support.hanging import Hanging, hanging_provider, wait_until
from support.sandboxed import USER, text

INPUT: dict[str, Any] = {"to": USER, "messages": text()}
PAGES = ("/health", "/metrics", "/actions", "/actions/push_message", "/openapi.json")
PUSHING: dict[str, dict[str, Any]] = {
    "/v1/send": {"to": USER, "text": "Hi"},
    f"/v1/alerts/grafana?to={USER}": {"alerts": [{"labels": {"alertname": "DiskFull"}}]},
    "/v1/questions": {"text": "Deploy?", "to": USER},
}
"""What takes its turn among the calls of `push_message`."""

CALLS = 60


@pytest.fixture(autouse=True)
def _budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider is asked what is left of it before anything is sent."""
    file = tmp_path / "config.yaml"
    file.write_text("budget: {month: 1}\n", encoding="utf-8")
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    monkeypatch.setenv("LINE_CONNECTOR_STORE", f"sqlite:///{tmp_path}/events.sqlite")


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    with hanging_provider() as provider:
        yield provider


StartService = Callable[[Limits], Service]


@pytest.fixture
def start(hanging: Hanging) -> Iterator[StartService]:
    values = {"line": {"url": hanging.url, "token": "t", "read_timeout": 60}}
    with ExitStack() as stack:
        connector = stack.enter_context(Connector(values, retries=()))

        def start(limits: Limits) -> Service:
            return Service(stack.enter_context(serving(connector, LOOPBACK, limits)))

        yield start
        # The service waits for its calls, which end only so.
        hanging.hang_up()


def another(body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the body with another alert: the same one waits until the first has been sent."""
    changed: dict[str, Any] = json.loads(json.dumps(body).replace("DiskFull", f"Disk {number}"))
    return changed


@pytest.mark.parametrize("path", ["/actions/push_message", *PUSHING])
def test_everything_else_answers_while_every_call_hangs(
    start: StartService, hanging: Hanging, path: str
) -> None:
    service, body = start(Limits(calls=CALLS)), PUSHING.get(path, INPUT)
    with ThreadPoolExecutor(CALLS) as pool:
        calls = [
            pool.submit(service.ask, "POST", path, json=another(body, number))
            for number in range(CALLS)
        ]
        try:
            wait_until(lambda: hanging.holds == CALLS)
            for each in PAGES:
                assert requests.get(service.url + each, timeout=10).status_code == 200
            wrong = requests.post(f"{service.url}/actions/multicast", json={"to": 1}, timeout=10)
            assert wrong.status_code == 422
            assert not any(call.done() for call in calls)
        finally:
            hanging.hang_up()
        statuses = {call.result().status_code for call in calls}
    assert statuses == ({409} if body is INPUT else {503})


def test_more_calls_than_may_be_in_flight_are_put_off(
    start: StartService, hanging: Hanging
) -> None:
    service = start(Limits(calls=2, wait_seconds=0.3))
    with ThreadPoolExecutor(3) as pool:
        calls = [pool.submit(service.run, "push_message", INPUT) for _ in range(2)]
        wait_until(lambda: hanging.holds == 2)

        refused = service.run("push_message", INPUT, Idempotency_Key="order 7")
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) >= 1
        assert "nothing was sent" in refused.json()["detail"]
        for path, body in PUSHING.items():
            assert service.ask("POST", path, json=body).status_code == 503
        assert hanging.holds == 2
        to_several = {"to": [USER], "messages": text()}
        calls.append(pool.submit(service.run, "multicast", to_several))
        wait_until(lambda: hanging.holds == 3)
        hanging.hang_up()
        assert {call.result().status_code for call in calls} == {409}


def test_request_waits_for_its_turn(start: StartService, hanging: Hanging) -> None:
    service = start(Limits(calls=1, wait_seconds=30))
    with ThreadPoolExecutor(3) as pool:
        calls = [pool.submit(service.run, "push_message", INPUT) for _ in range(3)]
        wait_until(lambda: hanging.holds == 1)
        hanging.drop(0)
        wait_until(lambda: hanging.holds == 2)
        hanging.drop(1)
        wait_until(lambda: hanging.holds == 3)
        hanging.drop(2)

        assert {call.result().status_code for call in calls} == {409}


def address_of(service: Service) -> tuple[str, int]:
    parts = urlsplit(service.url)
    return str(parts.hostname), int(parts.port or 0)


def request(path: str, body: dict[str, Any]) -> bytes:
    content = json.dumps(body)
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
    )
    return "\r\n".join([*lines, "", content]).encode()


def let_it_read(service: Service) -> None:
    """Let the service read what was sent to it: what comes later is answered later."""
    for _ in range(3):
        assert requests.get(f"{service.url}/health", timeout=10).ok


def test_client_that_hung_up_before_its_turn_sends_nothing(
    start: StartService, hanging: Hanging
) -> None:
    service = start(Limits(calls=1, wait_seconds=30))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(service.run, "push_message", INPUT)
        wait_until(lambda: hanging.holds == 1)
        with socket.create_connection(address_of(service)) as client:
            client.sendall(request("/actions/push_message", INPUT))
            let_it_read(service)
        let_it_read(service)
        hanging.drop(0)
        assert first.result().status_code == 409

        last = pool.submit(service.run, "push_message", INPUT)
        wait_until(lambda: hanging.holds == 2)
        hanging.drop(1)
        assert last.result().status_code == 409
    assert hanging.holds == 2
