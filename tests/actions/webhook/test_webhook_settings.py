from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
import requests

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError
from support.ports import unserved
from support.sandboxed import Line

GET, SET, TEST = "get_webhook_endpoint", "set_webhook_endpoint", "test_webhook_endpoint"
URL = "https://bot.example/line"


class Bot(BaseHTTPRequestHandler):
    """A bot that keeps what it gets."""

    status: ClassVar[int] = 200
    got: ClassVar[list[tuple[dict[str, str], bytes]]] = []

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.got.append((headers, self.rfile.read(length)))
        self.send_response(self.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def bot(
    base: type[Bot] = Bot, answer: int = 200
) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """Run a bot on this machine; yield its address and what it gets."""
    kind = type("Bot", (base,), {"status": answer, "got": []})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/line?bot=1", kind.got  # type: ignore[attr-defined]
        server.shutdown()


def test_endpoint_that_was_set_is_read(connector: Connector, line: Line) -> None:
    with pytest.raises(NotFoundError, match="Webhook endpoint not found"):
        connector.run(GET)

    connector.run(SET, {"endpoint": URL})
    body = connector.run(GET).body
    assert (body.endpoint, body.active) == (URL, True)

    line.control("webhook", {"active": False})
    connector.run(SET, {"endpoint": f"{URL}/2"})
    body = connector.run(GET).body
    assert (body.endpoint, body.active) == (f"{URL}/2", False)


@pytest.mark.parametrize(
    "endpoint",
    ["", "http://127.0.0.1:8000/line", "bot.example", "https://a b", f"https://{'a' * 493}"],
)
@pytest.mark.parametrize("action", [SET, TEST])
def test_endpoint_is_https_and_at_most_500_characters(
    connector: Connector, line: Line, action: str, endpoint: str
) -> None:
    with pytest.raises(InputError, match="endpoint: must be"):
        connector.run(action, {"endpoint": endpoint})
    assert line.requests() == []

    # LINE says the same to those who do not ask us before.
    path = "/v2/bot/channel/webhook/" + ("endpoint" if action == SET else "test")
    method = "PUT" if action == SET else "POST"
    request = {"method": method, "path": path, "body": {"endpoint": endpoint}}
    with pytest.raises(BadRequestError, match="Invalid webhook endpoint URL"):
        connector.run("line_request", request)


def test_longest_endpoint(connector: Connector) -> None:
    connector.run(SET, {"endpoint": f"https://{'a' * 492}"})


def test_webhook_is_signed_and_has_no_events(connector: Connector, line: Line) -> None:
    with bot() as (url, got):
        line.control("webhook", {"endpoint": url})
        output = connector.run(TEST)

    ((headers, body),) = got
    digest = hmac.new(b"sandbox-secret", body, hashlib.sha256).digest()
    assert headers["x-line-signature"] == base64.b64encode(digest).decode()
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["user-agent"] == "LineBotWebhook/2.0"
    own_id = connector.run("get_bot_info").body.user_id
    assert json.loads(body) == {"destination": own_id, "events": []}
    timestamp = output.json_body.pop("timestamp")
    assert timestamp.endswith("Z")
    assert output.json_body == {
        "success": True,
        "statusCode": 200,
        "reason": "OK",
        "detail": "200",
    }


def test_status_that_is_no_success(connector: Connector, line: Line) -> None:
    with bot(answer=500) as (url, _):
        line.control("webhook", {"endpoint": url})
        body = connector.run(TEST).body

    assert (body.success, body.status_code) == (False, 500)
    assert (body.reason, body.detail) == ("ERROR_STATUS_CODE", "500")


def test_nobody_is_there(connector: Connector, line: Line) -> None:
    with unserved() as place:
        url = f"http://{place}"
        line.control("webhook", {"endpoint": url})
        body = connector.run(TEST).body

    assert (body.success, body.status_code, body.reason) == (False, 0, "COULD_NOT_CONNECT")
    assert body.detail == f"Connection failed: {url}"


def test_connection_that_is_cut(connector: Connector, line: Line) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            server.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        line.control("webhook", {"endpoint": f"http://127.0.0.1:{server.getsockname()[1]}"})
        assert connector.run(TEST).body.reason == "UNCLASSIFIED"


def test_no_answer_in_time(connector: Connector, line: Line) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        line.control("webhook", {"endpoint": url})
        body = connector.run(TEST).body

    assert (body.success, body.status_code, body.reason) == (False, 0, "REQUEST_TIMEOUT")
    assert body.detail == f"Request timeout: {url}"


def test_bot_can_ask_line_before_it_answers(connector: Connector, line: Line) -> None:
    asked: list[int] = []

    class Asking(Bot):
        def do_POST(self) -> None:
            asked.append(connector.run("get_bot_info").status_code)
            super().do_POST()

    with bot(Asking) as (url, _):
        line.control("webhook", {"endpoint": url})
        body = connector.run(TEST).body

    assert (body.success, asked) == (True, [200])


def test_server_without_tls(connector: Connector) -> None:
    with bot() as (url, got):
        body = connector.run(TEST, {"endpoint": url.replace("http:", "https:")}).body

    assert (body.success, body.reason, got) == (False, "COULD_NOT_CONNECT", [])
    assert body.detail.startswith("TLS handshake failure: https://127.0.0.1:")


def test_other_machines_are_called_only_when_asked_for(connector: Connector, line: Line) -> None:
    url = "https://bot.invalid/line"
    body = connector.run(TEST, {"endpoint": url}).body
    assert body.reason == "COULD_NOT_CONNECT"
    assert "this machine only" in body.detail

    line.control("settings", {"webhookAnywhere": True})
    with pytest.raises(BadRequestError, match="Invalid webhook endpoint URL"):
        connector.run(TEST, {"endpoint": url})


def test_there_is_no_endpoint_to_test(connector: Connector) -> None:
    with pytest.raises(NotFoundError, match="Webhook endpoint not found"):
        connector.run(TEST)


def test_control_takes_no_http_endpoint_elsewhere(line: Line) -> None:
    url = f"{line.url}/_sandbox/webhook"
    answer = requests.post(url, json={"endpoint": "http://bot.example"}, timeout=10)
    assert answer.status_code == 400
    assert answer.json() == {"message": "endpoint: must be HTTPS unless it is on this machine"}
