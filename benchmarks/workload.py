"""One workload: what a round of it is, and how its rounds are gathered."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bars import Bar
from processes import FailedError
from samples import Round, Samples

MORE = 2
"""How often the rounds are repeated while a bar is undecided."""

TRIES = 3
"""How often a round is tried in all."""


@dataclass(frozen=True)
class Workload:
    """Peers that do the same, in turns."""

    title: str

    rounds: int

    measure: Callable[[], Round]
    """Lets every peer do its work once."""

    table: Callable[[Samples], str]

    bars: Callable[[Samples], Sequence[Bar]] = field(default=lambda _: [])

    warm_up: bool = True
    """Whether the first round only fills the machine's caches, and is dropped."""


def gather(workload: Workload, rounds_at_most: int) -> Samples:
    """Measure the rounds, and as many again while a bar is undecided and more are allowed."""
    print(workload.title, end=" ", file=sys.stderr, flush=True)
    if workload.warm_up:
        _measure(workload)
    count = min(workload.rounds, rounds_at_most)
    rounds = [_measure(workload) for _ in range(count)]
    for _ in range(MORE):
        if len(rounds) >= rounds_at_most or not any(
            bar.is_undecided for bar in workload.bars(Samples(rounds))
        ):
            break
        rounds += [_measure(workload) for _ in range(count)]
    print(file=sys.stderr)
    return Samples(rounds)


def _measure(workload: Workload, tries: int = TRIES) -> Round:
    """Measure one round; if something fails, for example a time limit, measure it again."""
    try:
        measured = workload.measure()
    except FailedError as error:
        if tries == 1:
            raise
        print(f"\na round failed, and is measured again: {error}", file=sys.stderr)
        return _measure(workload, tries - 1)
    print(".", end="", file=sys.stderr, flush=True)
    return measured
