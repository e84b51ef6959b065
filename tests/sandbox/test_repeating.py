"""With a random seed and a clock that stands, the same requests get the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from line_connector.sandbox import Sandbox

FRIEND = f"U{1:032x}"
TIME = "2026-04-01T09:00:00Z"


def conversation(sandbox: Sandbox) -> list[Any]:
    """Return all that some requests are answered with."""
    said: list[Any] = []
    with requests.Session() as session:
        session.trust_env = False

        def ask(method: str, path: str, **given: Any) -> Any:
            headers = {"authorization": "Bearer sandbox-token"} if "data" not in given else {}
            answer = session.request(
                method, sandbox.url + path, headers=headers, timeout=10, **given
            )
            said.append((answer.status_code, answer.text, answer.headers.get("x-line-request-id")))
            return answer

        form = {
            "grant_type": "client_credentials",
            "client_id": "1000000001",
            "client_secret": "sandbox-secret",
        }
        push = {"to": FRIEND, "messages": [{"type": "text", "text": "Hi"}]}
        ask("POST", "/oauth2/v3/token", data=form)
        ask("POST", "/v2/oauth/accessToken", data=form)
        ask("POST", "/v2/bot/message/push", json=push)
        sandbox.received()  # looking changes nothing
        ask("POST", "/v2/bot/message/push", json=push)
        ask("POST", "/_sandbox/users", json={"displayName": "Nina"})
        ask("POST", "/_sandbox/reply-tokens", json={"userId": FRIEND})
        ask("POST", f"/v2/bot/user/{FRIEND}/linkToken")
        ask("GET", "/_sandbox/received")
        ask("GET", "/_sandbox/clock")
    return said


def test_the_same_requests_get_the_same_answers() -> None:
    with Sandbox(random_seed=7, clock=TIME) as sandbox:
        first = conversation(sandbox)
        sandbox.reset()
        after_reset = conversation(sandbox)
    with Sandbox(random_seed=7, clock=TIME) as sandbox:
        second = conversation(sandbox)
    with Sandbox(random_seed=8, clock=TIME) as sandbox:
        other = conversation(sandbox)
    assert first == second == after_reset
    assert first[0] != other[0]


def test_a_later_start_with_the_same_file_has_other_ids(tmp_path: Path) -> None:
    def start() -> Sandbox:
        return Sandbox(database=str(tmp_path / "kept.db"), random_seed=7, clock=TIME)

    with start() as sandbox:
        first = conversation(sandbox)
    with start() as sandbox:
        conversation(sandbox)
    with start() as sandbox:
        third = conversation(sandbox)
        ids = [entry["requestId"] for entry in sandbox.received()]
        sandbox.reset()
        after_reset = conversation(sandbox)
    assert {status for status, *_ in third} == {200}
    assert len(set(ids)) == len(ids) == 6
    assert after_reset == first


def test_without_a_seed_nothing_repeats() -> None:
    with Sandbox(clock=TIME) as sandbox:
        first = conversation(sandbox)
        sandbox.reset()
        assert conversation(sandbox)[0] != first[0]


def test_a_clock_that_stands_moves_when_it_is_advanced() -> None:
    with Sandbox(clock=TIME) as sandbox:
        assert sandbox.control.get("clock")["now"] == "2026-04-01T09:00:00.000Z"
        sandbox.control.post("clock", advance=90)
        assert sandbox.control.get("clock")["now"] == "2026-04-01T09:01:30.000Z"
        sandbox.control.post("clock", at="2027-01-01T00:00:00+09:00")
        assert sandbox.control.get("clock")["now"] == "2026-12-31T15:00:00.000Z"
        assert sandbox.control.post("clock", running=True)["running"]


@pytest.mark.parametrize(
    "time",
    ["yesterday", "2026-04-01T09:00:00", "", "0001-01-01T00:00:00+23:00", "9999-01-01T00:00:00Z"],
)
def test_what_is_no_time_is_refused(time: str) -> None:
    with pytest.raises(ValueError, match=r"must be a time|offset from UTC|1970 to 8999"):
        Sandbox(clock=time).start()


def test_chance_repeats_too() -> None:
    def outcomes() -> list[int]:
        with Sandbox(random_seed=3) as sandbox:
            sandbox.control.post("faults", kind="server-error", probability=0.5)
            return [
                requests.get(sandbox.url + "/v2/bot/info", timeout=10).status_code
                for _ in range(20)
            ]

    assert outcomes() == outcomes()
    assert set(outcomes()) == {401, 500}
