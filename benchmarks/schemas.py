"""The commands that describe all actions there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from bars import Bar
from bench import PEERS, TOKEN, Bench, ours, take_turns
from environments import SERVICES, executable
from processes import Command
from samples import Samples
from tables import cell, markdown
from workload import Workload

OPENAPI, LISTING, MCP, MCP_SDK = "openapi", "actions", "mcp", "import of the MCP SDK alone"

MCP_START = "".join(
    json.dumps({"jsonrpc": "2.0", **message}) + "\n"
    for message in (
        {
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "benchmark", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/list"},
    )
)


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield the commands with all actions."""
    yield Workload(
        "Schemas: all built-in actions",
        bench.choose(quick=3, full=5),
        partial(take_turns, _commands(bench.url), attrgetter("figures")),
        _table,
        _bars,
    )


def _table(samples: Samples) -> str:
    rows = [
        [
            name,
            cell(samples.spread(name, "cpu")),
            cell(samples.spread(name, "wall")),
            cell(samples.spread(name, "memory")),
        ]
        for name in samples.peers
    ]
    return markdown(["", "CPU s", "clock s", "max RSS MB"], rows)


def _bars(samples: Samples) -> list[Bar]:
    start = samples.each_round(lambda one: one[MCP]["cpu"] - one[MCP_SDK]["cpu"])
    return [
        Bar(f"{OPENAPI} of all actions, CPU", samples.spread(OPENAPI, "cpu"), 1.5, " s"),
        Bar(f"{LISTING} of all actions, CPU", samples.spread(LISTING, "cpu"), 0.2, " s"),
        Bar("mcp with all actions, CPU on top of its SDK", start, 0.5, " s"),
    ]


def _commands(url: str) -> dict[str, Command]:
    infobip = {"INFOBIP_API_KEY": "stub-key", "INFOBIP_URL": url}
    return {
        OPENAPI: Command(ours("openapi")),
        LISTING: Command(ours("actions")),
        MCP: Command(
            ours("mcp"),
            stdin=MCP_START,
            environ={"LINE_URL": url, **TOKEN, **infobip},
        ),
        MCP_SDK: Command([executable(SERVICES), str(PEERS / "mcp_import.py")]),
    }
