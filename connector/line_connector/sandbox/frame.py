"""What happens to every emulated request, whatever it asks: its ID, its faults, its log entry."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.requests import Request as WebRequest
from starlette.responses import Response as WebResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.faults import fault_response, take_fault
from line_connector.sandbox.infobip.api import is_infobips
from line_connector.sandbox.infobip.pusher import Pusher
from line_connector.sandbox.origins import Origins
from line_connector.sandbox.platforms import catch_up, common_headers
from line_connector.sandbox.request_log import log_request
from line_connector.sandbox.state import State

OWN_PATHS = ("/_sandbox", "/")
"""The sandbox's own pages: no provider has them, so no fault or log concerns them."""

OWN_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Frame:
    """ASGI middleware around the emulated platforms."""

    def __init__(
        self,
        app: ASGIApp,
        state: State,
        pusher: Pusher,
        hang_up: Callable[[Any], None],
        origins: Origins,
    ) -> None:
        """Wrap an app.

        Args:
            app: answers.
            state: of the sandbox.
            pusher: pushes reports.
            hang_up: cuts the connection of a client, given by its address.
            origins: tells who may ask.
        """
        self.app = app
        self.origins = origins
        self.state = state
        self.pusher = pusher
        self.hang_up = hang_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or lose it if a fault says so."""
        refusal = self.origins.refusal(scope["scheme"], scope["method"], Headers(scope=scope))
        if refusal is not None:
            await _response(refusal, {})(scope, receive, send)
            return
        catch_up(self.state)
        if _is_own(scope["path"]):
            await self.app(scope, receive, _unreadable_elsewhere(send))
            return
        try:
            request = await _read(scope, receive)
        except ClientDisconnect:
            return
        at = self.state.clock.now()
        fault = take_fault(self.state, request.method, request.path)
        await asyncio.sleep(fault.get("delayBefore", 0))
        answer = await self._answer(scope, request, fault)
        await asyncio.sleep(fault.get("delayAfter", 0))
        if is_infobips(request.path):
            self.pusher.wake()
        log_request(self.state, request, at, None if "drop" in fault else answer.status)
        if "drop" in fault:
            self.hang_up(scope["client"])
            await _disconnected(receive)
            return
        response = _response(answer, common_headers(request.path, request.request_id))
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, request: Request, fault: dict[str, Any]) -> Response:
        if "answer" in fault:
            return fault_response(fault["answer"])
        if fault.get("drop") == "before":
            return Response()
        return await _ask(self.app, scope, request)


def _response(answer: Response, usual: Mapping[str, str]) -> WebResponse:
    headers = {**usual, **answer.headers}
    return WebResponse(answer.content, answer.status, headers, answer.content_type)


def _unreadable_elsewhere(send: Send) -> Send:
    """Add the headers that keep other pages from showing ours, or reading it."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(OWN_HEADERS)
        await send(message)

    return sending


def _is_own(path: str) -> bool:
    return path in OWN_PATHS or path.startswith("/_sandbox/")


async def _read(scope: Scope, receive: Receive) -> Request:
    web = WebRequest(scope, receive)
    return Request(
        request_id=str(uuid4()),
        method=web.method,
        path=scope["path"],
        path_parameters={},
        query=dict(web.query_params),
        headers=dict(web.headers),
        body=await web.body(),
    )


async def _ask(app: ASGIApp, scope: Scope, request: Request) -> Response:
    """Let the app answer a request that has been read already."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": request.body}

    async def send(message: Message) -> None:
        sent.append(message)

    await app({**scope, "request": request}, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    headers.pop("content-length", None)
    content = b"".join(message.get("body", b"") for message in sent[1:])
    return Response(sent[0]["status"], content, headers.pop("content-type", ""), headers)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
