"""Playbooks: a loop one at a time and several at once, and the memory of a large one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from bars import Bar
from bench import TOKEN, Bench, ours, scratch
from processes import Command, run
from samples import Round, Samples, Spread
from tables import cell, markdown
from workload import Workload
from workloads import TEXT

AT_ONCE = 16
SINGLY, TOGETHER, FEW = "one at a time", f"{AT_ONCE} at a time", "a few items"
MANY, RESUMED = "many items", "many items, resumed"

FEW_ITEMS = 100

MEMORY_PER_ITEM = 60 / 100_000
"""MB."""

PUSH_TO_EACH = {
    "id": "push",
    "action": "push_message",
    "for_each": "${{ inputs.to }}",
    "with": {"to": "${{ item }}", "messages": [TEXT]},
}
ANSWERED_404 = {"id": "profile", "action": "get_profile", "with": {"userId": f"U{1:032x}"}}
"""A step that fails, so that the run can be resumed."""


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield a loop's speed and its memory."""
    for answers, url, count in (
        ("answers at once", bench.url, bench.choose(quick=500, full=1000)),
        ("answers after 50 ms", bench.slow_url, bench.choose(quick=100, full=200)),
    ):
        yield Workload(
            f"Playbook: {count} pushes in a loop, {answers}, with the start of the process",
            bench.choose(quick=3, full=5),
            partial(_measure_speed, url, count),
            partial(_speed_table, count),
            partial(_speed_bars, answers),
        )
    count = bench.choose(quick=20_000, full=100_000)
    yield Workload(
        f"Playbook: memory of a loop of {count:,} pushes, {AT_ONCE} at a time",
        1,
        partial(_measure_memory, bench.url, count),
        _memory_table,
        partial(_memory_bars, count),
        warm_up=False,
    )


def _measure_speed(url: str, count: int) -> Round:
    return {SINGLY: _run(url, count, 1), TOGETHER: _run(url, count, AT_ONCE)}


def _measure_memory(url: str, count: int) -> Round:
    return {
        FEW: _run(url, FEW_ITEMS, AT_ONCE),
        MANY: _run(url, count, AT_ONCE, fails=True),
        RESUMED: run(_resume(url)).figures,
    }


def _run(url: str, count: int, at_once: int, *, fails: bool = False) -> dict[str, float]:
    """Run the loop in a process of its own; return what it cost."""
    folder = _folder()
    shutil.rmtree(folder)
    folder.mkdir()
    push = {**PUSH_TO_EACH, "max_parallel": at_once}
    steps = [push, ANSWERED_404] if fails else [push]
    playbook = _write(folder / "loop.yaml", {"inputs": {"to": {"type": "array"}}, "steps": steps})
    inputs = _write(folder / "to.json", {"to": [f"U{number:032x}" for number in range(count)]})
    arguments = ("run", playbook, "--inputs", inputs)
    return run(_command(url, *arguments, status=1 if fails else 0)).figures


def _resume(url: str) -> Command:
    """Return the command that resumes the one run there is."""
    runs = run(_command(url, "runs")).printed
    name = next(word for line in runs.splitlines() for word in line.split() if word[:2] == "20")
    return _command(url, "run", "--resume", name, status=1)


def _command(url: str, *arguments: str, status: int = 0) -> Command:
    command = ours("playbook", *arguments, "--state", str(_folder() / "state"))
    return Command(command, environ={"LINE_URL": url, **TOKEN}, status=status)


def _folder() -> Path:
    return scratch("playbook")


def _write(file: Path, content: Mapping[str, Any]) -> str:
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)


def _speed_table(count: int, samples: Samples) -> str:
    rows = [
        [peer, *(cell(samples.spread(peer, figure, 1e6 / count)) for figure in ("wall", "cpu"))]
        for peer in samples.peers
    ]
    return markdown(["", "clock µs an item", "CPU µs an item"], rows)


def _speed_bars(answers: str, samples: Samples) -> list[Bar]:
    faster = samples.ratio(SINGLY, TOGETHER, "wall")
    what = f"playbook loop, {answers}, {TOGETHER}, speed / {SINGLY}"
    return [Bar(what, faster, 2, at_least=True)]


def _added(samples: Samples, peer: str) -> Spread | None:
    return samples.each_round(lambda one: one[peer]["memory"] - one[FEW]["memory"])


def _memory_table(samples: Samples) -> str:
    rows = [
        [
            peer,
            cell(samples.spread(peer, "memory")),
            cell(_added(samples, peer)),
            cell(samples.spread(peer, "cpu")),
        ]
        for peer in samples.peers
    ]
    return markdown(["", "max RSS MB", "added MB", "CPU s"], rows)


def _memory_bars(count: int, samples: Samples) -> list[Bar]:
    limit = MEMORY_PER_ITEM * count
    what = f"playbook loop of {count:,} items, memory added"
    return [
        Bar(what, _added(samples, MANY), limit, " MB"),
        Bar(f"{what}, resumed", _added(samples, RESUMED), limit, " MB"),
    ]
