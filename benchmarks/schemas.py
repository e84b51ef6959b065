"""What every action adds to the commands that describe them all, with a large manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from operator import attrgetter

import yaml
from bars import Bar
from bench import PEERS, TOKEN, Bench, ours, scratch, take_turns
from environments import ROOT, SERVICES, executable
from processes import Command
from samples import Samples
from tables import cell, markdown
from workload import Workload

ACTIONS = 112
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
        f"Schemas: {ACTIONS} actions",
        bench.choose(quick=3, full=5),
        partial(take_turns, _commands(bench.url, _manifest()), attrgetter("figures")),
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
    actions = f"{ACTIONS} actions, CPU"
    start = samples.each_round(lambda one: one[MCP]["cpu"] - one[MCP_SDK]["cpu"])
    return [
        Bar(f"{OPENAPI} of {actions}", samples.spread(OPENAPI, "cpu"), 1.5, " s"),
        Bar(f"{LISTING} of {actions}", samples.spread(LISTING, "cpu"), 0.2, " s"),
        Bar(f"mcp with {actions} on top of its SDK", start, 0.5, " s"),
    ]


def _commands(url: str, manifest: str) -> dict[str, Command]:
    infobip = {"INFOBIP_API_KEY": "stub-key", "INFOBIP_URL": url}
    return {
        OPENAPI: Command(ours("openapi", "--manifest", manifest)),
        LISTING: Command(ours("actions", "--manifest", manifest)),
        MCP: Command(
            ours("mcp", "--manifest", manifest),
            stdin=MCP_START,
            environ={"LINE_URL": url, **TOKEN, **infobip},
        ),
        MCP_SDK: Command([executable(SERVICES), str(PEERS / "mcp_import.py")]),
    }


def _manifest() -> str:
    """Write a manifest that lists built-in actions under further names, up to `ACTIONS` in all."""
    built_in = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
    actions = [
        (name, f"{built_in['package']}.{chapter}.{name}:{_class_name(name)}", declared, title)
        for chapter, declared in built_in["chapters"].items()
        for name, title in declared["actions"].items()
    ]
    there = len(actions) + len(built_in["actions"])
    further = {
        f"{name}_{number}": {
            "class": path,
            "connection": declared["connection"],
            "title": f"{title} {number}",
        }
        for number, (name, path, declared, title) in enumerate(
            islice(cycle(actions), max(0, ACTIONS - there))
        )
    }
    content = {"name": "further", "title": "Further", "version": "1", "actions": further}
    file = scratch("schemas") / "manifest.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return str(file)


def _class_name(action: str) -> str:
    return "".join(map(str.capitalize, action.split("_")))
