"""What happens around every request: an ID, the front door, headers, the log, the counts."""

from __future__ import annotations

import re
import time
import uuid
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from line_connector.services.actions.answers import problem_answer
from line_connector.services.actions.clients import Client
from line_connector.services.actions.front_door import FrontDoor
from line_connector.services.actions.headers import REQUEST_ID, RETRY_KEY, WARNING
from line_connector.services.actions.metrics import Metrics
from line_connector.services.actions.request_log import LOG, Record

HEALTH = "/health"

_MOST_WARNINGS = 10
"""Warnings that an answer shows: clients take only so many bytes of headers."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}")


class Frame:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, door: FrontDoor, metrics: Metrics) -> None:
        self._app = app
        self._door = door
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Frame a request; what else a server asks an application is not ours."""
        answer = self._answer if scope["type"] == "http" else self._app
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or not, answer it in any case, and tell what became of it."""
        headers = Headers(scope=scope)
        record = Record(_request_id(headers), method=scope["method"])
        scope["state"] = {"record": record}
        started = time.monotonic()

        async def framed_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), record)
                record.status = message["status"]
                record.seconds = time.monotonic() - started
                self._tell(scope["path"], record)
            await send(message)

        try:
            app = self._door_for(scope, headers, record)
            await app(scope, receive, framed_send)
        except Exception:  # noqa: BLE001 - each request is answered, whatever happens
            LOG.exception("failed", extra={"fields": record.fields()})
            if record.status is None:
                answer = problem_answer(500, "internal error in the service, see its log", record)
                await answer(scope, receive, framed_send)

    def _door_for(self, scope: Scope, headers: Headers, record: Record) -> ASGIApp:
        """Return what answers: the application, or the refusal of one that is not let in."""
        if scope["path"] == HEALTH:
            return self._app
        try:
            client = self._door.admit(headers)
        except HTTPException as error:
            return problem_answer(error.status_code, error.detail, record, error.headers)
        record.client = client.name
        scope["state"]["client"] = client
        return self._app

    def _tell(self, path: str, record: Record) -> None:
        """Log and count a request."""
        self._metrics.responses.labels(record.status, record.client or "").inc()
        if record.action is not None:
            self._metrics.actions.labels(record.action, record.client, record.outcome).inc()
        if path != HEALTH:
            LOG.info("answered", extra={"fields": record.fields()})


def client_of(request: Request) -> Client:
    """Return the client that asks."""
    return cast("Client", request.state.client)


def record_of(request: Request) -> Record:
    """Return what will be logged of a request."""
    return cast("Record", request.state.record)


def _add_headers(headers: MutableHeaders, record: Record) -> None:
    headers[REQUEST_ID] = record.request_id
    headers["Cache-Control"] = "no-store"
    if record.retry_key is not None:
        headers[RETRY_KEY] = record.retry_key
    for text in (record.warnings or ())[:_MOST_WARNINGS]:
        headers.append(WARNING, text.encode("ascii", "backslashreplace").decode())


def _request_id(headers: Headers) -> str:
    """Return the ID that came with a request, if it can stand in a log, or a new one."""
    given = headers.get(REQUEST_ID, "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
