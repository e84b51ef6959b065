"""What a piece of code imports, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import line_connector

ROOT = str(next(iter(line_connector.__path__)) + "/..")


def loaded_after(code: str) -> set[str]:
    show = "import sys; print(*(name for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {ROOT!r})\n{code}\n{show}"],
        capture_output=True,
        check=True,
        text=True,
    )
    return set(done.stdout.split())
