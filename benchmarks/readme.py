"""The table of figures in README.md, between two comments."""

from __future__ import annotations

from collections.abc import Iterable

from bars import Bar
from environments import ROOT
from machine import machine
from tables import markdown

README = ROOT / "README.md"
BEGIN = "<!-- Figures: written by `python benchmarks/run.py --write-readme`. -->"
END = "<!-- End of the figures. -->"


def write(bars: Iterable[Bar]) -> None:
    """Replace the figures in README.md.

    Raises:
        ValueError: the comments are missing.
    """
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{README.name}: needs the lines {BEGIN} and {END}")
    README.write_text(f"{before}{BEGIN}\n{figures(bars)}\n{END}{after}", encoding="utf-8")


def figures(bars: Iterable[Bar]) -> str:
    """Return the machine and a table of what was measured."""
    rows = [[bar.what, bar.figure, bar.wanted] for bar in bars if bar.in_readme]
    return f"Measured on {machine()}.\n\n{markdown(['', 'measured', 'bar'], rows)}"
