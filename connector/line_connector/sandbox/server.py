"""Running a sandbox: in the background of a program, or in the foreground of a terminal."""

import asyncio
import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from line_connector.sandbox.app import App
from line_connector.sandbox.control import environment
from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.settings import camel_case
from line_connector.sandbox.state import State

if TYPE_CHECKING:
    from typing_extensions import Self

LOOPBACK = "127.0.0.1"


class Sandbox:
    """A sandbox on a loopback port, served by a thread of this program while it is open.

    Port 0 takes a free one. The database is a file that outlives the sandbox, or `:memory:`. The
    settings are those of `line_connector.sandbox.settings`, and of the providers' own `settings`.
    """

    def __init__(
        self,
        port: int = 0,
        database: str = ":memory:",
        **settings: Any,
    ) -> None:
        """Describe a sandbox; nothing runs before `start`."""
        _check_settings(settings)
        self._port = port
        self._database = database
        self._settings = settings
        self._running: _Running | None = None

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
        if self._running is None:
            self._running = _Running(self._port, self._database, self._settings)

    def stop(self) -> None:
        """Stop, and return when the port is free again."""
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
        query = f"?to={quote(to)}" if to is not None else ""
        entries: list[dict[str, Any]] = self._control("GET", f"received{query}")["received"]
        return entries

    def reset(self) -> None:
        """Start over: seeds, settings and clock as they were at the start, and nothing received."""
        self._control("POST", "reset")

    def _control(self, method: str, name: str) -> dict[str, Any]:
        # The server's thread alone touches the state, so this too goes over HTTP.
        connection = http.client.HTTPConnection(LOOPBACK, self._alive().port)
        with contextlib.closing(connection):
            connection.request(method, f"/_sandbox/{name}", headers={"content-length": "0"})
            answer: dict[str, Any] = json.load(connection.getresponse())
        return answer

    def _alive(self) -> "_Running":
        if self._running is None:
            raise RuntimeError("The sandbox is not running")
        return self._running


def serve(
    host: str = LOOPBACK,
    port: int = 8077,
    database: str = ":memory:",
    *,
    ready: Callable[[str], None] | None = None,
    access_log: bool = False,
    **settings: Any,
) -> None:
    """Run a sandbox until Ctrl-C; `ready` is called with its URL once requests are answered."""
    _check_settings(settings)
    # Bound here, so that the port is known and an error comes at once.
    with _bind(host, port) as listener:
        url = f"http://{host}:{listener.getsockname()[1]}"
        with contextlib.closing(State(database, PROVIDERS, settings)) as state:
            server = _Server(state, lambda: ready and ready(url), host, access_log=access_log)
            with contextlib.suppress(KeyboardInterrupt):
                server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A web server that calls back when ready, stops at once, and can drop a connection.

    It parses with httptools and runs on uvloop where these are installed.
    """

    def __init__(
        self, state: State, ready: Callable[[], object], host: str, *, access_log: bool
    ) -> None:
        self._on_ready = ready
        app = App(state, PROVIDERS, self._drop_connection, host)
        self._app, self._workers = app, app.workers.values()
        config = uvicorn.Config(
            app,
            interface="asgi3",
            lifespan="off",
            ws="none",
            log_config=LOGGING_CONFIG if access_log else None,
            log_level="info" if access_log else "error",
            access_log=access_log,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._tasks = [asyncio.create_task(worker.run()) for worker in self._workers]
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
        for task in self._tasks:
            task.cancel()
        self._app.stop()
        if self.server_state.tasks:  # responses that are on their way
            await super().shutdown(sockets)
            return
        # Uvicorn would wait here for 100 ms.
        for listener in (*self.servers, *(sockets or ())):
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()

    def _drop_connection(self, client: Any) -> None:
        connections: Any = self.server_state.connections
        for connection in connections:
            if connection.client == client:
                connection.transport.abort()


class _Running:
    """A server and the thread it runs in."""

    def __init__(self, port: int, database: str, settings: dict[str, Any]) -> None:
        with contextlib.ExitStack() as undo:
            listener = undo.enter_context(_bind(LOOPBACK, port))
            self._state = State(database, PROVIDERS, settings)
            undo.pop_all()
        self.port: int = listener.getsockname()[1]
        ready = threading.Event()
        self._server = _Server(self._state, ready.set, LOOPBACK, access_log=False)
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="sandbox", daemon=True
        )
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        self._server.stop()
        self._thread.join()
        self._state.close()


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
