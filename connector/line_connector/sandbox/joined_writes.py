"""One write for a response: uvicorn writes head and body apart, and wakes the client twice."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.auto import AutoHTTPProtocol


class JoinedWrites:
    """A transport that holds a first write until the second, or until the loop goes on."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._held = b""

    def __getattr__(self, name: str) -> Any:
        """Return what the transport has besides."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write, with what was held."""
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held + data)
            return
        self._held = data
        self._loop.call_soon(self._write_held)

    def close(self) -> None:
        """Write what was held, and close."""
        self._write_held()
        self._transport.close()

    def _write_held(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)


class Protocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Uvicorn's protocol on such a transport."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin with a connection."""
        joined = JoinedWrites(cast("asyncio.Transport", transport))
        super().connection_made(cast("asyncio.Transport", joined))
