"""Bounded connections on h11, in Python."""

from __future__ import annotations

from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from line_connector.web.connections import HEADERS_LIMIT, BoundedProtocol, Part, head_problem


class Protocol(BoundedProtocol, H11Protocol):
    """uvicorn's protocol on h11, with bounds."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.conn = _StrictConnection(h11.SERVER, HEADERS_LIMIT)

    def arriving_part(self) -> Part | None:
        """Return the part of a request that is arriving; None while one is processed."""
        state = self.conn.their_state
        return "head" if state is h11.IDLE else "body" if state is h11.SEND_BODY else None


class _StrictConnection(h11.Connection):
    # h11 applies its own limit of the headers only to what comes in pieces.

    def next_event(self) -> Any:
        event = super().next_event()
        if isinstance(event, h11.Request):
            problem = head_problem([*event.headers], event.http_version)
            if problem:
                raise h11.RemoteProtocolError(problem)
        return event
