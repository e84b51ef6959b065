"""The sandbox as a test sees it: what LINE was asked, and what people received."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import requests

from line_connector.http.retry import (
    Backoff,
    RetryConnectionFaults,
    RetryPolicy,
    RetryRateLimits,
    RetryServerErrors,
)
from line_connector.sandbox import Sandbox

USER = f"U{1:032x}"
PUSH = "/v2/bot/message/push"
KEY = "3f0e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e"

SOON = Backoff(tries=3, first=0.01)
SOON_RETRIES: tuple[RetryPolicy, ...] = (
    RetryConnectionFaults(SOON),
    RetryServerErrors(SOON),
    RetryRateLimits(SOON),
)


class Line:
    """A running sandbox, asked over its control API."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = sandbox.url
        self.env = sandbox.env

    def control(self, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = requests.post(f"{self.url}/_sandbox/{path}", json=body or {}, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def get(self, path: str, **query: str) -> Any:
        answer = requests.get(f"{self.url}/_sandbox/{path}", params=query, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def fault(self, path: str = PUSH, **fault: Any) -> None:
        self.control("faults", {"path": path, **fault})

    def received(self, to: str = USER) -> list[dict[str, Any]]:
        url = f"{self.url}/_sandbox/received"
        entries: list[dict[str, Any]] = requests.get(url, params={"to": to}, timeout=10).json()[
            "received"
        ]
        return entries

    def now(self) -> float:
        """The sandbox's time, which tests move."""
        answer = requests.get(f"{self.url}/_sandbox/clock", timeout=10).json()
        return datetime.fromisoformat(answer["now"].replace("Z", "+00:00")).timestamp()

    def requests(self, path: str | None = None) -> list[dict[str, Any]]:
        answer = requests.get(f"{self.url}/_sandbox/requests", timeout=10).json()
        seen: list[dict[str, Any]] = answer["requests"]
        return [entry for entry in seen if path is None or entry["path"] == path]


def text(words: str = "Hi") -> list[dict[str, Any]]:
    return [{"type": "text", "text": words}]
