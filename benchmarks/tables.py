"""Medians, paired ratios, and the Markdown they are shown in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

Samples = dict[str, list[float]]
"""What was measured for each peer, round by round."""


@dataclass(frozen=True)
class Ratio:
    """Ours over a peer's: the median of the rounds' ratios, each within one round."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, ours: Sequence[float], peers: Sequence[float]) -> Ratio:
        """Pair what was measured in the same round."""
        ratios = [mine / theirs for mine, theirs in zip(ours, peers, strict=True)]
        return cls(median(ratios), min(ratios), max(ratios))

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f}..{self.most:.2f})"


@dataclass(frozen=True)
class Budget:
    """What ours may cost beside a peer."""

    what: str
    ratio: Ratio
    limit: float

    @property
    def is_met(self) -> bool:
        """Whether the median keeps within the limit."""
        return self.ratio.median <= self.limit

    def row(self) -> list[str]:
        """Return the budget as a row of a table."""
        verdict = "met" if self.is_met else "**missed**"
        return [self.what, str(self.ratio), f"<= {self.limit:g}", verdict]


def show(value: float) -> str:
    """Return a number with three figures that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, numbers to the right."""
    rules = [" --- ", *[" ---: "] * (len(header) - 1)]
    lines = [f"|{'|'.join(rules)}|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join([f"| {' | '.join(header)} |", *lines])
