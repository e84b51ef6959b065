"""Measure line-connector beside its peers, in one run, taking turns; print Markdown.

    python benchmarks/run.py [--quick] [--only NAME …] [--rounds N] [--write-readme]

PYTHON_BENCH names the Python for all peers, if it should not be the newest that suits them all.
Within a round every peer runs once, and a ratio is taken within a round, so that other work of the
machine affects all alike. With --quick the exit status is 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator

import cold
import environments
import readme
import schemas
import serve
import validation
import warm
from bars import Bar
from bench import Bench
from machine import conditions
from processes import FailedError, running, stub
from tables import bars_table
from workload import Workload, gather

import playbook
import sandbox
import webhooks

GROUPS: dict[str, Callable[[Bench], Iterator[Workload]]] = {
    "cold": cold.workloads,
    "warm": warm.workloads,
    "validation": validation.workloads,
    "webhooks": webhooks.workloads,
    "sandbox": sandbox.workloads,
    "playbook": playbook.workloads,
    "schemas": schemas.workloads,
    "serve": serve.workloads,
}

ANSWER_AFTER = 0.05
"""Seconds; about what LINE takes."""


def main() -> None:
    """Measure, and print the report."""
    asked = _arguments()
    missing = environments.prepare(environments.find_python())
    print("## line-connector beside its peers\n")
    print(*conditions(missing), sep="\n", flush=True)
    try:
        with running(stub()) as at_once, running(stub(ANSWER_AFTER)) as later:
            bench = Bench(at_once.url, later.url, asked.quick, frozenset(missing))
            bars = list(_measured(bench, asked.only, asked.rounds))
    except FailedError as error:
        sys.exit(str(error))
    print(f"\n### Bars\n\n{bars_table(bars)}")
    if asked.write_readme:
        readme.write(bars)
    missed = [bar for bar in bars if not bar.is_met]
    for bar in missed:
        print(f"missed: {bar.what}: {bar.figure}, wanted {bar.wanted}", file=sys.stderr)
    sys.exit(1 if asked.quick and missed else 0)


def _measured(bench: Bench, groups: Iterable[str], rounds_at_most: int) -> Iterator[Bar]:
    """Measure the groups, print a table for each workload, yield the bars."""
    for group in groups:
        for workload in GROUPS[group](bench):
            samples = gather(workload, rounds_at_most)
            rounds = len(samples.rounds)
            print(f"\n### {workload.title} ({rounds} round{'s' * (rounds != 1)})\n")
            print(workload.table(samples), flush=True)
            yield from workload.bars(samples)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--quick", action="store_true", help="fewer rounds; fail if a bar is missed"
    )
    parser.add_argument(
        "--only", nargs="+", choices=GROUPS, default=list(GROUPS), help="measure only these groups"
    )
    parser.add_argument(
        "--rounds", type=int, default=100, metavar="N", help="at most so many rounds of each"
    )
    parser.add_argument(
        "--write-readme", action="store_true", help="write the figures into both READMEs"
    )
    asked = parser.parse_args()
    if asked.write_readme and (asked.quick or list(asked.only) != list(GROUPS)):
        parser.error("--write-readme needs a full run: neither --quick nor --only")
    return asked


if __name__ == "__main__":
    main()
