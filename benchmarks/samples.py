"""What was measured, round by round, and how far it spreads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Round = Mapping[str, Mapping[str, float]]
"""What one round measured: each peer's figures by name, `cpu` and such; none if not installed."""


@dataclass(frozen=True)
class Spread:
    """A figure over all rounds."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread | None:
        """Return how values spread; None if there is none."""
        every = list(values)
        return cls(median(every), min(every), max(every)) if every else None

    def __str__(self) -> str:
        return f"{show(self.median)} ({show(self.least)}..{show(self.most)})"


@dataclass(frozen=True)
class Samples:
    """The rounds of one workload."""

    rounds: Sequence[Round]

    @property
    def peers(self) -> list[str]:
        """Return the peers, in their order."""
        return list(self.rounds[0])

    def spread(self, peer: str, figure: str, scale: float = 1) -> Spread | None:
        """Return a peer's figure, multiplied by `scale`."""
        return self.each_round(lambda one: scale * one[peer][figure], peer)

    def ratio(self, ours: str, peer: str, figure: str) -> Spread | None:
        """Return a figure of ours divided by the peer's, both of the same round."""
        return self.each_round(lambda one: one[ours][figure] / one[peer][figure], ours, peer)

    def each_round(self, figure: Callable[[Round], float], *peers: str) -> Spread | None:
        """Return what `figure` makes of each round; None if one of the peers is not installed."""
        return Spread.of(figure(one) for one in self.rounds if all(one[peer] for peer in peers))


def show(value: float) -> str:
    """Return a number with three figures that mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
