"""Run one process to its end and say what it cost; run the stub beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KILOBYTES_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1
"""What the system counts memory in."""


@dataclass(frozen=True)
class Command:
    """A peer's process."""

    arguments: list[str]
    stdin: str = ""
    directory: Path | None = None
    environ: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """What a process cost, and what it printed."""

    wall: float
    cpu: float
    memory: float
    """Greatest resident memory in MB."""

    printed: str


def run(command: Command, url: str) -> Cost:
    """Run a command against the stub at `url`; end the benchmark if it fails.

    It sees a bare environment, so that no proxy, certificate or Python setting of the machine's
    takes part.
    """
    environ = {
        "PATH": os.defpath,
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "LINE_URL": url,
        "LINE_CLIENT_ID": "1000000001",
        "LINE_CLIENT_SECRET": "stub-secret",
        **command.environ,
    }
    started = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=command.directory,
        env=environ,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(command.stdin)
    process.stdin.close()
    # Nobody prints more than a pipe holds, so reading can wait until the process has ended.
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    with process.stdout, process.stderr:
        printed, complaint = process.stdout.read(), process.stderr.read()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command.arguments)}: exit status {process.returncode}\n{complaint}")
    memory = usage.ru_maxrss * KILOBYTES_PER_UNIT / 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory, printed)


@contextmanager
def running_stub() -> Iterator[str]:
    """Run the stub for a while and give its address; it ends with its standard input."""
    program = [sys.executable, str(Path(__file__).with_name("stub.py"))]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
