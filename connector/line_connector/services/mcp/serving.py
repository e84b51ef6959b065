"""How a client reaches the server: over standard streams, or over HTTP with a token."""

from __future__ import annotations

import contextlib
import hmac
import signal
from collections.abc import Callable
from typing import Any

import anyio
import uvicorn
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import AnyHttpUrl
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from line_connector.web.connections import Bounds, bounded_protocol
from line_connector.web.listening import address_of, bind, is_on_loopback


def serve_stdio(server: Server[Any]) -> None:
    """Serve the program at the other end of standard input and output, until it hangs up."""

    async def serve() -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    # A thread that reads standard input cannot be called off: Ctrl-C would wait for the next line.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(serve)


def serve_http(
    server: Server[Any], host: str, port: int, token: str, ready: Callable[[str], None]
) -> None:
    """Serve whoever has the token, until Ctrl-C; `ready` is told the address.

    Raises:
        OSError: the port cannot be listened on.
    """
    with bind(host, port) as listener:
        listener.listen()  # who is told the address may come at once
        origin = address_of(listener)
        app = server.streamable_http_app(
            transport_security=_only_this_machine(host) if is_on_loopback(listener) else None,
            host=host,
            token_verifier=OneToken(token),
            # There is no authorization server to be pointed to: the operator hands the token out.
            auth=AuthSettings(issuer_url=AnyHttpUrl(origin), resource_server_url=None),
        )
        ready(f"{origin}/mcp")
        config = uvicorn.Config(
            NoForeignOrigin(app),
            http=bounded_protocol(Bounds()),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=10,
        )
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


class OneToken:
    """Lets in whoever has the one token there is."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    async def verify_token(self, token: str) -> AccessToken | None:
        """Compare in a time that does not tell how much of it is right."""
        if not hmac.compare_digest(token.encode(), self._token):
            return None
        return AccessToken(token=token, client_id="operator", scopes=[])


class NoForeignOrigin:
    """Refuses what a web page of another origin sends, as the protocol demands of its servers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        app = self._app
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and origin != f"{scope['scheme']}://{headers.get('host')}":
                app = PlainTextResponse("Invalid Origin header", 403)
        await app(scope, receive, send)


def _only_this_machine(host: str) -> TransportSecuritySettings:
    """Return the names that this machine goes by, for a server that only it can reach."""
    names = {"127.0.0.1", "localhost", "[::1]", f"[{host}]" if ":" in host else host}
    return TransportSecuritySettings(
        allowed_hosts=[each for name in names for each in (name, f"{name}:*")],
        allowed_origins=[f"http://{name}:*" for name in names],
    )
