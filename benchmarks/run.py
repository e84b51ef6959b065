"""Measure line-connector beside its peers, in one run, taking turns; print Markdown.

    python benchmarks/run.py [--quick]

PYTHON_BENCH names the Python for all peers, where the newest that suits them all is not wanted.
Within a round every peer runs once, and a ratio is taken within a round, so that whatever else the
machine does in the meantime falls on all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import environments
import stub
import workloads
from environments import OURS, SDK, SWIMLANE, TURBINE, executable
from processes import Command, Cost, run, running_stub
from tables import Budget, Ratio, Samples, markdown, show

PEERS = Path(__file__).resolve().parent / "peers"
CONNECTOR = PEERS / "swimlane_connector"
OUR_CONNECTOR = environments.ENVIRONMENTS / "turbine_connector"

SCRIPT, PROTOCOL = "our script in Swimlane's packages", "turbine run"
US, RUNNER, LINE_SDK = "line-connector", "Swimlane's runner", "line-bot-sdk"
BARE, PLAIN = "bare requests-oauthlib", "plain pydantic + click script"

MESSAGES = {"text": workloads.TEXT, "flex": workloads.FLEX}


def script(environment: str, name: str, *arguments: str, directory: Path | None = None) -> Command:
    """Return the command that runs a peer's script with an environment's Python."""
    return Command(
        [executable(environment), str(PEERS / f"{name}.py"), *arguments], directory=directory
    )


def build_our_connector() -> None:
    """Write our connector for Turbine, reduced to what a push by channel ID and secret needs."""
    bundle = environments.ENVIRONMENTS / "turbine_bundle"
    for folder in (bundle, OUR_CONNECTOR):
        shutil.rmtree(folder, ignore_errors=True)
    build = [executable(OURS, "line-connector"), "turbine", "build", "--out", str(bundle)]
    subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
    for needed in (
        "config/actions/push_message.yaml",
        "config/assets/oauth2_client_credentials.yaml",
        "src/push_message.py",
    ):
        (OUR_CONNECTOR / needed).parent.mkdir(parents=True)
        shutil.copy(bundle / "line" / needed, OUR_CONNECTOR / needed)


def cold_commands(url: str) -> dict[str, Command]:
    """One push by a process of its own: start, token, push, print."""
    push = json.dumps(workloads.PUSH)
    ours = executable(OURS, "line-connector")
    run_push, turbine = [ours, "run", "push_message"], [ours, "turbine", "run"]
    asset = {"url": url, "client_id": "1000000001", "client_secret": "stub-secret"}
    asked = json.dumps({**asset, "json_body": workloads.PUSH})
    keys = {"ASSET_KEYS": ",".join(asset)}
    return {
        US: Command([*run_push, push]),
        PROTOCOL: Command([*turbine, "push_message"], stdin=asked, environ=keys),
        SCRIPT: Command(
            [executable(TURBINE), str(PEERS / "turbine_cold.py"), "push_message"],
            stdin=asked,
            directory=OUR_CONNECTOR,
            environ=keys,
        ),
        RUNNER: Command(
            [executable(SWIMLANE), str(PEERS / "swimlane_cold.py"), "push_message"],
            stdin=asked,
            directory=CONNECTOR,
            environ=keys,
        ),
        LINE_SDK: script(SDK, "sdk_cold", push),
        BARE: script(OURS, "bare_cold", push),
        PLAIN: script(OURS, "plain_cold", push),
    }


def warm_commands(message: Mapping[str, Any], count: int) -> dict[str, Command]:
    """Many pushes of one message on one session with one token."""
    arguments = (json.dumps({**workloads.PUSH, "messages": [message]}), str(count))
    return {
        US: script(OURS, "ours_warm", *arguments),
        BARE: script(OURS, "bare_warm", *arguments),
        RUNNER: script(SWIMLANE, "swimlane_warm", *arguments, directory=CONNECTOR),
        LINE_SDK: script(SDK, "sdk_warm", *arguments),
    }


def validation_commands(message: Mapping[str, Any], count: int) -> dict[str, Command]:
    """Many checks of one message, without any HTTP."""
    arguments = (json.dumps(message), str(count))
    return {
        US: script(OURS, "ours_validation", *arguments),
        LINE_SDK: script(SDK, "sdk_validation", *arguments),
    }


def take_turns(
    what: str, commands: Mapping[str, Command], url: str, rounds: int
) -> dict[str, list[Cost]]:
    """Run every command once a round; the first round only warms the machine's caches."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    print(what, end=" ", file=sys.stderr)
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = run(command, url)
            if number:
                costs[name].append(cost)
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return costs


def cold_start(url: str, rounds: int) -> Iterator[str | Budget]:
    """Report on processes that push one message."""
    costs = take_turns("cold start", cold_commands(url), url, rounds)
    for name, measured in costs.items():
        if not all(stub.REQUEST_ID in cost.printed for cost in measured):
            sys.exit(f"{name} did not print the answer's request ID")
    wall = {name: [cost.wall for cost in measured] for name, measured in costs.items()}
    cpu = {name: [cost.cpu for cost in measured] for name, measured in costs.items()}
    rows = [
        [
            name,
            show(1000 * median(wall[name])),
            beside(name, wall),
            show(1000 * median(cpu[name])),
            beside(name, cpu),
            show(median(cost.memory for cost in costs[name])),
        ]
        for name in costs
    ]
    yield f"\n### Cold start: one process, token, one push, output ({rounds} rounds)\n"
    yield markdown(["", "wall ms", "ours / it", "CPU ms", "ours / it", "max RSS MB"], rows)
    yield Budget(f"cold start / {RUNNER}", Ratio.of(wall[US], wall[RUNNER]), 2.0)
    for ours in (PROTOCOL, SCRIPT):
        yield Budget(f"{ours} / {RUNNER}", Ratio.of(wall[ours], wall[RUNNER]), 2.0)
    yield Budget(f"cold start / {LINE_SDK}", Ratio.of(wall[US], wall[LINE_SDK]), 0.3)


def warm_calls(url: str, rounds: int, count: int) -> Iterator[str | Budget]:
    """Report on processes that push many messages."""
    rows: list[list[str]] = []
    budgets: list[Budget] = []
    for kind, message in MESSAGES.items():
        costs = take_turns(f"warm calls, {kind}", warm_commands(message, count), url, rounds)
        rows += loop_rows(kind, costs, clock="wall")
        if kind == "text":
            cpu = of_loops(costs, "cpu")
            ratio = Ratio.of(cpu[US], cpu[BARE])
            budgets.append(Budget(f"CPU of a warm call / {BARE}", ratio, 1.25))
    yield f"\n### Warm calls: one session, one token ({rounds} rounds of {count} pushes)\n"
    yield markdown(["", "CPU µs a call", "ours / it", "calls/s"], rows)
    yield from budgets


def validation(url: str, rounds: int, count: int) -> Iterator[str | Budget]:
    """Report on checking messages."""
    rows: list[list[str]] = []
    for kind, message in MESSAGES.items():
        commands = validation_commands(message, count)
        costs = take_turns(f"validation, {kind}", commands, url, rounds)
        rows += loop_rows(kind, costs, clock="cpu")
    yield f"\n### Validation, no HTTP ({rounds} rounds of {count} messages)\n"
    yield markdown(["", "CPU µs a message", "ours / it", "messages/s of CPU"], rows)


def loop_rows(kind: str, costs: Mapping[str, list[Cost]], clock: str) -> list[list[str]]:
    """Return a row for each peer that ran a loop: CPU a turn, ratio, turns a second by `clock`."""
    cpu, passed = of_loops(costs, "cpu"), of_loops(costs, clock)
    return [
        [
            f"{name}, {kind}",
            show(1e6 * median(cpu[name])),
            beside(name, cpu),
            show(1 / median(passed[name])),
        ]
        for name in costs
    ]


def of_loops(costs: Mapping[str, list[Cost]], what: str) -> Samples:
    """Return what peers that run a loop measured of themselves, in seconds a turn."""
    return {name: [json.loads(cost.printed)[what] for cost in runs] for name, runs in costs.items()}


def beside(name: str, samples: Samples) -> str:
    """Return the ratio of ours to a peer's."""
    return "1" if name == US else str(Ratio.of(samples[US], samples[name]))


def conditions() -> Iterator[str]:
    """Say on what, and with which versions, all this was measured."""
    ask = "import platform; print(platform.python_version())"
    python = run(Command([executable(OURS), "-c", ask]), url="").printed.strip()
    load = os.getloadavg()[0]
    yield (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at "
        f"the start; every peer on CPython {python}. A ratio is ours divided by the peer's "
        "within a round: median (least..most).\n"
    )
    for environment in (OURS, SWIMLANE, TURBINE, SDK):
        found = environments.versions(environment)
        names = sorted(found.keys() - {"pip", "setuptools"})
        yield f"- {environment}: " + ", ".join(f"{name} {found[name]}" for name in names)


def main() -> None:
    """Measure, and print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for a first look")
    quick = parser.parse_args().quick
    environments.prepare(environments.find_python())
    build_our_connector()
    print("## line-connector beside its peers\n")
    print(*conditions(), sep="\n")
    budgets: list[Budget] = []
    with running_stub() as url:
        for report in (
            cold_start(url, rounds=4 if quick else 15),
            warm_calls(url, rounds=2 if quick else 11, count=300 if quick else 500),
            validation(url, rounds=2 if quick else 11, count=500 if quick else 1000),
        ):
            for part in report:
                if isinstance(part, Budget):
                    budgets.append(part)
                else:
                    print(part, flush=True)
    print("\n### Budgets\n")
    print(markdown(["", "ours / it", "budget", ""], [budget.row() for budget in budgets]))


if __name__ == "__main__":
    main()
