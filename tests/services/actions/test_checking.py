"""An input is checked once per request, while other requests are served."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector, load_manifest
from services.actions.conftest import LOOPBACK, Service, serving
from support import checked_actions
from support.own_manifest import own_manifest
from support.sandboxed import KEY, PUSH, USER, Line, text

INPUT: dict[str, Any] = {"to": USER, "messages": text()}


@pytest.fixture
def own(line: Line, tmp_path: Path) -> Iterator[Service]:
    manifest = own_manifest(
        tmp_path,
        push="support.checked_actions:CountedPush",
        slow="support.checked_actions:SlowlyCheckedPush",
    )
    with (
        Connector.from_env(line.env, load_manifest(manifest)) as connector,
        serving(connector, LOOPBACK) as url,
    ):
        yield Service(url)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (INPUT, {}),
        (INPUT, {"Idempotency-Key": "order 7"}),
        ({**INPUT, "retryKey": KEY}, {}),
        ({**INPUT, "retry_key": KEY}, {}),
    ],
)
def test_input_is_checked_once(
    own: Service,
    line: Line,
    body: dict[str, Any],
    headers: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checks: list[str] = []
    monkeypatch.setattr(checked_actions, "CHECKS", checks)

    answer = own.run("push", body, **headers)

    assert answer.status_code == 200
    assert checks == [USER]
    (request,) = line.requests(PUSH)
    assert request["headers"]["x-line-retry-key"] == answer.headers["X-Line-Retry-Key"]


def test_other_requests_are_served_while_an_input_is_checked(own: Service) -> None:
    with ThreadPoolExecutor(1) as pool:
        checked = pool.submit(own.run, "slow", INPUT)
        try:
            assert checked_actions.CHECKING.wait(10)
            assert own.get("/health").ok
            assert own.run("push", INPUT).status_code == 200
            assert not checked.done()
        finally:
            checked_actions.RELEASE.set()

    assert checked.result().status_code == 200


def test_invalid_input_takes_no_slot_and_no_key(own: Service, line: Line) -> None:
    wrong = own.run("push", {"to": USER, "messages": text("")}, Idempotency_Key="order 7")
    right = own.run("push", INPUT, Idempotency_Key="order 7")

    assert (wrong.status_code, right.status_code) == (422, 200)
    assert wrong.json()["errors"][0]["pointer"] == "/messages/0/text"
    assert "X-Line-Retry-Key" not in wrong.headers
    assert len(line.received()) == 1
