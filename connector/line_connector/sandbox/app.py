"""The sandbox as one ASGI application: every request is read, answered, logged and sent here."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

from line_connector.sandbox import control, received, request_log, stream
from line_connector.sandbox.control import ControlApi
from line_connector.sandbox.exchange import Deferred, Request, Response
from line_connector.sandbox.faults import fault_response, take_fault
from line_connector.sandbox.inbox.controls import controls as inbox_controls
from line_connector.sandbox.inbox.pages import inbox_page
from line_connector.sandbox.operation import Operation
from line_connector.sandbox.origins import Origins
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.routing import Match, Routes
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class App:
    """The application of one sandbox."""

    workers: Mapping[str, Worker]
    """What runs beside the application, by the name of the provider."""

    def __init__(
        self,
        state: State,
        providers: Sequence[Provider],
        drop_connection: Callable[[Any], None],
        host: str,
    ) -> None:
        """Make an application.

        Args:
            state: of the sandbox.
            providers: what it emulates; the first one answers for paths that no provider owns.
            drop_connection: drops the connection of a client, given by its address.
            host: what the sandbox listens on, as it was configured.
        """
        self._state = state
        self._providers = providers
        self._drop_connection = drop_connection
        self._origins = Origins(host)
        self._routes = {provider.name: Routes(provider.operations) for provider in providers}
        workers = {provider.name: provider.worker(state) for provider in providers}
        self.workers = {name: worker for name, worker in workers.items() if worker is not None}
        self._control = ControlApi(
            state, providers, tuple(self.workers.values()), inbox_controls, inbox_page
        )
        sources = (source for provider in providers for source in provider.sources)
        self._stream = stream.Stream(state, (received.SOURCE, request_log.SOURCE, *sources))

    def stop(self) -> None:
        """End what would otherwise go on, so that the server can stop."""
        self._stream.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or lose it if a fault says so."""
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = self._origins.refusal(scope["scheme"], scope["method"], headers)
        if refusal is not None:
            await _send(refusal, send)
            return
        for provider in self._providers:
            provider.catch_up(self._state)
        body = await _read(receive)
        if body is None:
            return
        request = Request(
            request_id=str(uuid4()),
            method=scope["method"],
            path=scope["path"],
            path_parameters={},
            query=_query(scope["query_string"]),
            headers=headers,
            body=body,
            scheme=scope["scheme"],
        )
        if (request.method, request.path) == ("GET", stream.PATH):
            last_id = headers.get("last-event-id")
            if not await self._stream.serve(send, receive, control.HEADERS, last_id):
                await self._drop(scope, receive)
            return
        if self._control.owns(request.path):
            response = await self._control.answer(request)
            self._state.changes.notify()
            await _send(response, send)
            return
        await self._emulate(request, scope, receive, send)

    async def _emulate(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the provider would, log the request, and do what a fault says."""
        at = self._state.clock.now()
        provider = self._owner(request.path)
        started = perf_counter()
        fault = take_fault(self._state, request.method, request.path)
        if "delayBefore" in fault:
            await asyncio.sleep(fault["delayBefore"])
        match = self._routes[provider.name].at(request.path)
        operation = match.methods.get("GET" if request.method == "HEAD" else request.method)
        response = self._answer(provider, request, fault, match, operation)
        if isinstance(response, Deferred):
            response = await asyncio.to_thread(response.respond)
        if "delayAfter" in fault:
            await asyncio.sleep(fault["delayAfter"])
        worker = self.workers.get(provider.name)
        if worker is not None and worker.next_due() is not None:
            worker.wake()
        request_log.log_request(
            self._state,
            request,
            at,
            None if "drop" in fault else response,
            operation=operation.name if operation else "",
            milliseconds=1000 * (perf_counter() - started),
        )
        self._state.changes.notify()
        if "drop" in fault:
            await self._drop(scope, receive)
            return
        await _send(response, send, provider.headers(request.request_id))

    async def _drop(self, scope: Scope, receive: Receive) -> None:
        self._drop_connection(scope["client"])
        while (await receive())["type"] != "http.disconnect":
            pass

    def _owner(self, path: str) -> Provider:
        for provider in self._providers:
            if provider.owns(path):
                return provider
        return self._providers[0]

    def _answer(
        self,
        provider: Provider,
        request: Request,
        fault: Mapping[str, Any],
        match: Match[Operation],
        operation: Operation | None,
    ) -> Response | Deferred:
        if "answer" in fault:
            return fault_response(fault["answer"])
        if fault.get("drop") == "before":
            return Response()
        if operation is None:
            return provider.refuse_path(request.path, 405 if match.methods else 404)
        if match.parameters:
            request = replace(request, path_parameters=match.parameters)
        return operation.answer(self._state, request)


async def _read(receive: Receive) -> bytes | None:
    """Return the body of a request; none if the client went away."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _query(text: bytes) -> dict[str, str]:
    """Return query parameters; the values of a repeated one are joined by commas."""
    values = parse_qs(text.decode("latin-1"), keep_blank_values=True)
    return {name: ",".join(several) for name, several in values.items()}


async def _send(response: Response, send: Send, common: Mapping[str, str] | None = None) -> None:
    if response.status in {204, 304}:
        response = replace(response, content=b"")
    content_type = response.content_type
    if content_type.startswith("text/") and "charset=" not in content_type:
        content_type += "; charset=utf-8"
    headers = {
        "content-length": str(len(response.content)),
        "content-type": content_type,
        **(common or {}),
        **response.headers,
    }
    raw = [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    await send({"type": "http.response.body", "body": response.content})
