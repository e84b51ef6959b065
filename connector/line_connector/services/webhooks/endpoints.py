"""The endpoints that webhooks are sent to."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
from collections.abc import Callable
from typing import TypeVar

from prometheus_client import Counter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.errors import SignatureError, WebhookBodyError
from line_connector.events.database import StoreError
from line_connector.services.webhooks.infobip_events import TYPES, Kind
from line_connector.services.webhooks.receiver import (
    WAIT_SECONDS,
    KeyRefusedError,
    Received,
    Receiver,
    UnknownAccountError,
)
from line_connector.services.webhooks.waiting import Waiting
from line_connector.web.identity import API_KEY
from line_connector.web.metrics import Metrics
from line_connector.web.middleware import record_of
from line_connector.web.request_body import JSON, media_type_of, read_body
from line_connector.web.responses import JsonResponse
from line_connector.webhooks.signature import SIGNATURE_HEADER

BODY_LIMIT = 4 * 1024 * 1024
"""Bytes of a webhook. LINE's are a few kilobytes."""

PREFIX = "/webhook/"
"""Of the paths whose requests authenticate themselves."""

_XML = ("application/xml", "text/xml")

_T = TypeVar("_T")


class WebhookMetrics(Metrics):
    """The counters of the service, with those of events and deliveries."""

    def __init__(self) -> None:
        super().__init__()
        self._events = Counter(
            "line_connector_events",
            "Events received; duplicates were received before.",
            ["provider", "account", "outcome"],
            registry=self.registry,
        )
        self._deliveries = Counter(
            "line_connector_deliveries",
            "Attempts to deliver an event to a handler, by outcome: done, failed or dead.",
            ["handler", "outcome"],
            registry=self.registry,
        )

    def count_events(self, provider: str, account: str, new: int, duplicates: int) -> None:
        """Count the events of a webhook."""
        self._events.labels(provider, account, "new").inc(new)
        self._events.labels(provider, account, "duplicate").inc(duplicates)

    def count_delivery(self, handler: str, outcome: str) -> None:
        """Count an attempt."""
        self._deliveries.labels(handler, outcome).inc()


class WebhookEndpoints:
    """Answer webhooks, once their events are written down.

    Args:
        receiver: authenticates them and writes them down.
        metrics: counts them.
        body_limit: bytes of a body.
    """

    def __init__(
        self, receiver: Receiver, metrics: WebhookMetrics, body_limit: int = BODY_LIMIT
    ) -> None:
        self._receiver = receiver
        self._metrics = metrics
        self._body_limit = body_limit
        self._wait: Waiting | None = None

    def routes(self) -> list[Route]:
        """Return the routes of the endpoints."""
        post = ["POST"]
        return [
            Route(f"{PREFIX}line", self.line, methods=post),
            Route(f"{PREFIX}line/{{account}}", self.line, methods=post),
            Route(f"{PREFIX}infobip/{{kind}}", self.infobip, methods=post),
            Route(f"{PREFIX}infobip/{{key}}/{{kind}}", self.infobip, methods=post),
        ]

    async def line(self, request: Request) -> Response:
        """Take a webhook of LINE's."""
        body = await read_body(request, self._body_limit)
        signature = request.headers.get(SIGNATURE_HEADER)
        name = request.path_params.get("account")
        return await self._answer(
            request, "line", lambda: self._receiver.line(body, signature, name)
        )

    async def infobip(self, request: Request) -> Response:
        """Take reports or messages of Infobip's."""
        kind: Kind = request.path_params["kind"]
        if kind not in TYPES:
            raise HTTPException(404, f"must end in {' or '.join(TYPES)}")
        keys = _keys(request)
        self._checked(request, lambda: self._receiver.infobip_account(keys))
        body = await read_body(request, self._body_limit, JSON, *_XML)
        content_type = media_type_of(request) or JSON
        return await self._answer(
            request, "infobip", lambda: self._receiver.infobip(body, content_type, kind, keys)
        )

    async def _answer(
        self, request: Request, provider: str, receive: Callable[[], Received]
    ) -> Response:
        """Answer a webhook when its events are on the disk, and no later than LINE waits."""
        record = record_of(request)
        received = self._checked(request, receive)
        record.client = received.account or provider
        try:
            new = await self._waiting().result(received.new, WAIT_SECONDS)
        except (StoreError, TimeoutError) as error:
            record.details["why"] = str(error) or "the store is too slow"
            raise _unavailable() from None
        duplicates = len(received.events) - new
        self._metrics.count_events(provider, received.account, new, duplicates)
        record.details.update(events=len(received.events), duplicates=duplicates or None)
        record.outcome = "done"
        return JsonResponse({})

    def _waiting(self) -> Waiting:
        loop = asyncio.get_running_loop()
        if self._wait is None or self._wait.loop is not loop:
            self._wait = Waiting(loop)
        return self._wait

    @staticmethod
    def _checked(request: Request, receive: Callable[[], _T]) -> _T:
        """Call a function; answer what it refuses, and log why."""
        try:
            return receive()
        except UnknownAccountError as error:
            raise HTTPException(404, str(error)) from None
        except KeyRefusedError as error:
            challenge = {"WWW-Authenticate": 'Basic realm="line-connector"'}
            raise HTTPException(401, str(error), challenge) from None
        except SignatureError as error:
            record_of(request).details["why"] = str(error)
            raise HTTPException(401, "the signature is not valid") from None
        except WebhookBodyError as error:
            raise HTTPException(400, str(error)) from None
        except StoreError as error:
            record_of(request).details["why"] = str(error)
            raise _unavailable() from None


def _unavailable() -> HTTPException:
    return HTTPException(503, "the events could not be written down", {"Retry-After": "10"})


def _keys(request: Request) -> list[str]:
    """Return the keys that a request carries: in its path, in a header, or as a password."""
    headers = request.headers
    keys = [request.path_params.get("key", ""), headers.get(API_KEY, "")]
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() in {"bearer", "app"}:
        keys.append(value.strip())
    elif scheme.lower() == "basic":
        with contextlib.suppress(binascii.Error, UnicodeDecodeError):
            keys.append(base64.b64decode(value, validate=True).decode().partition(":")[2])
    return keys
