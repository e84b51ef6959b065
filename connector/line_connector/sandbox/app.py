"""The sandbox as one ASGI application: every request is read, answered, logged and sent here."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any, Protocol
from urllib.parse import parse_qs

from line_connector.sandbox import control, received, request_log, stream
from line_connector.sandbox.channel import DEFAULT_CHANNEL
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.control import ControlApi
from line_connector.sandbox.exchange import Deferred, Request, Response, json_response
from line_connector.sandbox.faults import Fault, Target, effects, take_fault
from line_connector.sandbox.faulty_response import altered, fault_response, is_partial, parts
from line_connector.sandbox.in_thread import in_thread
from line_connector.sandbox.inbox.controls import inbox_controls
from line_connector.sandbox.inbox.pages import inbox_page
from line_connector.sandbox.operation import Operation
from line_connector.sandbox.origins import Origins
from line_connector.sandbox.provider import Provider, unknown
from line_connector.sandbox.routing import Match, Routes
from line_connector.sandbox.seeding import Seed
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class DropConnection(Protocol):
    """Drops the connection of a client, given by its address."""

    def __call__(self, client: Any, *, at_once: bool) -> None:
        """Drop it, at once or after what is on its way."""


class App:
    """The application of one sandbox."""

    def __init__(
        self,
        channels: Channels,
        providers: Sequence[Provider],
        drop_connection: DropConnection,
        host: str,
        seed: Seed | None = None,
    ) -> None:
        """Make an application.

        Args:
            channels: of the sandbox.
            providers: what it emulates; the first one answers for paths that no provider owns.
            drop_connection: drops the connection of a client.
            host: what the sandbox listens on, as it was configured.
            seed: what the sandbox starts with.
        """
        self._channels = channels
        self._providers = providers
        self._drop_connection = drop_connection
        self._origins = Origins(host)
        self._routes = {provider.name: Routes(provider.operations) for provider in providers}
        self._workers: dict[tuple[str, State], Worker] = {}
        self._tasks: dict[tuple[str, State], asyncio.Task[None]] = {}
        self._control = ControlApi(
            channels, providers, self._workers, seed, inbox_controls(channels), inbox_page
        )
        sources = (source for provider in providers for source in provider.sources)
        self._stream = stream.Stream(channels, request_log.SOURCE, (received.SOURCE, *sources))

    def start_workers(self) -> None:
        """Start what runs beside the application, and stop that of channels that are gone."""
        # By the state: a reset may bring a channel back, with a database of its own.
        wanted = {
            (provider.name, state): provider
            for provider in self._providers
            for state in self._channels
        }
        for key in self._tasks.keys() - wanted.keys():
            self._tasks.pop(key).cancel()
            del self._workers[key]
        for key in wanted.keys() - self._tasks.keys():
            _, state = key
            worker = wanted[key].worker(state)
            if worker is not None:
                self._workers[key] = worker
                self._tasks[key] = asyncio.create_task(worker.run())

    def stop(self) -> None:
        """End what would otherwise go on, so that the server can stop."""
        for task in self._tasks.values():
            task.cancel()
        self._stream.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or lose it if a fault says so, or if the sandbox stops."""
        # Uvicorn would answer a cancelled request with a 500, and log it as an error.
        with contextlib.suppress(asyncio.CancelledError):
            await self._respond(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = self._origins.refusal(scope["scheme"], scope["method"], headers)
        if refusal is not None:
            await _send(refusal, send)
            return
        for state in self._channels:
            for provider in self._providers:
                provider.catch_up(state)
        body = await _read(receive)
        if body is None:
            return
        is_own = self._control.owns(scope["path"])
        request = Request(
            request_id="" if is_own else self._channels.random.uuid(),
            method=scope["method"],
            path=scope["path"],
            path_parameters={},
            query=_query(scope["query_string"]) if scope["query_string"] else {},
            headers=headers,
            body=body,
            scheme=scope["scheme"],
        )
        if (request.method, request.path) == ("GET", stream.PATH):
            await self._tell(request, scope, receive, send)
            return
        if is_own:
            response = await self._control.answer(request)
            self.start_workers()
            for worker in self._workers.values():
                _wake_if_due(worker)
            self._channels.changes.notify()
            await _send(response, send)
            return
        await self._emulate(request, scope, receive, send)

    async def _tell(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell a reader what happens in a channel."""
        channel_id = request.query.get("channel", DEFAULT_CHANNEL.channel_id)
        if self._channels.find(channel_id) is None:
            problem = str(unknown("channel", channel_id))
            await _send(json_response({"message": problem}, 400), send, control.HEADERS)
            return
        last_id = request.headers.get("last-event-id")
        if not await self._stream.serve(channel_id, send, receive, control.HEADERS, last_id):
            await self._drop(scope, receive)

    async def _emulate(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the provider would, log the request, and do what a fault says."""
        at = self._channels.clock.now()
        provider = self._owner(request.path)
        started = perf_counter()
        state = provider.state_for(request, [*self._channels])
        match = self._routes[provider.name].at(request.path)
        operation = match.methods.get("GET" if request.method == "HEAD" else request.method)
        target = _target(request, operation, state)
        fault = take_fault(self._channels.default, target)
        if "delayBefore" in fault:
            await asyncio.sleep(fault["delayBefore"])
        response = self._answer(provider, request, fault, state, (match, operation))
        if isinstance(response, Deferred):
            response = await in_thread(response.respond)
        if "delayAfter" in fault:
            await asyncio.sleep(fault["delayAfter"])
        response = altered(response, fault)
        worker = self._workers.get((provider.name, state))
        if worker is not None:
            _wake_if_due(worker)
        request_log.log_request(
            self._channels.default,
            request,
            at,
            None if "drop" in fault else response,
            operation=operation.name if operation else "",
            milliseconds=1000 * (perf_counter() - started),
            channel=None if state.channel == DEFAULT_CHANNEL else state.channel.channel_id,
            fault=effects(fault),
        )
        self._channels.changes.notify()
        if "drop" in fault:
            await self._drop(scope, receive)
            return
        headers = provider.headers(request.request_id)
        if not is_partial(fault):
            await _send(response, send, headers)
            return
        await _send_parts(response, fault, send, headers)
        if "truncate" in fault:
            self._drop_connection(scope["client"], at_once=False)

    async def _drop(self, scope: Scope, receive: Receive) -> None:
        self._drop_connection(scope["client"], at_once=True)
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
        fault: Fault,
        state: State,
        found: tuple[Match[Operation], Operation | None],
    ) -> Response | Deferred:
        match, operation = found
        if "answer" in fault:
            return fault_response(fault["answer"])
        if "refuse" in fault:
            return provider.refusal(fault["refuse"], request.path)
        if fault.get("drop") == "before":
            return Response()
        if operation is None:
            return provider.refuse_path(request.path, 405 if match.methods else 404)
        if match.parameters:
            request = replace(request, path_parameters=match.parameters)
        return operation.answer(state, request)


def _wake_if_due(worker: Worker) -> None:
    if worker.next_due() is not None:
        worker.wake()


def _target(request: Request, operation: Operation | None, state: State) -> Target:
    names = (operation.name, operation.chapter) if operation else ("", "")
    return Target(*names, state.channel.channel_id, request.method, request.path)


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
    content = await _send_head(response, send, common or {})
    await send({"type": "http.response.body", "body": content})


async def _send_parts(
    response: Response, fault: Fault, send: Send, common: Mapping[str, str]
) -> None:
    """Send a response as a fault says: slowly, or not all of its body."""
    content = await _send_head(response, send, common)
    async for part in parts(content, fault):
        await send({"type": "http.response.body", "body": part, "more_body": True})
    if "truncate" not in fault:
        await send({"type": "http.response.body", "body": b""})


async def _send_head(response: Response, send: Send, common: Mapping[str, str]) -> bytes:
    """Send the status and the headers; return the body to be sent."""
    if response.status in {204, 304}:
        response = replace(response, content=b"")
    content_type = response.content_type
    if content_type.startswith("text/") and "charset=" not in content_type:
        content_type += "; charset=utf-8"
    headers = {
        "content-length": str(len(response.content)),
        "content-type": content_type,
        **common,
        **response.headers,
    }
    raw = [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    return response.content
