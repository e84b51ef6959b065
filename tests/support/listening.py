"""Webhooks as LINE sends them, a process that listens, and a server that takes what it forwards."""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import requests

SECRET = "0123456789abcdef0123456789abcdef"
BOT = f"U{99:032x}"
USER = f"U{1:032x}"
GROUP = f"C{1:032x}"


def event(event_id: str = "01HTEST", text: str = "Hi", **more: Any) -> dict[str, Any]:
    """A text message, as LINE reports it."""
    return {
        "type": "message",
        "webhookEventId": event_id,
        "timestamp": 1_692_251_666_727,
        "mode": "active",
        "source": {"type": "user", "userId": USER},
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token-{event_id}",
        "message": {"type": "text", "id": "468789577898262530", "text": text},
        **more,
    }


def body_of(*events: Any, destination: str = BOT) -> bytes:
    return json.dumps({"destination": destination, "events": events}).encode()


def signature(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def post(url: str, body: bytes, secret: str = SECRET, path: str = "/webhook/line") -> int:
    """Send a webhook; return the status of the answer."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Line-Signature": signature(body, secret),
    }
    return requests.post(url + path, body, headers=headers, timeout=30).status_code


class Posted(NamedTuple):
    """What a server was sent."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def event_id(self) -> str:
        return self.headers["X-Line-Connector-Event-Id"]


class Recorder(NamedTuple):
    """A server on loopback, and what it was sent so far."""

    url: str
    posted: list[Posted]

    def ids(self) -> list[str]:
        return [each.event_id for each in self.posted]


@contextmanager
def recording(
    answer: Callable[[Posted], int] = lambda _: 200, text: str = ""
) -> Iterator[Recorder]:
    """Serve on loopback, recording each POST and answering it with a status and a text."""
    posted: list[Posted] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found = Posted(self.path, dict(self.headers), body)
            posted.append(found)
            self.send_response(answer(found))
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass  # whoever is killed leaves connections behind

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Recorder(f"http://127.0.0.1:{server.server_port}", posted)
        finally:
            server.shutdown()
            thread.join()


def until(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


class Listening:
    """`line-connector listen` in a process, which can be killed and started at the same address."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        output: int | None = None,
    ) -> None:
        self._arguments = arguments
        self._stdout = output
        self._env = {
            **os.environ,
            "LINE_CONNECTOR_CONFIG": str(folder / "config.yaml"),
            "LINE_CONNECTOR_STORE": f"sqlite:///{folder}/events.sqlite",
            "LINE_CONNECTOR_DATABASE": f"sqlite:///{folder}/book.sqlite",
            "LINE_CHANNEL_SECRET": SECRET,
            **(env or {}),
        }
        self._log = folder / "listen.log"
        self.output = folder / "listen.out"
        self._process = self._start("0")
        self.url = self._ready_at()

    def _start(self, port: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "line_connector", "listen", "--port", port]
        with self._log.open("wb") as log, self.output.open("ab") as output:
            return subprocess.Popen(
                [*command, *self._arguments],
                stdout=output if self._stdout is None else self._stdout,
                stderr=log,
                env=self._env,
            )

    def _ready_at(self) -> str:
        end = time.monotonic() + 60
        while not (found := re.search(r"(http://\S+)/webhook/line - stop", self.log())):
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < end
            time.sleep(0.02)
        return found[1]

    def log(self) -> str:
        return self._log.read_text()

    def start_again(self) -> None:
        self._process = self._start(self.url.rpartition(":")[2])
        self._ready_at()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        self._process.terminate()
        return self.wait()

    def wait(self) -> int:
        """Wait until it has ended; return its exit status."""
        return self._process.wait(30)
