"""A sandbox for each module, emptied before each test, and a client without any cleverness."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from line_connector.sandbox import Sandbox

TIMEOUT = 60
"""Seconds; a file of 50 MB takes some of them on a busy machine."""


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The details of a refusal: where, and what."""
        return [(each.get("property", ""), each["message"]) for each in self.json["details"]]


class Client:
    """Asks the sandbox what LINE and the control API would be asked."""

    def __init__(self, url: str, session: requests.Session) -> None:
        self.url = url
        self.session = session

    def send(
        self, method: str, path: str, data: bytes | str | None = None, **headers: str
    ) -> Reply:
        """Send a request as it is; the names of headers have underscores here."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.session.request(
            method, self.url + path, data=data, headers=named, timeout=TIMEOUT
        )
        headers_back = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(answer.status_code, headers_back, answer.text)

    def post(self, path: str, body: Any, token: str = "sandbox-token", **headers: str) -> Reply:
        return self.send(
            "POST",
            path,
            json.dumps(body).encode(),
            authorization=f"Bearer {token}",
            content_type="application/json",
            **headers,
        )

    def get(self, path: str, token: str = "sandbox-token") -> Reply:
        return self.send("GET", path, authorization=f"Bearer {token}")

    def push(self, to: str, *texts: str, **headers: str) -> Reply:
        messages = [{"type": "text", "text": text} for text in texts or ("Hi",)]
        return self.post("/v2/bot/message/push", {"to": to, "messages": messages}, **headers)

    def validate(self, *messages: Any) -> Reply:
        return self.post("/v2/bot/message/validate/push", {"messages": messages})

    def control(self, name: str, **given: Any) -> Any:
        """Tell the control API something, or ask it if there is nothing to tell."""
        reply = self.send("POST", f"/_sandbox/{name}", json.dumps(given).encode())
        assert reply.status == 200, reply.text
        return reply.json

    def seen(self, name: str) -> Any:
        """Ask the control API for a list or a state."""
        reply = self.send("GET", f"/_sandbox/{name}")
        assert reply.status == 200, reply.text
        return reply.json


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    running.reset()
    return running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    with requests.Session() as session:
        session.trust_env = False
        yield Client(sandbox.url, session)


@pytest.fixture
def friends() -> list[str]:
    return [f"U{number:032x}" for number in range(1, 6)]


@pytest.fixture
def friend(friends: list[str]) -> str:
    return friends[0]


@pytest.fixture
def group() -> str:
    return f"C{1:032x}"
