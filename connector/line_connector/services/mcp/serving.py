"""Transports: standard streams, or HTTP with a token."""

from __future__ import annotations

import hmac
import signal
import socket
from collections.abc import Callable
from typing import Any

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers

from line_connector.web.authentication import (
    ApiKeyAuthenticator,
    require_loopback_host,
    require_same_origin,
)
from line_connector.web.identity import Client
from line_connector.web.middleware import Middleware
from line_connector.web.server import address_of, is_on_loopback, serve

_GRACE = 10
"""Seconds: the stream of a session ends only when its client closes it."""


def serve_stdio(server: Server[Any]) -> None:
    """Serve on standard input and output, until the client closes them."""

    async def run() -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    # A thread that reads standard input cannot be cancelled: Ctrl-C would wait for the next line.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(run)


def serve_http(
    server: Server[Any], listener: socket.socket, token: str, ready: Callable[[str], object]
) -> None:
    """Serve clients with the token, until SIGTERM or Ctrl-C.

    Args:
        server: implements the protocol.
        listener: what `web.server.bind` returned.
        token: what clients send as `Authorization: Bearer`.
        ready: called with the endpoint's URL once connections are accepted.
    """
    # The middleware checks Host and Origin before the token.
    app = server.streamable_http_app(
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False)
    )
    authenticator = TokenAuthenticator(token, loopback_only=is_on_loopback(listener))
    url = f"{address_of(listener)}/mcp"
    serve(Middleware(app, authenticator), listener, lambda: ready(url), grace=_GRACE)


class TokenAuthenticator:
    """Accepts requests with the one token, but none of another site's web page.

    Args:
        token: the token.
        loopback_only: whether `Host` must name this machine.
    """

    def __init__(self, token: str, *, loopback_only: bool) -> None:
        self._token = token.encode()
        self._loopback_only = loopback_only
        self._keys = ApiKeyAuthenticator(self._client_of)

    def authenticate(self, headers: Headers) -> Client:
        """Return the one client."""
        if self._loopback_only:
            require_loopback_host(headers)
        require_same_origin(headers)
        return self._keys.authenticate(headers)

    def _client_of(self, key: str) -> Client | None:
        # In constant time, which does not reveal how much of a key is right.
        return Client("operator") if hmac.compare_digest(key.encode(), self._token) else None
