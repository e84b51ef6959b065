"""Webhooks come twice, in another order, forged, or again: `listen` handles each event once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from line_connector.sandbox import Sandbox
from support.listening import Listening, Posted, Recorder, recording, until
from support.sandboxed import USER, Line

REDELIVERY = {"webhookRedelivery": True, "webhookRedeliveryInterval": 60}
LOST = ("error", "late")
"""What may become of an answer on its way back: another status, or none in time."""


class Way:
    """The sandbox, `listen`, and what lies between them, where answers get lost.

    Attributes:
        lost: what becomes of the next answers.
        statuses: what `listen` answered.
    """

    def __init__(self, line: Line, listening: Listening, handled: Recorder) -> None:
        self.line, self._listening, self._handled = line, listening, handled
        self.lost: list[str] = []
        self.statuses: list[int] = []
        self.events: list[dict[str, Any]] = []

    def passed_on(self, posted: Posted) -> int:
        """Pass a webhook on to `listen`; return the status that the sandbox gets to see."""
        headers = {name: posted.headers[name] for name in ("content-type", "x-line-signature")}
        url = f"{self._listening.url}/webhook/line"
        answer = requests.post(url, posted.body, headers=headers, timeout=30)
        self.statuses.append(answer.status_code)
        how = self.lost.pop(0) if self.lost else ""
        if how == "late":
            time.sleep(2.5)  # the sandbox waits for two seconds, as LINE does
        return 500 if how else answer.status_code

    def write(self, text: str) -> None:
        """Let a user write something; return when its webhook was sent."""
        told = self.line.control("act", {"type": "text", "userId": USER, "text": text})
        self.events += [each["event"] for each in told["events"]]

    def fault(self, kind: str, **more: Any) -> None:
        self.line.control("webhook-faults", {"fault": kind, **more})

    def let_a_minute_pass(self) -> None:
        """Let a minute of the sandbox's pass, and all that is due then be sent."""
        self.line.control("clock", {"advance": 60})
        until(lambda: not self._states() & {"waiting"})

    def handled(self) -> list[str]:
        """Return the texts of what was handled until `listen` had stopped."""
        until(lambda: len(self._handled.posted) >= len(self.events))
        assert self._listening.stop() == 0
        known = {each["webhookEventId"]: each["message"]["text"] for each in self.events}
        return [known.get(event_id, "(unknown)") for event_id in self._handled.ids()]

    def _states(self) -> set[str]:
        entries = self.line.get("events")["events"]
        return {each["state"] for entry in entries for each in entry["deliveries"]}


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    with Sandbox() as sandbox, recording() as handler:
        line = Line(sandbox)
        secret = {"LINE_CHANNEL_SECRET": "sandbox-secret"}
        listening = Listening(tmp_path, "--forward", handler.url, env=secret)
        found = Way(line, listening, handler)
        try:
            with recording(found.passed_on) as between:
                line.control("settings", REDELIVERY)
                line.control("webhook", {"endpoint": between.url})
                yield found
        finally:
            listening.kill()


def test_each_event_is_handled_once_whatever_happens_to_its_webhook(way: Way) -> None:
    for kind in ("duplicate", "redelivery", "oldSecret", "invalidSignature"):
        way.fault(kind)
        way.write(kind)
    assert way.statuses == [200, 200, 200, 200, 401, 401]
    way.let_a_minute_pass()
    way.lost = [*LOST]
    for how in LOST:
        way.write(how)
    way.let_a_minute_pass()
    way.write("last")
    assert sorted(way.handled()) == sorted(
        ["duplicate", "redelivery", "oldSecret", "invalidSignature", *LOST, "last"]
    )


def test_events_in_another_order_and_unknown_ones_are_handled(way: Way) -> None:
    way.fault("swap")
    way.write("first")
    way.write("second")
    way.fault("unknownEvent")
    way.write("third")
    way.fault("delay", seconds=60)
    way.write("fourth")
    way.let_a_minute_pass()
    until(lambda: len(way.statuses) == 4)
    assert sorted(way.handled()) == ["(unknown)", "first", "fourth", "second", "third"]
