"""The sandbox's own paths: the control API under `/_sandbox/`, and the page at `/`."""

import json
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from line_connector.sandbox import media
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.json_values import is_object
from line_connector.sandbox.provider import (
    Control,
    Fields,
    InvalidInputError,
    Later,
    Provider,
    unknown,
)
from line_connector.sandbox.routing import Routes
from line_connector.sandbox.seed_file import read_yaml
from line_connector.sandbox.seeding import Seed
from line_connector.sandbox.shared_controls import SharedControls
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker

PATH = "/_sandbox/"

DISTRIBUTION = "line-connector"

YAML = "application/yaml"
"""Media type of a body that is YAML, such as a seed's."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""They keep other pages from showing ours or reading it, and ours from running what is not ours."""

Page = Callable[[State, Request], Response | None]
"""Answers a GET with a file, a picture or the like; none: there is nothing at its path."""


class ControlApi:
    """See what happened, and decide what will: those of all providers in one."""

    def __init__(
        self,
        channels: Channels,
        providers: Sequence[Provider],
        workers: Mapping[Any, Worker],
        seed: Seed | None,
        more: Iterable[Control],
        page: Page,
    ) -> None:
        """Gather the control operations.

        Args:
            channels: of the sandbox.
            providers: what it emulates, with control operations of their own.
            workers: those there are whenever it is asked.
            seed: what every reset puts in again.
            more: further control operations.
            page: what else there is to get.
        """
        self._channels = channels
        self._providers = tuple(providers)
        self._workers = workers
        self._page = page
        own = [each for provider in providers for each in provider.controls]
        shared = SharedControls(channels, control_rules(self._providers), own, seed)
        self._routes = Routes((*shared, *more, *own))
        shared.put_in_seed()

    def owns(self, path: str) -> bool:
        """Tell whether a path is the sandbox's own: no fault or log concerns it."""
        return path in {"/", "/_sandbox"} or path.startswith(PATH)

    async def answer(self, request: Request) -> Response:
        """Answer a request for one of the sandbox's own pages."""
        response = await self._answer(request)
        return replace(response, headers={**HEADERS, **response.headers})

    async def _answer(self, request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        pages = {
            f"{PATH}about": self._about,
            f"{PATH}env": self._environment_lines,
        }
        if method == "GET" and request.path in pages:
            return pages[request.path](request)
        if request.path.startswith(media.PATH):
            return media.answer(self._channels.default, request)
        found = self._routes.at(request.path)
        if method in found.methods:
            return await self._act(found.methods[method], request, found.parameters)
        if method == "GET" and (page := self._read_page(request)) is not None:
            return page
        if found.methods or request.path in pages:
            return json_response({"message": "Method not allowed"}, 405)
        return json_response({"message": "Not found"}, 404)

    def _read_page(self, request: Request) -> Response | None:
        # The page itself opens for any channel: it leaves one that is gone.
        channel_id = None if request.path == "/" else request.query.get("channel")
        try:
            return self._page(self._state(channel_id), request)
        except InvalidInputError as error:
            return json_response({"message": str(error)}, 400)

    async def _act(
        self, control: Control, request: Request, parameters: Mapping[str, str]
    ) -> Response:
        try:
            is_post = control.method == "POST"
            query = dict(request.query)
            state = self._channels.default
            if not control.is_shared:
                state = self._state(query.pop("channel", None))
            given = _object(request) if is_post else query
            fields: dict[str, Any] = {**given, **parameters}
            control_rules(self._providers).check(f"{control.method} {control.name}", fields)
            if control.settles and not is_post:
                await self._settle()
            output = control.act(state, fields)
            if isinstance(output, Later):
                output = await self._finished(output)
            if control.settles and is_post:
                await self._settle()
            return json_response(output)
        except InvalidInputError as error:
            return json_response({"message": str(error)}, 400)

    def _state(self, channel_id: str | None) -> State:
        """Return the state of the channel that a control is about."""
        if channel_id is None:
            return self._channels.default
        state = self._channels.find(channel_id)
        if state is None:
            raise unknown("channel", channel_id)
        return state

    async def _settle(self) -> None:
        for worker in list(self._workers.values()):
            await worker.settle()

    async def _finished(self, later: Later) -> Fields:
        with self._channels.changes.watching() as changed:
            while later.is_due():
                for worker in list(self._workers.values()):
                    worker.wake()
                await changed.wait()
                changed.clear()
        return later.output()

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


def _object(request: Request) -> dict[str, Any]:
    """Return the body of a POST: JSON, whatever its media type says, unless that says YAML."""
    is_yaml = request.headers.get("content-type", "").partition(";")[0] == YAML
    try:
        value = read_yaml(request.body) if is_yaml else json.loads(request.body or b"{}")
        # Half a character, which JSON may carry as an escape, could not be stored; NaN and infinite
        # numbers, which JSON does not have, could not be shown.
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(
            f"The body is not {'YAML' if is_yaml else 'JSON'}: {error}"
        ) from None
    if not is_object(value):
        form = "an object in YAML or JSON, such as `users: []`" if is_yaml else "a JSON object"
        raise InvalidInputError(f"The body must be {form}")
    return value
