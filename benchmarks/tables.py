"""The Markdown that figures are shown in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bars import Bar
from samples import Samples, Spread


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, numbers to the right."""
    rules = [" --- ", *[" ---: "] * (len(header) - 1)]
    lines = [f"|{'|'.join(rules)}|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join([f"| {' | '.join(header)} |", *lines])


def beside(ours: str, samples: Samples, peer: str, figure: str) -> str:
    """Return the cell that compares a figure of ours with a peer's."""
    return "1" if peer == ours else cell(samples.ratio(ours, peer, figure))


def cell(spread: Spread | None) -> str:
    """Return the cell of a figure."""
    return "not installed" if spread is None else str(spread)


def bars_table(bars: Iterable[Bar]) -> str:
    """Return all bars, with what was measured."""
    rows = [[bar.what, f"{cell(bar.measured)}{bar.unit}", bar.wanted, bar.verdict] for bar in bars]
    return markdown(["", "measured", "bar", ""], rows)
