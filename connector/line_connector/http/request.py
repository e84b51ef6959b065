"""One call to be made, before any credential is added to it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple
from urllib.parse import quote

from line_connector.errors import InputError
from line_connector.http.body import RequestBody, StreamedBody, url_encoded
from line_connector.providers.line import RETRY_KEY_HEADER
from line_connector.schema.secret import Secret


class Request(NamedTuple):
    """A call: where it goes, what it carries, and what is safe to do with it."""

    method: str

    path: str
    """Path below the host, percent-encoded, from `/`."""

    host: str = "url"
    """The connection's field that holds the host's address."""

    query: Mapping[str, Any] = {}
    """Query parameters; a list stands for a repeated one."""

    headers: Mapping[str, str] = {}

    body: RequestBody | None = None

    retry_key: str | None = None
    """The key that makes the provider accept this call only once, where it takes one."""

    idempotent: bool = False
    """Whether carrying it out twice is the same as once."""

    resend: bool = False
    """Whether the caller wants it sent again after a lost answer, although that may double it."""

    success: frozenset[int] = frozenset({200})
    """Statuses that say it was carried out."""

    pending: frozenset[int] = frozenset()
    """Those of them that say that what was asked for is still being prepared."""

    answered_with_file: bool = False
    """Whether the body of a success is a file, whatever its type."""

    authenticated: bool = True
    """Whether it carries the connection's credentials."""

    secrets: tuple[Secret, ...] = ()
    """What of its fields must never be shown."""

    @property
    def results(self) -> frozenset[int]:
        """Statuses whose bodies are what was asked for."""
        return self.success - self.pending

    @property
    def retryable(self) -> bool:
        """Whether it can be sent again although it may have been carried out."""
        return self.idempotent or self.resend or self.retry_key is not None

    @property
    def target(self) -> str:
        """Path and query, as they stand on the request line."""
        if not self.query:
            return self.path
        return f"{self.path}?{url_encoded(self.query)}"

    def headers_with(self, authorization: str) -> dict[str, str]:
        """Return all headers the call is made with, given how it is authorized.

        Args:
            authorization: the header's value; not sent where the call is not authenticated.
        """
        headers = {**self.headers}
        if self.authenticated:
            headers["Authorization"] = authorization
        if self.retry_key is not None:
            headers[RETRY_KEY_HEADER] = self.retry_key
        if self.body is not None:
            headers["Content-Type"] = self.body.content_type
        return headers

    def open_body(self) -> AbstractContextManager[bytes | StreamedBody | None]:
        """Return the body's bytes, or what yields them, for as long as they are sent.

        Raises:
            InputError: a file of it cannot be read.
        """
        return nullcontext() if self.body is None else self.body.open()


def fill_path(template: str, values: Mapping[str, Any]) -> str:
    """Put values into a path's `{name}` places, each staying one segment of the path.

    Raises:
        InputError: a value is empty or would lead to another path (`.`, `..`).
    """
    encoded: dict[str, str] = {}
    for name, value in values.items():
        # Quoting leaves dots alone, and HTTP clients resolve `..` before they send.
        if str(value) in {"", ".", ".."}:
            raise InputError(f"{name}: must not be empty or only dots")
        encoded[name] = quote(str(value), safe="")
    return template.format(**encoded)
