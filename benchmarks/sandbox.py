"""The sandbox: its CPU for each request, beside servers that check and keep nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any

from bars import Bar
from bench import PEERS, STARLETTE, STUB, US, Bench, ours
from environments import SERVICES, executable
from http_client import Client
from processes import Command, Server, running, stub
from samples import Round, Samples
from tables import beside, cell, markdown
from workload import Workload
from workloads import CAROUSEL, PUSH, TEXT

BATCHES = 10
DELIVERIES = 100_000
KIND_TEXT, KIND_CAROUSEL, KIND_PAGE = "text", "carousel of 44 KB", "page"
CHATS = "/_sandbox/chats"


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield pushes to the sandbox, and its page after many deliveries."""
    with ExitStack() as stack:
        servers = {
            US: stack.enter_context(_sandbox()),
            STARLETTE: stack.enter_context(running(starlette())),
            STUB: stack.enter_context(running(stub())),
        }
        for kind, message, count in (
            (KIND_TEXT, TEXT, bench.choose(quick=300, full=500)),
            (KIND_CAROUSEL, CAROUSEL, bench.choose(quick=30, full=100)),
        ):
            yield Workload(
                f"Sandbox: {count} pushes of a {kind}",
                bench.choose(quick=3, full=7),
                partial(_measure_pushes, servers, {**PUSH, "messages": [message]}, count),
                _table,
                partial(_bars, kind),
            )
    with _sandbox() as server:
        _fill(server)
        yield Workload(
            f"Sandbox: page, after {DELIVERIES:,} deliveries",
            bench.choose(quick=3, full=7),
            partial(_measure_page, server),
            _table,
            partial(_bars, KIND_PAGE),
        )


def _sandbox() -> Any:
    return running(Command(ours("sandbox", "--port", "0")))


def starlette() -> Command:
    """Return the command of the minimal application."""
    return Command([executable(SERVICES), str(PEERS / "starlette_json.py")])


def _measure_pushes(servers: Mapping[str, Server], push: dict[str, Any], count: int) -> Round:
    with Client(servers[US].url) as client:
        client.post("/_sandbox/reset", {})
    return {peer: {"cpu": cost_of_pushes(server, push, count)} for peer, server in servers.items()}


def cost_of_pushes(
    server: Server, push: Mapping[str, Any], count: int, path: str = "/v2/bot/message/push"
) -> float:
    """Return the seconds of a server's CPU that one push takes."""
    with Client(server.url, token="sandbox-token") as client:
        return _cost(server, lambda: client.post(path, push), count)


def _measure_page(server: Server) -> Round:
    """Measure what a browser asks for to show one chat: the page, the chats, and what is in it."""
    with Client(server.url) as client:
        first = json.loads(client.get(CHATS))["chats"][0]["chatId"]
        paths = ("/", CHATS, f"{CHATS}/{first}/messages")

        def open_page() -> None:
            for path in paths:
                client.get(path)

        return {US: {"cpu": _cost(server, open_page, 3)}}


def _cost(server: Server, request: Callable[[], object], count: int) -> float:
    """Return the seconds of the server's CPU that one request takes, in the cheapest batch."""
    size = max(1, count // BATCHES)
    return min(_cost_of_batch(server, request, size) for _ in range(1 + count // size))


def _cost_of_batch(server: Server, request: Callable[[], object], size: int) -> float:
    before = server.cpu()
    for _ in range(size):
        request()
    return (server.cpu() - before) / size


def _fill(server: Server) -> None:
    """Let everybody receive one broadcast."""
    with Client(server.url, token="sandbox-token") as client:
        client.post("/_sandbox/settings", {"quota": None})
        client.post("/_sandbox/users", {"count": DELIVERIES})
        client.post("/v2/bot/message/broadcast", {"messages": [TEXT]})


def _table(samples: Samples) -> str:
    rows = [
        [peer, cell(samples.spread(peer, "cpu", 1e6)), beside(US, samples, peer, "cpu")]
        for peer in samples.peers
    ]
    return markdown(["", "CPU µs of the server, a request", "ours / it"], rows)


def _bars(kind: str, samples: Samples) -> list[Bar]:
    what, scale, limit, unit = {
        KIND_TEXT: (f"sandbox, push of a {kind}, CPU", 1e6, 400, " µs"),
        KIND_CAROUSEL: (f"sandbox, push of a {kind}, CPU", 1e3, 7, " ms"),
        KIND_PAGE: (f"sandbox, page, after {DELIVERIES:,} deliveries, CPU", 1e3, 10, " ms"),
    }[kind]
    return [Bar(what, samples.spread(US, "cpu", scale), limit, unit)]
