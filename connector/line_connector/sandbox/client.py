"""Asking a running sandbox's control API, with the standard library alone."""

import json
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from line_connector.sandbox.json_values import is_object

DEFAULT_URL = "http://127.0.0.1:8077"
"""Where `line-connector sandbox` listens."""


class ControlError(ValueError):
    """The sandbox refused what it was asked; the text says why."""


class ControlClient:
    """A sandbox at an address."""

    def __init__(self, url: str = DEFAULT_URL, timeout: float = 60) -> None:
        """Describe a client; nothing is asked yet.

        Args:
            url: of the sandbox.
            timeout: seconds that an answer may take.
        """
        self.url = url.rstrip("/")
        self._timeout = timeout

    def get(self, name: str, **query: str | None) -> dict[str, Any]:
        """Ask for what is at a path below `/_sandbox/`.

        Raises:
            ControlError: it was refused.
            OSError: no sandbox answers.
        """
        return self._ask("GET", name, query, None)

    def post(self, name: str, **fields: Any) -> dict[str, Any]:
        """Tell something to what is at a path below `/_sandbox/`; errors are those of `get`."""
        return self._ask("POST", name, {}, fields)

    def delete(self, name: str, **query: str | None) -> dict[str, Any]:
        """Delete what is at a path below `/_sandbox/`; errors are those of `get`."""
        return self._ask("DELETE", name, query, None)

    def _ask(
        self, method: str, name: str, query: dict[str, str | None], fields: Any
    ) -> dict[str, Any]:
        given = urlencode({key: value for key, value in query.items() if value is not None})
        parts = urlsplit(self.url)
        path = f"{parts.path}/_sandbox/{name}{'?' if given else ''}{given}"
        body = None if fields is None else json.dumps(fields).encode()
        # Neither urllib, which takes 40 ms to prepare for HTTPS, nor proxies: it is near.
        secure = parts.scheme == "https"
        connect = HTTPSConnection if secure else HTTPConnection
        connection = connect(parts.hostname or "", parts.port, timeout=self._timeout)
        try:
            with closing(connection):
                connection.request(method, path, body)
                response = connection.getresponse()
                answer = _object(response.read())
        except HTTPException as error:
            raise OSError(str(error)) from None
        if response.status >= 400:
            raise ControlError(answer.get("message", f"status {response.status}"))
        return answer


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except ValueError:
        value = None
    if not is_object(value):
        raise OSError("what answers is not a sandbox")
    return value
