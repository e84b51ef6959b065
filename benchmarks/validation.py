"""Validation of messages, without HTTP: ours says what LINE would refuse, the SDK checks types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from bars import Bar
from bench import LINE_SDK, US, Bench, printed_figures, script, take_turns
from processes import Command
from samples import Samples
from tables import beside, cell, markdown
from workload import Workload
from workloads import FLEX, TEXT

SCRIPTS = {US: "ours_validation", LINE_SDK: "sdk_validation"}


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield a text and a card."""
    count = bench.choose(quick=500, full=1000)
    for kind, message in {"text": TEXT, "flex card of 27 objects": FLEX}.items():
        commands = {
            peer: Command(script(peer, name, json.dumps(message), str(count)))
            for peer, name in SCRIPTS.items()
        }
        yield Workload(
            f"Validation, {kind}: {count} messages",
            bench.choose(quick=3, full=7),
            partial(take_turns, bench.present(commands), printed_figures),
            _table,
            _bars if message is FLEX else lambda _: [],
        )


def _table(samples: Samples) -> str:
    rows = [
        [peer, cell(samples.spread(peer, "cpu", 1e6)), beside(US, samples, peer, "cpu")]
        for peer in samples.peers
    ]
    return markdown(["", "CPU µs a message", "ours / it"], rows)


def _bars(samples: Samples) -> list[Bar]:
    ratio = samples.ratio(US, LINE_SDK, "cpu")
    return [Bar(f"validation of a flex card, CPU / {LINE_SDK}", ratio, 0.4, in_readme=True)]
