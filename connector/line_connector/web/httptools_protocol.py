"""Bounded connections on httptools, in C: a request takes a third less time than on h11."""

from __future__ import annotations

from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from line_connector.web.connections import (
    HEADERS_LIMIT,
    HEADERS_TOO_LARGE,
    BoundedProtocol,
    Part,
    head_problem,
)


class Protocol(BoundedProtocol, HttpToolsProtocol):
    """uvicorn's protocol on httptools, with bounds."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._part: Part | None = "head"
        self._head_size = 0
        """Bytes of the head that is arriving."""

    def arriving_part(self) -> Part | None:
        """Return the part of a request that is arriving; None while one is processed."""
        return self._part

    def data_received(self, data: bytes) -> None:
        """Parse what arrives, unless it is a head without an end."""
        if self._part == "head":
            self._head_size += len(data)
            # What comes in one piece is measured when it is read.
            if self._head_size > len(data) + HEADERS_LIMIT:
                self.send_400_response(HEADERS_TOO_LARGE)
                return
        super().data_received(data)

    def on_headers_complete(self) -> None:
        """Process a request, if its headers are right."""
        version: str = self.parser.get_http_version()  # pyright: ignore[reportOptionalMemberAccess]
        problem = head_problem(self.headers, version.encode())
        if problem:
            raise httptools.HttpParserError(problem)
        self._part = "body"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Give the end of the body to the application."""
        self._head_size = 0
        self._part = None
        super().on_message_complete()
        self._await_head()

    def on_response_complete(self) -> None:
        """Go on with the next request."""
        super().on_response_complete()
        self._await_head()

    def _await_head(self) -> None:
        """Await the next request, when this one has come and is answered."""
        if self._part is None and self.cycle.response_complete and not self.pipeline:
            self._part = "head"
            self.watch_arrival()
