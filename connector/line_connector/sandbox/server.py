"""Running a sandbox: in the background of a program, or in the foreground of a terminal."""

import asyncio
import contextlib
import socket
import struct
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from line_connector.sandbox.app import App
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.client import ControlClient
from line_connector.sandbox.clock import seconds_at
from line_connector.sandbox.control import environment
from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.joined_writes import Protocol
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.seed_file import read_seed
from line_connector.sandbox.seeding import Seed
from line_connector.sandbox.settings import camel_case

if TYPE_CHECKING:
    from typing_extensions import Self

LOOPBACK = "127.0.0.1"

GRACE = 0.05
"""Seconds that responses on their way have when the sandbox stops."""


class Sandbox:
    """A sandbox on a loopback port, served by a thread of this program while it is open.

    Port 0 takes a free one. The database is a file that outlives the sandbox, or `:memory:`. The
    settings are those of `line_connector.sandbox.settings`, and of the providers' own `settings`.
    """

    def __init__(
        self,
        port: int = 0,
        database: str = ":memory:",
        *,
        seed: Seed | Path | None = None,
        random_seed: int | None = None,
        clock: str | None = None,
        **settings: Any,
    ) -> None:
        """Describe a sandbox; nothing runs before `start`.

        Args:
            port: to listen on.
            database: a file, or `:memory:`.
            seed: people, groups, channels that it starts with, or a file of them.
            random_seed: with the same one, the same requests get the same IDs and tokens.
            clock: when its time stands, such as `2026-04-01T09:00:00Z`; none: it runs.
            settings: by their Python names.

        Raises:
            ValueError: a setting is wrong; the seed, the time and the database are looked at by
                `start`, which raises the same.
        """
        _check_settings(settings)
        self._port = port
        self._open = partial(_open, database, seed, random_seed, clock, settings)
        self._running: _Running | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Self":
        """Start, and be ready for requests."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start, and return when requests will be answered."""
        with self._lock:
            if self._running is None:
                self._running = _Running(self._port, self._open)

    def stop(self) -> None:
        """Stop, and return when the port is free again; any thread may call it, and several."""
        with self._lock:
            if self._running is not None:
                self._running.stop()
                self._running = None

    @property
    def url(self) -> str:
        """Where the sandbox is, without a slash at the end."""
        return f"http://{LOOPBACK}:{self._alive().port}"

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point our command line here."""
        return environment(PROVIDERS, self.url)

    def received(self, to: str | None = None) -> list[dict[str, Any]]:
        """Return what a user, group or room got, oldest first; without one, what everybody got."""
        entries: list[dict[str, Any]] = self.control.get("received", to=to)["received"]
        return entries

    def reset(self) -> None:
        """Start over: seeds, settings and clock as they were at the start, and nothing received."""
        self.control.post("reset")

    @property
    def control(self) -> ControlClient:
        """Its control API. The server's thread alone touches the state: this too is HTTP."""
        return ControlClient(self.url)

    def _alive(self) -> "_Running":
        if self._running is None:
            raise RuntimeError("The sandbox is not running")
        return self._running


def serve(
    host: str = LOOPBACK,
    port: int = 8077,
    database: str = ":memory:",
    *,
    seed: Seed | Path | None = None,
    random_seed: int | None = None,
    clock: str | None = None,
    ready: Callable[[str], None] | None = None,
    access_log: bool = False,
    **settings: Any,
) -> None:
    """Run a sandbox until Ctrl-C; `ready` is called with its URL once requests are answered."""
    _check_settings(settings)
    # Bound here, so that the port is known and an error comes at once.
    with _bind(host, port) as listener:
        url = f"http://{host}:{listener.getsockname()[1]}"
        opened, document = _open(database, seed, random_seed, clock, settings)
        with contextlib.closing(opened) as channels:
            server = _Server(
                channels, document, lambda: ready and ready(url), host, access_log=access_log
            )
            with contextlib.suppress(KeyboardInterrupt):
                server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A web server that calls back when ready, stops at once, and can drop a connection.

    It parses with httptools and runs on uvloop where these are installed.
    """

    def __init__(
        self,
        channels: Channels,
        seed: Seed | None,
        ready: Callable[[], object],
        host: str,
        *,
        access_log: bool,
    ) -> None:
        self._on_ready = ready
        self._app = app = App(channels, PROVIDERS, self._drop_connection, host, seed)
        config = uvicorn.Config(
            app,
            http=Protocol,
            interface="asgi3",
            lifespan="off",
            ws="none",
            log_config=LOGGING_CONFIG if access_log else None,
            log_level="info" if access_log else "error",
            access_log=access_log,
            server_header=False,
            proxy_headers=False,
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._app.start_workers()
        self._on_ready()

    async def main_loop(self) -> None:
        """Tick, as uvicorn does, until a signal comes or `stop` is called."""
        ends = [asyncio.create_task(each) for each in (super().main_loop(), self._stopping.wait())]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()

    def stop(self) -> None:
        """Let the server stop; any thread may call it while the server runs."""
        self._loop.call_soon_threadsafe(self._stopping.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send what is ready; who has no answer by then gets none, as when a server dies."""
        self._app.stop()
        for listener in (*self.servers, *(sockets or ())):
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._connections_closed(), GRACE)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        requests = list(self.server_state.tasks)
        for request in requests:
            request.cancel()
        await asyncio.gather(*requests, return_exceptions=True)

    async def _connections_closed(self) -> None:
        while self.server_state.connections:  # noqa: ASYNC110 (uvicorn has no event for it)
            await asyncio.sleep(0.001)

    def _drop_connection(self, client: Any, *, at_once: bool) -> None:
        connections: Any = self.server_state.connections
        for connection in connections:
            if connection.client == client:
                if at_once:
                    _reset(connection.transport)
                else:
                    connection.transport.close()


def _reset(transport: Any) -> None:
    """Close a connection so that its client sees a reset, not an end: with RST, not with FIN."""
    linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
    with contextlib.suppress(OSError):  # the client may be gone already
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()


class _Running:
    """A server and the thread it runs in."""

    def __init__(
        self, port: int, open_channels: Callable[[], tuple[Channels, Seed | None]]
    ) -> None:
        with contextlib.ExitStack() as undo:
            listener = undo.enter_context(_bind(LOOPBACK, port))
            self._channels, seed = open_channels()
            undo.callback(self._channels.close)
            self._server = self._new_server(seed)
            undo.pop_all()
        self.port: int = listener.getsockname()[1]
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="sandbox", daemon=True
        )
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._server.stop()
        self._thread.join()
        self._channels.close()

    def _new_server(self, seed: Seed | None) -> _Server:
        self._ready = threading.Event()
        return _Server(self._channels, seed, self._ready.set, LOOPBACK, access_log=False)


def _open(
    database: str,
    seed: Seed | Path | None,
    random_seed: int | None,
    clock: str | None,
    settings: dict[str, Any],
) -> tuple[Channels, Seed | None]:
    document = read_seed(seed) if isinstance(seed, Path) else seed
    stands_at = None if clock is None else seconds_at(clock)
    channels = Channels(PROVIDERS, database, settings, random_seed=random_seed, clock=stands_at)
    return channels, document


def _check_settings(settings: dict[str, Any]) -> None:
    if settings:
        values = {camel_case(name): each for name, each in settings.items()}
        control_rules(PROVIDERS).check_settings(values)


def _bind(host: str, port: int) -> socket.socket:
    # With the protocol left open, asyncio would not switch off Nagle's algorithm, and every
    # answer would take 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener
