"""`serve` killed at any moment under load: each message arrives, and none arrives twice.

Clients do what a platform does: they send a request with its own Idempotency-Key, and send it
again as it is until an answer says how it ended. Meanwhile the service is killed and started, and
the provider fails, hangs up and is slow. SOAK_ROUNDS sets how often it is killed.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests

from support.sandboxed import PUSH, Line, text

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "3"))
USERS = [f"U{number:032x}" for number in range(1, 6)]
MULTICAST = "/v2/bot/message/multicast"
CLIENTS = 6
AGAIN = {408, 429, 502, 503, 504}
"""Statuses that ask for the same request again."""

FAULTS: tuple[dict[str, Any], ...] = (
    {"drop": "before"},
    {"drop": "after"},
    {"answer": {"status": 500, "json": {"message": "Internal error"}}},
    {"answer": {"status": 503, "text": "<h1>Busy</h1>"}},
    {"answer": {"status": 429, "json": {"message": "Slow down"}, "headers": {"Retry-After": "0"}}},
    {"delayBefore": 0.2},
    {"delayAfter": 0.2},
)


class Killed:
    """A service that is killed and started again, each time at another address."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self._env = {**os.environ, **env, "LINE_CONNECTOR_STATE": str(folder)}
        self._log = folder / "serve.log"
        self.start_again()

    def start_again(self) -> None:
        command = [sys.executable, "-m", "line_connector", "serve", "--no-auth", "--port", "0"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stderr=log, env=self._env)
        self.url = self._ready_at()

    def _ready_at(self) -> str:
        until = time.monotonic() + 60
        while not (found := re.search(r"(http://\S+)/actions/NAME", self._log.read_text())):
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < until
            time.sleep(0.02)
        return found[1]

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def service(line: Line, tmp_path: Path) -> Iterator[Killed]:
    killed = Killed(line.env, tmp_path)
    try:
        yield killed
    finally:
        killed.kill()


class Sent(NamedTuple):
    key: str
    action: str
    body: dict[str, Any]
    requests: int

    @property
    def users(self) -> list[str]:
        to = self.body["to"]
        return [to] if isinstance(to, str) else to


def post(service: Killed, key: str, action: str, body: dict[str, Any]) -> requests.Response:
    url = f"{service.url}/actions/{action}"
    return requests.post(url, json=body, headers={"Idempotency-Key": key}, timeout=30)


def send_until_answered(service: Killed, key: str, action: str, body: dict[str, Any]) -> int:
    """Send a request again as it is until its outcome is known; return how often it was sent."""
    for tries in range(1, 1000):
        with suppress(requests.RequestException):
            answer = post(service, key, action, body)
            if answer.status_code == 200:
                return tries
            assert answer.status_code in AGAIN, answer.text
        time.sleep(0.05)
    raise AssertionError("no answer")


def be_a_client(service: Killed, number: int, stop: threading.Event) -> list[Sent]:
    """Send one message after the other until told to stop; return what was sent."""
    chance = random.Random()
    sent: list[Sent] = []
    while not stop.is_set():
        key = f"{number}/{len(sent)}"
        action = chance.choice(["push_message", "multicast"])
        to = chance.choice(USERS) if action == "push_message" else chance.sample(USERS, 2)
        body = {"to": to, "messages": text(key)}
        requests_sent = send_until_answered(service, key, action, body)
        sent.append(Sent(key, action, body, requests_sent))
    return sent


def test_each_message_arrives_once_whenever_the_service_is_killed(
    service: Killed, line: Line
) -> None:
    line.control("settings", {"quota": None})
    chance = random.Random()
    stop = threading.Event()
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(be_a_client, service, number, stop) for number in range(CLIENTS)]
        try:
            for _ in range(ROUNDS):
                for _ in range(chance.randrange(6)):
                    path = chance.choice([PUSH, MULTICAST])
                    line.fault(path, times=chance.randint(1, 4), **chance.choice(FAULTS))
                time.sleep(chance.uniform(0, 0.8))
                service.kill()
                service.start_again()
        finally:
            stop.set()
        sent = [each for client in clients for each in client.result()]

    again = sum(each.requests - 1 for each in sent)
    print(f"{ROUNDS} kills, {len(sent)} messages, {again} sent again")  # noqa: T201
    arrived = Counter(
        (user, each["text"])
        for user in USERS
        for entry in line.received(user)
        for each in entry["messages"]
    )
    assert arrived == Counter((user, each.key) for each in sent for user in each.users)
    for each in sent:
        other = {**each.body, "messages": text("Another message")}
        assert post(service, each.key, each.action, other).status_code == 422
