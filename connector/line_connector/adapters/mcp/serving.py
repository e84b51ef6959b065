"""How a client reaches the server: over standard streams, or over HTTP with a token."""

from __future__ import annotations

import contextlib
import hmac
import signal
import socket
from collections.abc import Callable
from typing import Any

import anyio
import uvicorn
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from pydantic import AnyHttpUrl


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
    with _listening(host, port) as listener:
        origin = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
        app = server.streamable_http_app(
            host=host,
            token_verifier=OneToken(token),
            # There is no authorization server to be pointed to: the operator hands the token out.
            auth=AuthSettings(issuer_url=AnyHttpUrl(origin), resource_server_url=None),
        )
        ready(f"{origin}/mcp")
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
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


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol left open, asyncio would not switch off Nagle's algorithm.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener
