"""The sandbox's own pages: the control API under `/_sandbox/`, and what was received at `/`."""

import json
import shlex
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from line_connector.sandbox import faults, request_log
from line_connector.sandbox.clock import iso
from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.json_values import is_object
from line_connector.sandbox.page import received_page
from line_connector.sandbox.provider import Control, Controls, Fields, InvalidInputError, Provider
from line_connector.sandbox.received import received
from line_connector.sandbox.settings import camel_case, snake_case
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker

PATH = "/_sandbox/"

DISTRIBUTION = "line-connector"

controls = Controls()

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""They keep other pages from showing ours, or reading it."""


class ControlApi:
    """See what happened, and decide what will: those of all providers in one."""

    def __init__(
        self, state: State, providers: Sequence[Provider], workers: Sequence[Worker]
    ) -> None:
        self._state = state
        self._providers = tuple(providers)
        self._workers = workers
        self._methods: dict[str, dict[str, Control]] = {}
        own = (each for provider in providers for each in provider.controls)
        for control in (*controls, *own):
            self._methods.setdefault(control.name, {})[control.method] = control

    def owns(self, path: str) -> bool:
        """Tell whether a path is the sandbox's own: no fault or log concerns it."""
        return path in {"/", "/_sandbox"} or path.startswith(PATH)

    async def answer(self, request: Request) -> Response:
        """Answer a request for one of the sandbox's own pages."""
        response = await self._answer(request)
        return replace(response, headers=HEADERS)

    async def _answer(self, request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        pages = {
            "/": self._received_page,
            f"{PATH}about": self._about,
            f"{PATH}env": self._environment_lines,
        }
        if method == "GET" and request.path in pages:
            return pages[request.path](request)
        methods = self._methods.get(request.path.removeprefix(PATH), {})
        if method in methods:
            return await self._act(methods[method], request)
        if methods or request.path in pages:
            return json_response({"message": "Method not allowed"}, 405)
        return json_response({"message": "Not found"}, 404)

    async def _act(self, control: Control, request: Request) -> Response:
        try:
            is_post = control.method == "POST"
            fields = _object(request.body) if is_post else dict(request.query)
            control_rules(self._providers).check(f"{control.method} {control.name}", fields)
            if control.settles and not is_post:
                await self._settle()
            output = control.act(self._state, fields)
            if control.settles and is_post:
                await self._settle()
            return json_response(output)
        except InvalidInputError as error:
            return json_response({"message": str(error)}, 400)

    async def _settle(self) -> None:
        for worker in self._workers:
            await worker.settle()

    def _received_page(self, _: Request) -> Response:
        return received_page(self._state)

    def _about(self, request: Request) -> Response:
        about = {
            "sandbox": DISTRIBUTION,
            "version": version(DISTRIBUTION),
            "env": environment(self._providers, request.origin),
        }
        return json_response(about)

    def _environment_lines(self, request: Request) -> Response:
        variables = environment(self._providers, request.origin)
        lines = (f"export {name}={shlex.quote(value)}\n" for name, value in variables.items())
        return Response(200, "".join(lines).encode(), "text/plain")


def environment(providers: Sequence[Provider], url: str) -> dict[str, str]:
    """Return the environment variables that point our command line at a sandbox."""
    return {
        name: value for provider in providers for name, value in provider.environment(url).items()
    }


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
        # Half a character, which JSON may carry as an escape, could not be stored.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(f"The body is not JSON: {error}") from None
    if not is_object(value):
        raise InvalidInputError("The body must be a JSON object")
    return value


@controls.post("reset")
def _reset(state: State, _: Fields) -> Fields:
    state.reset()
    return {}


@controls.get("received")
def _received(state: State, fields: Fields) -> Fields:
    limit = int(fields["limit"]) if "limit" in fields else None
    return {"received": received(state, fields.get("to"), limit)}


@controls.get("requests")
def _requests(state: State, fields: Fields) -> Fields:
    logged = request_log.logged_requests(state, fields.get("method"), fields.get("path"))
    return {"requests": logged}


@controls.get("clock")
def _clock(state: State, _: Fields) -> Fields:
    return {"now": iso(state.clock.now()), "offset": state.clock.offset}


@controls.post("clock", settles=True)
def _advance_clock(state: State, fields: Fields) -> Fields:
    state.advance_clock(fields["advance"])
    return _clock(state, fields)


@controls.get("settings")
def _settings(state: State, _: Fields) -> Fields:
    return {camel_case(name): value for name, value in state.all_settings().items()}


@controls.post("settings")
def _change_settings(state: State, fields: Fields) -> Fields:
    state.change_settings({snake_case(name): value for name, value in fields.items()})
    return _settings(state, fields)


@controls.get("faults")
def _faults(state: State, _: Fields) -> Fields:
    return {"faults": faults.queued_faults(state)}


@controls.post("faults")
def _queue_fault(state: State, fields: Fields) -> Fields:
    faults.queue_fault(state, fields)
    return _faults(state, fields)


@controls.delete("faults")
def _clear_faults(state: State, fields: Fields) -> Fields:
    faults.clear_faults(state)
    return _faults(state, fields)
