"""What all workloads are given, and how the peers' processes are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import environments
from environments import OURS, SDK, SERVICES, SWIMLANE, TURBINE, executable
from processes import Command

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

    def present(self, commands: dict[str, Command]) -> dict[str, Command]:
        """Return the commands of the peers that are installed."""
        return {
            peer: command
            for peer, command in commands.items()
            if ENVIRONMENT_OF.get(peer) not in self.missing
        }

    def absent(self) -> Iterable[str]:
        """Return the peers that are not installed."""
        return [peer for peer, place in ENVIRONMENT_OF.items() if place in self.missing]


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
