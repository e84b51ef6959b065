"""Warm pushes: many by one process, on one session and token."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from bars import Bar
from bench import (
    BARE,
    CHANNEL,
    HTTP_CLIENT,
    LINE_SDK,
    PEERS,
    RUNNER,
    URLLIB3,
    US,
    Bench,
    printed_figures,
    script,
    take_turns,
)
from processes import Command
from samples import Samples, Spread
from tables import beside, cell, markdown
from workload import Workload
from workloads import FLEX, PUSH, TEXT

THREADS = 200

SCRIPTS = {
    US: "ours_warm",
    LINE_SDK: "sdk_warm",
    RUNNER: "swimlane_warm",
    BARE: "bare_warm",
    URLLIB3: "urllib3_warm",
    HTTP_CLIENT: "http_client_warm",
}
IN_THREADS = (US, LINE_SDK, BARE, URLLIB3)


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield texts, cards, and texts by many threads."""
    count = bench.choose(quick=500, full=1000)
    rounds = bench.choose(quick=3, full=7)
    for kind, message in {"text": TEXT, "flex card of 27 objects": FLEX}.items():
        yield Workload(
            f"Warm pushes, {kind}: {count} by one thread",
            rounds,
            partial(
                take_turns,
                bench.present(_commands(bench.url, message, count)),
                printed_figures,
            ),
            _table,
            _bars_of_text if message is TEXT else _bars_of_flex,
        )
    count = bench.choose(quick=4000, full=8000)
    commands = _commands(bench.slow_url, TEXT, count, THREADS)
    yield Workload(
        f"Warm pushes, text, answers after 50 ms: {count} by {THREADS} threads",
        bench.choose(quick=2, full=3),
        partial(
            take_turns,
            bench.present({peer: commands[peer] for peer in IN_THREADS}),
            printed_figures,
        ),
        _table,
        _bars_of_rate,
        warm_up=False,
    )


def _table(samples: Samples) -> str:
    rows = [
        [
            peer,
            cell(samples.spread(peer, "cpu", 1e6)),
            beside(US, samples, peer, "cpu"),
            cell(_rate(samples, peer)),
        ]
        for peer in samples.peers
    ]
    return markdown(["", "CPU µs a push", "ours / it", "pushes/s by the clock"], rows)


def _rate(samples: Samples, peer: str) -> Spread | None:
    return samples.each_round(lambda one: 1 / one[peer]["wall"], peer)


def _bars_of_text(samples: Samples) -> list[Bar]:
    ratio = samples.ratio(US, LINE_SDK, "cpu")
    return [Bar(f"warm push of a text, CPU / {LINE_SDK}", ratio, 0.7)]


def _bars_of_flex(samples: Samples) -> list[Bar]:
    ratio = samples.ratio(US, LINE_SDK, "cpu")
    return [Bar(f"warm push of a flex card, CPU / {LINE_SDK}", ratio, 0.2, in_readme=True)]


def _bars_of_rate(samples: Samples) -> list[Bar]:
    what = f"pushes by {THREADS} threads, answers after 50 ms"
    rate = _rate(samples, US)
    return [Bar(what, rate, 2000, "/s", at_least=True, best_round=True, in_readme=True)]


def _commands(
    url: str, message: Mapping[str, Any], count: int, threads: int = 1
) -> dict[str, Command]:
    push = json.dumps({**PUSH, "messages": [message]})
    environ = {"LINE_URL": url, **CHANNEL}
    return {
        peer: Command(
            script(peer, name, push, str(count), str(threads)),
            directory=PEERS / "swimlane_connector",
            environ=environ,
        )
        for peer, name in SCRIPTS.items()
    }
