"""Asking a running sandbox's control API, with the standard library alone."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

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
        # The sandbox is on this machine, or near: no proxy.
        self._opener = build_opener(ProxyHandler({}))

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
        url = f"{self.url}/_sandbox/{name}{'?' if given else ''}{given}"
        data = None if fields is None else json.dumps(fields).encode()
        request = Request(url, data, method=method)  # noqa: S310 (the caller's address)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return _object(response.read())
        except HTTPError as error:
            with error:
                answer = _object(error.read())
            raise ControlError(answer.get("message", str(error))) from None
        except HTTPException as error:
            raise OSError(str(error)) from None


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise OSError("what answers is not a sandbox")
    return value
