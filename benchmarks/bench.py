"""What all workloads are given, and how the peers' processes are called."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import environments
from environments import OURS, SDK, SERVICES, SWIMLANE, TURBINE, executable
from processes import Command, Cost, run
from samples import Round

PEERS = Path(__file__).resolve().parent / "peers"

US = "line-connector"
PROTOCOL, SCRIPT = "turbine run", "our script in Swimlane's packages"
RUNNER, LINE_SDK = "Swimlane's runner", "line-bot-sdk"
BARE, PLAIN = "bare requests-oauthlib", "plain pydantic + click script"
REQUESTS, URLLIB3, HTTP_CLIENT = "bare requests", "urllib3", "http.client"
STARLETTE, STUB = "Starlette that only parses JSON", "the stub"

ENVIRONMENT_OF = {SCRIPT: TURBINE, RUNNER: SWIMLANE, LINE_SDK: SDK}
"""Where a peer lives, if not beside line-connector."""

CHANNEL = {"LINE_CLIENT_ID": "1000000001", "LINE_CLIENT_SECRET": "stub-secret"}
TOKEN = {"LINE_TOKEN": "stub-token"}


Commands = Mapping[str, Command | None]
"""The command of each peer; None if it is not installed."""


@dataclass(frozen=True)
class Bench:
    """One run of the benchmarks."""

    url: str
    """The stub that answers at once."""

    slow_url: str
    """The stub that answers after 50 ms."""

    quick: bool
    missing: frozenset[str]
    """Environments that could not be made."""

    def choose(self, quick: int, full: int) -> int:
        """Return how many of something this run needs."""
        return quick if self.quick else full

    def present(self, commands: dict[str, Command]) -> Commands:
        """Return the commands, None for a peer that is not installed."""
        return {
            peer: None if ENVIRONMENT_OF.get(peer) in self.missing else command
            for peer, command in commands.items()
        }


def take_turns(commands: Commands, figures: Callable[[Cost], Mapping[str, float]]) -> Round:
    """Run every command once; return the figures that `figures` reads off each, by peer."""
    return {peer: figures(run(command)) if command else {} for peer, command in commands.items()}


def printed_figures(cost: Cost) -> Mapping[str, float]:
    """Return what a peer measured of itself."""
    printed: dict[str, float] = json.loads(cost.printed)
    return printed


def script(peer: str, name: str, *arguments: str) -> list[str]:
    """Return the arguments that run a script of `peers/` with the peer's Python."""
    place = ENVIRONMENT_OF.get(peer, OURS)
    return [executable(place), str(PEERS / f"{name}.py"), *arguments]


def ours(*arguments: str) -> list[str]:
    """Return the arguments of our installed command, with its extras."""
    return [executable(SERVICES, "line-connector"), *arguments]


def scratch(name: str) -> Path:
    """Return a folder for files of one run, on the same disk as the project."""
    folder = environments.ENVIRONMENTS / "scratch" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
