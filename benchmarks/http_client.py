"""A client of JSON over one kept connection, for the benchmark itself."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Any

from processes import FailedError


class Client:
    """One connection to a server."""

    def __init__(self, url: str, token: str = "") -> None:
        self._connection = HTTPConnection(url.removeprefix("http://"), timeout=120)
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        """Return the body of a page."""
        return self._request("GET", path, None)

    def post(self, path: str, body: Any) -> bytes:
        """Send JSON; return the body of the answer."""
        return self._request("POST", path, json.dumps(body).encode())

    def _request(self, method: str, path: str, body: bytes | None) -> bytes:
        """Return the answer's body.

        Raises:
            FailedError: there is none, or it is not a success.
        """
        try:
            self._connection.request(method, path, body, self._headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            raise FailedError(f"{method} {path}: {error!r}") from None
        if answer.status >= 300:
            complaint = content.decode(errors="replace")
            raise FailedError(f"{method} {path}: {answer.status}\n{complaint}")
        return content
