"""The sandbox as one ASGI application: every request is read, answered, logged and sent here."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.requests import Request as WebRequest
from starlette.responses import Response as WebResponse
from starlette.types import Receive, Scope, Send

from line_connector.sandbox.control import ControlApi
from line_connector.sandbox.exchange import Deferred, Request, Response
from line_connector.sandbox.faults import fault_response, take_fault
from line_connector.sandbox.origins import Origins
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.request_log import log_request
from line_connector.sandbox.routing import Routes
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker


class App:
    """The application of one sandbox."""

    workers: Mapping[str, Worker]
    """What runs beside the application, by the name of the provider."""

    def __init__(
        self,
        state: State,
        providers: Sequence[Provider],
        hang_up: Callable[[Any], None],
        host: str,
    ) -> None:
        """Make an application.

        Args:
            state: of the sandbox.
            providers: whom it emulates; the first one answers for paths that nobody owns.
            hang_up: cuts the connection of a client, given by its address.
            host: what the sandbox listens on, as it was told.
        """
        self._state = state
        self._providers = providers
        self._hang_up = hang_up
        self._origins = Origins(host)
        self._routes = {provider.name: Routes(provider.operations) for provider in providers}
        workers = {provider.name: provider.worker(state) for provider in providers}
        self.workers = {name: worker for name, worker in workers.items() if worker is not None}
        self._control = ControlApi(state, providers, tuple(self.workers.values()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or lose it if a fault says so."""
        refusal = self._origins.refusal(scope["scheme"], scope["method"], Headers(scope=scope))
        if refusal is not None:
            await _web_response(refusal)(scope, receive, send)
            return
        for provider in self._providers:
            provider.catch_up(self._state)
        try:
            request = await _read(scope, receive)
        except ClientDisconnect:
            return
        if self._control.owns(request.path):
            response = await self._control.answer(request)
            await _web_response(response)(scope, receive, send)
            return
        await self._emulate(request, scope, receive, send)

    async def _emulate(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the provider would, log the request, and do what a fault says."""
        at = self._state.clock.now()
        provider = self._owner(request.path)
        fault = take_fault(self._state, request.method, request.path)
        await asyncio.sleep(fault.get("delayBefore", 0))
        response = self._answer(provider, request, fault)
        if isinstance(response, Deferred):
            response = await asyncio.to_thread(response.respond)
        await asyncio.sleep(fault.get("delayAfter", 0))
        if provider.name in self.workers:
            self.workers[provider.name].wake()
        log_request(self._state, request, at, None if "drop" in fault else response.status)
        if "drop" in fault:
            self._hang_up(scope["client"])
            await _disconnected(receive)
            return
        web_response = _web_response(response, provider.headers(request.request_id))
        await web_response(scope, receive, send)

    def _owner(self, path: str) -> Provider:
        for provider in self._providers:
            if provider.owns(path):
                return provider
        return self._providers[0]

    def _answer(
        self, provider: Provider, request: Request, fault: Mapping[str, Any]
    ) -> Response | Deferred:
        if "answer" in fault:
            return fault_response(fault["answer"])
        if fault.get("drop") == "before":
            return Response()
        methods, parameters = self._routes[provider.name].at(request.path)
        operation = methods.get("GET" if request.method == "HEAD" else request.method)
        if operation is None:
            return provider.refuse_path(request.path, 405 if methods else 404)
        if parameters:
            request = replace(request, path_parameters=parameters)
        return operation.answer(self._state, request)


async def _read(scope: Scope, receive: Receive) -> Request:
    request = WebRequest(scope, receive)
    return Request(
        request_id=str(uuid4()),
        method=request.method,
        path=scope["path"],
        path_parameters={},
        query={name: ",".join(request.query_params.getlist(name)) for name in request.query_params},
        headers=dict(request.headers),
        body=await request.body(),
        scheme=scope["scheme"],
    )


def _web_response(response: Response, common: Mapping[str, str] | None = None) -> WebResponse:
    headers = {**(common or {}), **response.headers}
    return WebResponse(response.content, response.status, headers, response.content_type)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
