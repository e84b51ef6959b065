"""Names of the book and budgets hold in Python, over HTTP and for an agent alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

import line_connector
from line_connector import Connector
from line_connector.errors import InputError
from line_connector.recipients import Book
from line_connector.recipients.location import DATABASE
from line_connector.sending.configured import ConfiguredRecipients
from line_connector.services.actions.app import build_app
from line_connector.services.actions.idempotency_store import IdempotencyStore
from services.actions.conftest import LIMITS, LOOPBACK
from support.running_app import running
from support.sandboxed import Line, text
from support.webhook_events import AOI, OPS, REN, event


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: Line) -> Path:
    """The user's configuration file, and a book of the account in it."""
    file, url = tmp_path / "config.yaml", f"sqlite:///{tmp_path}/book.sqlite"
    file.write_text(f"accounts: {{tokyo: {{token: sandbox-token, url: '{line.url}'}}}}\n")
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    monkeypatch.setenv(DATABASE, url)
    with Book.at(url, "tokyo") as book:
        book.take(event("follow", 1, AOI), event("unfollow", 2, REN))
        book.set_alias("boss", AOI, "me")
        book.tag([AOI, REN], ["vip"], "me")
    return file


def limit(file: Path, more: str) -> None:
    file.write_text(file.read_text() + more)


@pytest.fixture
def service(config: Path, connector: Connector) -> Iterator[str]:
    with (
        closing(IdempotencyStore()) as store,
        running(build_app(connector, LOOPBACK, store, LIMITS)) as url,
    ):
        yield f"{url}/v1/send"


def test_from_python(config: Path, line: Line, caplog: pytest.LogCaptureFixture) -> None:
    (first, second) = line_connector.send("tag:vip", "Hi")
    assert (first.to, second.to) == (AOI, REN)
    assert caplog.messages == [f"recipient {REN} has blocked the account since 1970-01-01"]
    limit(config, "budget: {send: 1}\nblocked: send\n")
    with pytest.raises(InputError, match=r"2 messages are more than budget.send allows: 1; not"):
        line_connector.send("tag:vip", "Hi")
    assert [each["messages"] for each in line.received(AOI)] == [text("Hi")]


def test_an_action_over_http(service: str, connector: Connector, line: Line) -> None:
    connector.recipients = ConfiguredRecipients(connector)
    push = {"to": "boss", "messages": text("Hi")}
    url = service.replace("/v1/send", "/actions/push_message")
    assert requests.post(url, json=push, timeout=10).status_code == 200
    assert line.received(AOI)[0]["messages"] == text("Hi")
    refused = requests.post(url, json={**push, "to": "bos"}, timeout=10)
    assert refused.status_code == 422
    assert "to: unknown recipient 'bos'; did you mean boss?" in refused.text


def test_over_http(service: str, config: Path, line: Line) -> None:
    response = requests.post(service, data={"to": "boss", "text": "Hi"}, timeout=10)
    assert response.status_code == 200
    assert line.received(AOI)[0]["messages"] == text("Hi")
    limit(config, "budget: {send: 2}\nblocked: refuse\n")
    over = requests.post(service, data={"to": OPS, "text": "Hi"}, timeout=10)
    assert over.status_code == 422
    assert "3 messages are more than budget.send allows: 2" in over.text
    refused = requests.post(service, data={"to": "tag:vip", "text": "Hi"}, timeout=10)
    assert refused.status_code == 422
    assert "has blocked the account since 1970-01-01: refused" in refused.text
    assert line.received(OPS) == []
