"""The tables of figures in the project's README and in that of the benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bars import Bar
from environments import ROOT
from machine import machine
from tables import markdown

README = ROOT / "README.md"
ALL_FIGURES = ROOT / "benchmarks" / "README.md"
BEGIN = "<!-- Figures: written by `python benchmarks/run.py --write-readme`. -->"
END = "<!-- End of the figures. -->"


def write(bars: Sequence[Bar]) -> None:
    """Replace the figures: a few in README.md, all in the benchmarks' own.

    Raises:
        ValueError: the comments around them are missing.
    """
    _replace(README, figures(bar for bar in bars if bar.in_readme))
    _replace(ALL_FIGURES, figures(bars))


def figures(bars: Iterable[Bar]) -> str:
    """Return the machine and a table of what was measured."""
    rows = [[bar.what, bar.figure, bar.wanted] for bar in bars]
    return f"Measured on {machine()}.\n\n{markdown(['', 'measured', 'bar'], rows)}"


def _replace(page: Path, text: str) -> None:
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page.name}: needs the lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
