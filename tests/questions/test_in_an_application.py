"""Answers that arrive in somebody else's application: ASGI takes them, WSGI keeps them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from line_connector.configuration import Configuration
from line_connector.events import EventStore
from line_connector.events.history import Search
from line_connector.questions import Asked, Questions
from line_connector.services.webhooks import ChannelSource, Receiver, asgi_app, wsgi_app
from line_connector.services.webhooks.channels import read_channels
from questions.conftest import AOI, OPS, REN, SECRET, Chats
from support.listening import until
from support.running_app import running
from support.sandboxed import Line

Ask = Callable[..., Asked]


@pytest.fixture
def chats(line: Line) -> Chats:
    return Chats(line)


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *_: Any) -> None:  # noqa: A002
        pass


@contextmanager
def serving_wsgi(application: Any) -> Generator[str]:
    with make_server("127.0.0.1", 0, application, handler_class=_Silent) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def writing_down(database: str) -> Generator[tuple[EventStore, str]]:
    """A WSGI application on loopback, and the events that it writes down."""
    environ = {"LINE_CHANNEL_SECRET": SECRET}
    secrets = ChannelSource(lambda: read_channels(Configuration(Path("none")), environ=environ))
    with EventStore(database) as store, serving_wsgi(wsgi_app(Receiver(secrets, store))) as url:
        yield store, url


def test_an_asgi_application_takes_answers_by_itself(
    line: Line,
    chats: Chats,
    questions: Questions,
    ask: Ask,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in line.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(tmp_path / "none.yaml"))
    monkeypatch.setenv("LINE_CONNECTOR_STORE", database)
    with running(asgi_app()) as url:
        line.control("webhook", {"endpoint": f"{url}/webhook/line"})
        until(questions.is_heard)
        asked = ask(to=["ops"])
        chats.tap("Approve", REN, OPS)
        answer = questions.wait(asked.id, 10).answer
        assert answer is not None
        assert (answer.value, answer.user_id) == ("approve", REN)
        until(lambda: "Approve" in chats.last(OPS))
    assert not questions.is_heard()


def test_what_a_wsgi_application_writes_down_a_listener_takes(
    line: Line,
    chats: Chats,
    questions: Questions,
    ask: Ask,
    database: str,
    listen: Callable[[], ExitStack],
) -> None:
    with writing_down(database) as (_, url):
        line.control("webhook", {"endpoint": url})
        tapped = ask(to=["ops"])
        chats.tap("Deny", AOI, OPS)
        written = ask(to=["boss"], text="Why?", kind="text")
        chats.write("Too late", REN)
        assert questions.get(tapped.id).is_open
        with listen():
            values = [questions.wait(each.id, 10).answer for each in (tapped, written)]
            assert [each and each.value for each in values] == ["deny", "Too late"]
            # That listener is not the one that the webhooks go to.
            line.control("webhook", {"endpoint": url})
            later = ask(to=["boss"], text="And now?", kind="text")
            chats.write("Now", REN)
            answer = questions.wait(later.id, 10).answer
            assert answer is not None
            assert answer.value == "Now"


def test_other_texts_are_kept_for_nobody(line: Line, chats: Chats, database: str) -> None:
    with writing_down(database) as (store, url):
        line.control("webhook", {"endpoint": url})
        chats.write("Hello", REN)
        until(lambda: store.find(Search()))
        assert store.waiting() == {}
