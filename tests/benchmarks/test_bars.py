"""The verdicts of the benchmarks, and the table they write into the README; nothing is measured."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return import_module("bars")


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return import_module("samples")


@pytest.fixture
def readme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    module = import_module("readme")
    monkeypatch.setattr(module, "README", tmp_path / "README.md")
    monkeypatch.setattr(module, "ALL_FIGURES", tmp_path / "all.md")
    monkeypatch.setattr(module, "machine", lambda: "a machine")
    return module


@pytest.mark.parametrize(
    ("values", "at_least", "best_round", "met", "undecided"),
    [
        ([0.5, 1.0, 9.0], False, False, True, False),
        ([1.1, 1.1, 1.1], False, False, False, True),
        ([0.9, 1.3, 1.3], False, False, False, False),
        ([0.5, 0.5, 1.0], True, True, True, False),
        ([0.5, 0.5, 1.0], True, False, False, False),
    ],
)
def test_median_of_the_rounds_decides_and_for_rates_the_best_round(
    bars: ModuleType,
    samples: ModuleType,
    values: list[float],
    at_least: bool,
    best_round: bool,
    met: bool,
    undecided: bool,
) -> None:
    bar = bars.Bar("a push", samples.Spread.of(values), 1, at_least=at_least, best_round=best_round)

    assert (bar.is_met, bar.is_undecided) == (met, undecided)


def test_ratio_is_taken_within_a_round(samples: ModuleType) -> None:
    rounds = [{"ours": {"cpu": load}, "theirs": {"cpu": 2 * load}} for load in (1.0, 10.0, 3.0)]

    ratio = samples.Samples(rounds).ratio("ours", "theirs", "cpu")

    assert ratio == samples.Spread(0.5, 0.5, 0.5)


def test_bar_of_a_peer_that_is_not_installed_is_skipped(
    bars: ModuleType, samples: ModuleType
) -> None:
    rounds = [{"ours": {"cpu": 1.0}, "theirs": {}}]

    bar = bars.Bar("a push", samples.Samples(rounds).ratio("ours", "theirs", "cpu"), 1)

    assert bar.is_met
    assert bar.verdict == "skipped: the peer is not installed"


def test_figures_take_the_place_of_the_last_ones(
    bars: ModuleType, samples: ModuleType, readme: ModuleType
) -> None:
    for page in (readme.README, readme.ALL_FIGURES):
        page.write_text(f"before\n\n{readme.BEGIN}\nold\n{readme.END}\n\nafter\n")
    measured = samples.Spread.of([3.0])
    both = [bars.Bar("a push", measured, 4, " ms", in_readme=True), bars.Bar("a read", measured, 5)]

    readme.write(both)
    once = readme.README.read_text()
    readme.write(both)

    assert once == readme.README.read_text()
    assert "Measured on a machine." in once
    assert "| a push | 3 ms | ≤ 4 ms |" in once
    assert "a read" not in once
    assert "old" not in once
    assert once.startswith("before")
    assert once.endswith("after\n")
    every = readme.ALL_FIGURES.read_text()
    assert "| a push | 3 ms | ≤ 4 ms |\n| a read | 3 | ≤ 5 |" in every


@pytest.mark.parametrize("page", ["README.md", "benchmarks/README.md"])
def test_pages_of_the_project_have_a_place_for_the_figures(readme: ModuleType, page: str) -> None:
    text = (BENCHMARKS.parent / page).read_text(encoding="utf-8")

    assert text.index(readme.BEGIN) < text.index(readme.END)
