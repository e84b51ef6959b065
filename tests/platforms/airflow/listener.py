"""What `line-connector listen` does, in this process and without a web framework."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from line_connector import Connector
from line_connector.configuration import Configuration
from line_connector.events import Dispatcher, EventStore
from line_connector.questions import Attendant
from line_connector.services.webhooks.channels import ChannelSource, read_channels
from line_connector.services.webhooks.receiver import Receiver
from line_connector.services.webhooks.wsgi import wsgi_app
from support.sandboxed import Line


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def listening(line: Line, connector: Connector, url: str) -> Iterator[EventStore]:
    """Take the sandbox's webhooks, and the answers in them, until the block ends."""
    channels = ChannelSource(
        lambda: read_channels(
            Configuration(Path("none")), environ={"LINE_CHANNEL_SECRET": "sandbox-secret"}
        )
    )
    with EventStore(url) as store:
        attendant = Attendant(store.engine, lambda: connector, channels.current_secret)
        receiver = Receiver(channels, store, [attendant.subscription])
        with (
            attendant,
            Dispatcher(store, [attendant.subscription]),
            make_server("127.0.0.1", 0, wsgi_app(receiver), handler_class=Quiet) as server,
        ):
            thread = threading.Thread(target=server.serve_forever, args=(0.05,))
            thread.start()
            endpoint = f"http://127.0.0.1:{server.server_port}/webhook/line"
            line.control("webhook", {"endpoint": endpoint})
            try:
                yield store
            finally:
                server.shutdown()
                thread.join()


@contextmanager
def acting(line: Line, user: str, seen: str, **deed: str) -> Iterator[None]:
    """Have a user do something as soon as a message with a text arrives."""
    over = threading.Event()

    def act() -> None:
        while not over.wait(0.1):
            if seen in json.dumps(line.received(user)):
                line.control("act", {"userId": user, **deed})
                return

    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def tapping(line: Line, label: str, user: str) -> AbstractContextManager[None]:
    """Have a user tap a button as soon as its card arrives."""
    return acting(line, user, f'"{label}"', type="tap", label=label)
