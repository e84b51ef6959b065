"""What a figure may be at most, or must be at least."""

from __future__ import annotations

from dataclasses import dataclass

from samples import Spread, show

LITTLE = 0.15
"""The share of a limit that counts as little."""


@dataclass(frozen=True)
class Bar:
    """A limit for one figure."""

    what: str

    measured: Spread | None
    """None if a peer is not installed."""

    limit: float

    unit: str = ""

    at_least: bool = False
    """Whether the figure must reach the limit; otherwise it must not exceed it."""

    best_round: bool = False
    """Whether the best round decides, not the median: for rates, which other work only lowers."""

    in_readme: bool = False
    """Whether it is one of the few in the project's README; the benchmarks' own has all."""

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps to the limit; one that was not measured does."""
        return self.measured is None or self._holds(self._decisive(self.measured))

    @property
    def is_undecided(self) -> bool:
        """Whether it is missed by little: then more rounds can tell."""
        return self.measured is not None and not self.is_met and self._is_near

    @property
    def figure(self) -> str:
        """Return the figure that decides, with its unit."""
        if self.measured is None:
            return "not measured"
        return show(self._decisive(self.measured)) + self.unit

    @property
    def wanted(self) -> str:
        """Return the limit."""
        return f"{'≥' if self.at_least else '≤'} {self.limit:,g}{self.unit}"

    @property
    def verdict(self) -> str:
        """Return whether the bar is met, in a word."""
        if self.measured is None:
            return "skipped: the peer is not installed"
        return "met" if self.is_met else "**missed**"

    @property
    def _is_near(self) -> bool:
        assert self.measured
        return abs(self._decisive(self.measured) / self.limit - 1) <= LITTLE

    def _decisive(self, measured: Spread) -> float:
        best = measured.most if self.at_least else measured.least
        return best if self.best_round else measured.median

    def _holds(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit
