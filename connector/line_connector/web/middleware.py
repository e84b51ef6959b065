"""Middleware: request ID, authentication, access log, metrics, and an answer in every case."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Collection
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from line_connector.web.access_log import LOG, AccessRecord
from line_connector.web.authentication import Authenticator
from line_connector.web.identity import REQUEST_ID, Client
from line_connector.web.responses import problem_response

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}")


class Middleware:
    """Wraps an application.

    Args:
        app: answers authenticated requests.
        authenticator: tells which client sends a request.
        count: called with the record of each request when its response starts.
        public: paths that need no authentication and are not logged.
        own: beginnings of the paths whose routes authenticate requests themselves.
    """

    def __init__(
        self,
        app: ASGIApp,
        authenticator: Authenticator[Client],
        count: Callable[[AccessRecord], object] | None = None,
        public: Collection[str] = (),
        own: str | tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._authenticator = authenticator
        self._count = count
        self._public = public
        self._own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Process a request; what is no HTTP request goes to the application as it is."""
        process = self._process if scope["type"] == "http" else self._app
        await process(scope, receive, send)

    async def _process(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        record = AccessRecord(_request_id(headers), scope["method"])
        scope["state"] = {**scope.get("state", {}), "record": record}
        started = time.monotonic()

        async def recording_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = MutableHeaders(scope=message)
                added[REQUEST_ID] = record.request_id
                added.setdefault("Cache-Control", "no-store")
                record.status = message["status"]
                record.seconds = time.monotonic() - started
                self._report(_path_of(scope), record)
            await send(message)

        try:
            app = self._authenticated(scope, headers, record)
            await app(scope, receive, recording_send)
        except Exception:  # noqa: BLE001 - each request is answered, whatever happens
            LOG.exception("failed", extra={"fields": record.fields()})
            if record.status is None:
                text = "internal error in the service, see its log"
                await problem_response(500, text, record)(scope, receive, recording_send)

    def _authenticated(self, scope: Scope, headers: Headers, record: AccessRecord) -> ASGIApp:
        """Return what answers: the application, or the reason why the request is not accepted."""
        path = _path_of(scope)
        if path in self._public or path.startswith(self._own):
            return self._app
        try:
            client = self._authenticator.authenticate(headers)
        except HTTPException as error:
            return problem_response(error.status_code, error.detail, record, error.headers)
        record.client = client.name
        scope["state"]["client"] = client
        return self._app

    def _report(self, path: str, record: AccessRecord) -> None:
        """Count and log a request."""
        if self._count is not None:
            self._count(record)
        if path not in self._public:
            LOG.info("answered", extra={"fields": record.fields()})


def client_of(request: Request) -> Client:
    """Return the client that sent a request."""
    return cast("Client", request.state.client)


def record_of(request: Request) -> AccessRecord:
    """Return the record of a request."""
    return cast("AccessRecord", request.state.record)


def _path_of(scope: Scope) -> str:
    """Return a request's path, without that of an application that this one is mounted in."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _request_id(headers: Headers) -> str:
    """Return the ID that came with a request if it is safe in a log, or a new one."""
    requested = headers.get(REQUEST_ID, "")
    # No secret, so not asked from the system, which costs as much as all else here.
    return requested if _REQUEST_ID.fullmatch(requested) else f"{random.getrandbits(128):032x}"
