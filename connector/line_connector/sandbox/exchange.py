"""An HTTP exchange: the request every emulated operation takes, and the response it returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from line_connector.sandbox.json_values import compact_json


@dataclass(frozen=True)
class Request:
    """A whole request, with the ID it was given."""

    request_id: str
    method: str
    path: str
    path_parameters: Mapping[str, str]
    query: Mapping[str, str]
    """Values of a repeated parameter are joined with commas, as LINE takes a list too."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    scheme: str = "http"

    @property
    def origin(self) -> str:
        """Where the client found the sandbox: `http://127.0.0.1:8077`."""
        return f"{self.scheme}://{self.headers.get('host', '')}"


@dataclass(frozen=True)
class Response:
    """A status, a body, and headers besides those every response of the provider has."""

    status: int = 200
    content: bytes = b"{}"
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Deferred:
    """A response that takes a while, such as one that waits for another server."""

    respond: Callable[[], Response]
    """Makes the response, in a thread of its own: it must not touch the state."""


class RefusedError(Exception):
    """A request is refused; the exception carries the response that says so."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.content.decode())
        self.response = response


def json_response(
    value: Any,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Make a response of a JSON value, written as compactly as LINE writes it."""
    return Response(status, compact_json(value), headers=headers or {})
