"""On what machine, and with which versions, all is measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path

import environments
from environments import INSTALLS, OURS, executable
from processes import Command, run

CPU_INFO = Path("/proc/cpuinfo")


def machine() -> str:
    """Return the machine in its own words: processor, cores, system, Python of the peers."""
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, CPython {_python()}"


def conditions(missing: Mapping[str, str]) -> Iterator[str]:
    """Yield what a reader of the figures has to know."""
    load = os.getloadavg()[0]
    yield (
        f"{machine()}; load {load:.1f} at the start. A ratio is ours divided by the peer's "
        "within a round: median (least..most).\n"
    )
    for name in INSTALLS:
        if name in missing:
            yield f"- {name}: not installed, its rows are left out: {missing[name]}"
        else:
            found = environments.versions(name)
            names = sorted(found.keys() - {"pip", "setuptools"})
            yield f"- {name}: " + ", ".join(f"{each} {found[each]}" for each in names)


def _processor() -> str:
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _python() -> str:
    ask = "import platform; print(platform.python_version())"
    return run(Command([executable(OURS), "-c", ask])).printed.strip()
