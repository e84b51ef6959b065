"""A bot on loopback: takes webhooks, and answers them as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import Any, NamedTuple

from support.loopback import Quiet


class Webhook(NamedTuple):
    """A webhook as it came."""

    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def events(self) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = json.loads(self.body)["events"]
        return events

    @property
    def signature(self) -> str:
        return self.headers["x-line-signature"]


@dataclass
class Bot:
    """What it got, and how it answers."""

    url: str = ""
    status: int = 200
    answer: str = "Okay"
    """Body of its answer."""
    seconds: float = 0
    """How long it takes to answer."""
    heard: Callable[[dict[str, Any]], object] | None = None
    """Is called with each event before it is answered."""
    webhooks: list[Webhook] = field(default_factory=list[Webhook])

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for webhook in self.webhooks for event in webhook.events]

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.events]


@contextmanager
def running_bot() -> Generator[Bot]:
    bot = Bot()

    class Handler(Quiet):
        def do_POST(self) -> None:  # noqa: N802 - http.server's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): text for name, text in self.headers.items()}
            bot.webhooks.append(Webhook(headers, body))
            for event in bot.webhooks[-1].events:
                if bot.heard is not None:
                    bot.heard(event)
            time.sleep(bot.seconds)
            with suppress(OSError):  # the sandbox waits for two seconds only
                self.send_response(bot.status)
                self.send_header("Content-Length", "4")
                self.end_headers()
                self.wfile.write(b"Okay")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    bot.url = f"http://127.0.0.1:{server.server_port}/line"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield bot
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
