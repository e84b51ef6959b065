"""Cold start: one process that starts, authenticates, pushes one message and prints the answer."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import stub
from bars import Bar
from bench import (
    BARE,
    CHANNEL,
    LINE_SDK,
    PEERS,
    PLAIN,
    PROTOCOL,
    REQUESTS,
    RUNNER,
    SCRIPT,
    TOKEN,
    US,
    Bench,
    scratch,
    script,
    take_turns,
)
from environments import OURS, executable
from processes import Command, Cost, FailedError
from samples import Samples
from tables import beside, cell, markdown
from workload import Workload
from workloads import PUSH

FETCHED, FIXED = "with a fetched token", "with a fixed token"
CREDENTIALS = {FETCHED: CHANNEL, FIXED: TOKEN}
ASSETS = {FETCHED: "oauth2_client_credentials", FIXED: "http_bearer"}
"""What Swimlane calls the two."""


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield the pushes by channel ID and secret, and by a channel access token."""
    for way in CREDENTIALS:
        commands = bench.present(_commands(bench.url, way))
        rounds = bench.choose(quick=5, full=7)
        yield Workload(
            f"Cold start {way}: one process, one push, output",
            rounds,
            partial(take_turns, commands, _figures),
            _table,
            partial(_bars, way),
        )


def _figures(cost: Cost) -> Mapping[str, float]:
    if stub.REQUEST_ID not in cost.printed:
        raise FailedError(f"a peer did not print the answer's request ID, but: {cost.printed}")
    return cost.figures


def _table(samples: Samples) -> str:
    rows = [
        [
            peer,
            cell(samples.spread(peer, "cpu", 1000)),
            beside(US, samples, peer, "cpu"),
            cell(samples.spread(peer, "wall", 1000)),
            beside(US, samples, peer, "wall"),
            cell(samples.spread(peer, "memory")),
        ]
        for peer in samples.peers
    ]
    header = ["", "CPU ms", "ours / it", "clock ms", "ours / it", "max RSS MB"]
    return markdown(header, rows)


def _bars(way: str, samples: Samples) -> list[Bar]:
    what = f"cold push {way}, CPU"
    return [
        Bar(f"{what} / {RUNNER}", samples.ratio(US, RUNNER, "cpu"), 1.25),
        Bar(f"{what} / {LINE_SDK}", samples.ratio(US, LINE_SDK, "cpu"), 0.15, in_readme=True),
        Bar(f"{PROTOCOL}, {what} / {RUNNER}", samples.ratio(PROTOCOL, RUNNER, "cpu"), 1.25),
        Bar(f"{SCRIPT}, {what} / {RUNNER}", samples.ratio(SCRIPT, RUNNER, "cpu"), 2),
    ]


def _commands(url: str, way: str) -> dict[str, Command]:
    push = json.dumps(PUSH)
    environ = {"LINE_URL": url, **CREDENTIALS[way]}
    asset = {name.removeprefix("LINE_").lower(): value for name, value in environ.items()}
    asked = json.dumps({**asset, "json_body": PUSH})
    keys = {"ASSET_KEYS": ",".join(asset)}
    command = executable(OURS, "line-connector")

    def in_turbine(peer: str, name: str, connector: Path) -> Command:
        return Command(script(peer, name, "push_message"), asked, connector, keys)

    return {
        US: Command([command, "run", "push_message", push], environ=environ),
        PROTOCOL: Command([command, "turbine", "run", "push_message"], asked, environ=keys),
        SCRIPT: in_turbine(SCRIPT, "turbine_cold", _our_connector(way)),
        RUNNER: in_turbine(RUNNER, "swimlane_cold", _their_connector(way)),
        LINE_SDK: Command(script(LINE_SDK, "sdk_cold", push), environ=environ),
        **_by_hand(way, push, environ),
    }


def _by_hand(way: str, push: str, environ: Mapping[str, str]) -> dict[str, Command]:
    """Return what one would write without a connector."""
    if way == FIXED:
        return {REQUESTS: Command(script(REQUESTS, "requests_cold", push), environ=environ)}
    return {
        BARE: Command(script(BARE, "bare_cold", push), environ=environ),
        PLAIN: Command(script(PLAIN, "plain_cold", push), environ=environ),
    }


def _our_connector(way: str) -> Path:
    """Write our connector for Turbine, reduced to what this push needs."""
    bundle = scratch("bundle")
    shutil.rmtree(bundle)
    build = [executable(OURS, "line-connector"), "turbine", "build", "--out", str(bundle)]
    subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
    return _reduced(bundle / "line", scratch(f"ours_{ASSETS[way]}"), way)


def _their_connector(way: str) -> Path:
    """Write the connector of Swimlane's runner, which reads every file there is."""
    return _reduced(PEERS / "swimlane_connector", scratch(f"theirs_{ASSETS[way]}"), way)


def _reduced(connector: Path, to: Path, way: str) -> Path:
    """Copy the files of a connector that one push needs."""
    shutil.rmtree(to)
    needed = ("config/actions/push_message.yaml", f"config/assets/{ASSETS[way]}.yaml", "src/*.py")
    for file in (file for pattern in needed for file in connector.glob(pattern)):
        if file.stem in {"push_message", ASSETS[way]}:
            copy = to / file.relative_to(connector)
            copy.parent.mkdir(parents=True)
            shutil.copy(file, copy)
    return to
