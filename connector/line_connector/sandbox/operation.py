"""An emulated operation: where it is, what a request passes before it, and what answers."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from line_connector.sandbox.exchange import Deferred, RefusedError, Request, Response
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

Handler = Callable[[State, Request], Response | Deferred]
"""Returns the response, or raises a `RefusedError` that carries it."""


@dataclass(frozen=True)
class Operation:
    """An operation of a provider, which adds what its own operations have."""

    name: str
    """LINE's operationId; the setting `rateLimits` calls the operation by it."""
    method: str
    path: str
    """Segments in braces are parameters: `/v2/bot/profile/{userId}`."""
    handler: Handler
    limit: Limit | None = None
    needs_credentials: bool = True

    @property
    def chapter(self) -> str:
        """The folder that declares it, such as `message`."""
        return self.handler.__module__.split(".")[-2]

    def answer(self, state: State, request: Request) -> Response | Deferred:
        """Answer a request. A refused one changes nothing."""
        try:
            self.check_access(state, request)
            with state.transaction():
                response = self.handler(state, request)
        except RefusedError as refused:
            response = refused.response
        if isinstance(response, Deferred):
            return response
        return self.formatted(request, response)

    def check_access(self, state: State, request: Request) -> None:
        """Raise a `RefusedError` for a request that the handler is not to see."""

    def formatted(self, request: Request, response: Response) -> Response:  # noqa: ARG002 (providers use it)
        """Return a response in the format that the client accepts."""
        return response


class Operations:
    """The operations of a chapter, each declared above its handler.

        operations = Operations("/v2/bot/")

        @operations.get("getProfile", "profile/{userId}")
        def get_profile(state: State, request: Request) -> Response:

    Further arguments are the fields of the provider's `Operation`. A handler may have several.
    """

    def __init__(self, root: str, operation: type[Operation] = Operation, **defaults: Any) -> None:
        """Begin a chapter.

        Args:
            root: what a path without a leading slash is relative to.
            operation: the provider's.
            defaults: fields that the chapter's operations have in common.
        """
        self._root = root
        self._operation = operation
        self._defaults = defaults
        self._declared: list[Operation] = []

    def __iter__(self) -> Iterator[Operation]:
        """Iterate over the operations declared so far."""
        return iter(self._declared)

    def get(self, name: str, path: str, **fields: Any) -> Callable[[Handler], Handler]:
        """Declare a GET."""
        return self._declare("GET", name, path, fields)

    def post(self, name: str, path: str, **fields: Any) -> Callable[[Handler], Handler]:
        """Declare a POST."""
        return self._declare("POST", name, path, fields)

    def put(self, name: str, path: str, **fields: Any) -> Callable[[Handler], Handler]:
        """Declare a PUT."""
        return self._declare("PUT", name, path, fields)

    def delete(self, name: str, path: str, **fields: Any) -> Callable[[Handler], Handler]:
        """Declare a DELETE."""
        return self._declare("DELETE", name, path, fields)

    def _declare(
        self, method: str, name: str, path: str, fields: dict[str, Any]
    ) -> Callable[[Handler], Handler]:
        whole = path if path.startswith("/") else self._root + path

        def declare(handler: Handler) -> Handler:
            operation = self._operation(
                name, method, whole, handler, **{**self._defaults, **fields}
            )
            self._declared.append(operation)
            return handler

        return declare


def declared(package: str, name: str) -> Iterator[Any]:
    """Yield what the chapters of a package declare.

    Args:
        package: a provider's; its chapters are the packages in it.
        name: of a module and of what is declared in it: `operations`.
    """
    for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        if module.name.endswith(f".{name}"):
            yield from getattr(import_module(module.name), name)
