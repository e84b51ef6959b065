"""`line-connector serve`: CPU for each push beside the direct call, and latency under load."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bars import Bar
from bench import STARLETTE, TOKEN, US, Bench, ours, scratch, script
from processes import Command, Server, run, running
from samples import Round, Samples
from tables import beside, cell, markdown
from workload import Workload
from workloads import PUSH

from sandbox import cost_of_pushes, starlette

AT_ONCE = 50
SERVE, DIRECT = "a push through serve", "the direct call"
PUSH_PATH = "/actions/push_message"


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield the CPU of single pushes, and latency under load."""
    with ExitStack() as stack:
        server = stack.enter_context(running(_serve(bench.url)))
        peer = stack.enter_context(running(starlette()))
        count = bench.choose(quick=300, full=500)
        yield Workload(
            f"Serve: {count} pushes, one after another",
            bench.choose(quick=3, full=7),
            partial(_measure_cpu, bench.url, server, peer, count),
            _cpu_table,
            _cpu_bars,
        )
    with running(_serve(bench.slow_url)) as server:
        count = bench.choose(quick=2000, full=4000)
        yield Workload(
            f"Serve: {count} pushes, {AT_ONCE} at a time, answers after 50 ms",
            bench.choose(quick=2, full=5),
            partial(_measure_latency, server, count),
            _latency_table,
            _latency_bars,
        )


def _serve(url: str) -> Command:
    state = str(scratch("serve"))
    return Command(
        ours("serve", "--no-auth", "--port", "0", "--state", state),
        environ={"LINE_URL": url, **TOKEN},
    )


def _measure_cpu(url: str, server: Server, peer: Server, count: int) -> Round:
    direct = Command(
        script(US, "ours_warm", json.dumps(PUSH), str(count)), environ={"LINE_URL": url, **TOKEN}
    )
    return {
        SERVE: {"cpu": cost_of_pushes(server, PUSH, count, PUSH_PATH)},
        DIRECT: json.loads(run(direct).printed),
        STARLETTE: {"cpu": cost_of_pushes(peer, PUSH, count)},
    }


def _cpu_table(samples: Samples) -> str:
    rows = [
        [peer, cell(samples.spread(peer, "cpu", 1e6)), beside(SERVE, samples, peer, "cpu")]
        for peer in samples.peers
    ]
    return markdown(["", "CPU µs a push", "serve / it"], rows)


def _cpu_bars(samples: Samples) -> list[Bar]:
    ratio = samples.ratio(SERVE, DIRECT, "cpu")
    return [Bar(f"{SERVE}, CPU / {DIRECT}", ratio, 1.6)]


def _measure_latency(server: Server, count: int) -> Round:
    load = str(Path(__file__).with_name("load.py"))
    arguments = [load, server.url, PUSH_PATH, json.dumps(PUSH), str(AT_ONCE), str(count)]
    return {SERVE: json.loads(run(Command([sys.executable, *arguments])).printed)}


def _latency_table(samples: Samples) -> str:
    rows = [
        [name, *(cell(samples.spread(SERVE, f"{of}{centile}", 1000)) for centile in ("p50", "p99"))]
        for name, of in ((SERVE, ""), ("GET /health meanwhile", "health_"))
    ]
    return markdown(["", "p50 ms", "p99 ms"], rows)


def _latency_bars(samples: Samples) -> list[Bar]:
    ratio = samples.each_round(lambda one: one[SERVE]["p99"] / one[SERVE]["p50"])
    what = f"{SERVE}, {AT_ONCE} at a time, p99 / p50"
    return [Bar(what, ratio, 3)]
