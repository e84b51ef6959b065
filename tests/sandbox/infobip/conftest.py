"""A client of Infobip's, and somebody who takes reports that are pushed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sandbox.conftest import Client, Reply

API_KEY = "App sandbox-key"
PHONE = "66900000001"
PHONE_WITHOUT_LINE = "66900000009"


class Infobip:
    """Asks the sandbox what Infobip would be asked."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(
        self, method: str, path: str, body: Any = None, auth: str = API_KEY, **headers: str
    ) -> Reply:
        data = None if body is None else json.dumps(body).encode()
        headers = {"content_type": "application/json", **headers}
        if auth:
            headers["authorization"] = auth
        return self.client.send(method, path, data, **headers)

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Reply:
        return self.send("POST", path, body, **headers)

    def notify(self, *messages: dict[str, Any], **schedule: Any) -> Reply:
        options = {"options": {"schedule": schedule}} if schedule else {}
        return self.post("/line/1/messages", {"messages": messages, **options})

    def omni(self, *phones: str, **more: Any) -> Reply:
        body = {"destinations": [{"to": {"phoneNumber": phone}} for phone in phones or (PHONE,)]}
        content = {} if {"line", "sms"} & more.keys() else {"line": LINE, "sms": SMS}
        return self.post("/omni/1/advanced", {**body, **content, **more})

    def scenario(self, *channels: str, **more: Any) -> str:
        """Make a scenario, and return its key."""
        flow = [{"channel": channel, "from": f"From{channel}"} for channel in channels]
        key: str = self.post("/omni/1/scenarios", {"flow": flow, **more}).json["key"]
        return key

    def line_reports(self, query: str = "") -> list[dict[str, Any]]:
        return self._results(f"/line/1/reports?{query}")

    def omni_reports(self, query: str = "") -> list[dict[str, Any]]:
        return self._results(f"/omni/1/reports?{query}")

    def logs(self, query: str = "") -> list[dict[str, Any]]:
        return self._results(f"/omni/1/logs?{query}")

    def received(self, to: str = PHONE) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.client.seen(f"received?to={to}")["received"]
        return entries

    def channels(self, to: str = PHONE) -> list[str]:
        """On which channels a phone got something, oldest first."""
        return [entry["via"] for entry in self.received(to)]

    def wait(self, seconds: float) -> None:
        self.client.control("clock", advance=seconds)

    def behave(self, channel: str, behaviour: str, after: float = 0, phone: str = PHONE) -> None:
        self.client.control(
            "phones", phone=phone, channel=channel, behaviour=behaviour, after=after
        )

    def _results(self, path: str) -> list[dict[str, Any]]:
        reply = self.get(path)
        assert reply.status == 200, reply.text
        results: list[dict[str, Any]] = reply.json["results"]
        return results


LINE = {"type": "TEXT", "text": "By LINE"}
SMS = {"text": "By SMS"}


def notification(*phones: str, **more: Any) -> dict[str, Any]:
    """A message of `/line/1/messages`, to one phone if not told otherwise."""
    text = {"type": "TEXT", "text": "Shipped"}
    body = {"type": "BOX", "layout": "VERTICAL", "contents": [text]}
    return {
        "sender": "ACME",
        "destinations": [{"to": phone} for phone in phones or (PHONE,)],
        "content": {
            "type": "LINE_NOTIFICATION",
            "altText": "Order 17 shipped",
            "contents": {"type": "BUBBLE", "body": body},
        },
        **more,
    }


@dataclass
class Receiver:
    """A server of a user's that takes reports."""

    url: str = ""
    status: int = 200
    reports: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Content type and body, as they came."""

    @property
    def statuses(self) -> list[str]:
        """What each report said became of its message."""
        return [json.loads(body)["results"][0]["status"]["name"] for _, body in self.reports]


@pytest.fixture
def infobip(client: Client) -> Infobip:
    return Infobip(client)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            receiver.reports.append((self.headers["content-type"], body))
            self.send_response(receiver.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}/reports"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()
