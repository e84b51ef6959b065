"""The receiver in somebody else's application: mounted, as WSGI, as a Lambda function."""

from __future__ import annotations

import base64
import contextlib
import io
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from events.conftest import Remembering
from line_connector.events import EventStore, Subscription
from line_connector.events.history import Search
from line_connector.services.webhooks import (
    ChannelSource,
    Receiver,
    asgi_app,
    lambda_handler,
    wsgi_app,
)
from line_connector.services.webhooks.channels import Channel, Channels
from line_connector.webhooks import ChannelSecret
from support.listening import SECRET, body_of, event, post, signature, until
from support.running_app import running


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with EventStore(f"sqlite:///{tmp_path}/events.sqlite") as opened:
        yield opened


@pytest.fixture
def receiver(store: EventStore) -> Receiver:
    channel = Channel("tokyo", (ChannelSecret(SECRET),))
    return Receiver(ChannelSource(lambda: Channels({"tokyo": channel})), store)


def test_it_is_mounted_with_its_dispatcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(tmp_path / "none.yaml"))
    monkeypatch.setenv("LINE_CHANNEL_SECRET", SECRET)
    handler = Remembering()
    inner = asgi_app([Subscription("handler", handler)], f"sqlite:///{tmp_path}/e.sqlite")

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with inner.router.lifespan_context(inner):
            yield

    outer = Starlette(routes=[Mount("/line", inner)], lifespan=lifespan)
    with running(outer) as url:
        assert post(url, body_of(event("one")), path="/line/webhook/line") == 200
        assert post(url, body_of(event("one")), "wrong", "/line/webhook/line") == 401
        assert post(url, body_of(), path="/line/metrics") == 401
        until(lambda: handler.handled == ["one"])


def ask_wsgi(receiver: Receiver, body: bytes, method: str = "POST", secret: str = SECRET) -> str:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_LINE_SIGNATURE": signature(body, secret),
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []
    content = wsgi_app(receiver)(environ, lambda status, _: statuses.append(status))
    json.loads(b"".join(content))
    return statuses[0]


def test_as_wsgi(receiver: Receiver, store: EventStore) -> None:
    assert ask_wsgi(receiver, body_of(event("one"))) == "200 OK"
    assert ask_wsgi(receiver, body_of(event("two")), secret="wrong") == "401 Unauthorized"
    assert ask_wsgi(receiver, b"[]") == "400 Bad Request"
    assert ask_wsgi(receiver, b"", "GET") == "405 Method Not Allowed"
    assert ask_wsgi(receiver, b"x" * 5_000_000).startswith("413 ")
    assert [each.event.event_id for each in store.find(Search())] == ["one"]


@pytest.mark.parametrize("encoded", [True, False])
def test_as_a_lambda_function(receiver: Receiver, store: EventStore, encoded: bool) -> None:
    body = body_of(event("one", "สวัสดี"))
    text = base64.b64encode(body).decode() if encoded else body.decode()
    request = {
        "headers": {"X-Line-Signature": signature(body)},
        "body": text,
        "isBase64Encoded": encoded,
    }
    handle = lambda_handler(receiver)
    assert handle(request, None)["statusCode"] == 200
    assert handle({**request, "headers": None}, None)["statusCode"] == 401
    assert handle({}, None)["statusCode"] == 401
    assert lambda_handler(receiver, "osaka")(request, None)["statusCode"] == 404
    assert [each.event.event_id for each in store.find(Search())] == ["one"]


@pytest.mark.parametrize("headers", [{}, {"headers": None}])
def test_as_a_lambda_function_behind_a_load_balancer_with_multi_value_headers(
    receiver: Receiver, store: EventStore, headers: dict[str, Any]
) -> None:
    body = body_of(event("one"))
    several = {"x-line-signature": [signature(body)], "via": ["a", "b"], "x-empty": []}
    request = {**headers, "multiValueHeaders": several, "body": body.decode()}
    answer = lambda_handler(receiver)(request, None)
    assert answer["statusCode"] == 200
    assert answer["multiValueHeaders"] == {"content-type": ["application/json"]}
    assert "headers" not in answer
    assert [each.event.event_id for each in store.find(Search())] == ["one"]


def test_a_lambda_function_refuses_a_body_that_is_not_unicode(receiver: Receiver) -> None:
    request = {"headers": {"x-line-signature": "x"}, "body": "\ud800"}
    assert lambda_handler(receiver)(request, None)["statusCode"] == 401
