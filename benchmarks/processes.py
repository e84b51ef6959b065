"""Run one process to its end and say what it cost; run a server beside the others."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KILOBYTES_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1
"""What the system counts memory in."""

READY_WITHIN = 60
"""Seconds in which a server must print its address."""

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


class FailedError(Exception):
    """A process or a request failed, so the round is void; the text says which and why."""


@dataclass(frozen=True)
class Command:
    """A peer's process."""

    arguments: list[str]
    stdin: str = ""
    directory: Path | None = None
    environ: Mapping[str, str] = field(default_factory=dict)

    status: int = 0
    """The exit status it must have."""


@dataclass(frozen=True)
class Cost:
    """What a process cost, and what it printed."""

    wall: float
    cpu: float
    memory: float
    """Greatest resident memory in MB."""

    printed: str

    @property
    def figures(self) -> dict[str, float]:
        """Return what it cost, by name."""
        return {"wall": self.wall, "cpu": self.cpu, "memory": self.memory}


def run(command: Command) -> Cost:
    """Run a command to its end.

    Raises:
        FailedError: it ended with another exit status than it must.
    """
    with (
        tempfile.TemporaryFile("w+") as stdin,
        tempfile.TemporaryFile("w+") as stdout,
        tempfile.TemporaryFile("w+") as stderr,
    ):
        stdin.write(command.stdin)
        stdin.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            cwd=command.directory,
            env=_environ(command),
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        stdout.seek(0)
        stderr.seek(0)
        printed, complaint = stdout.read(), stderr.read()
    if process.returncode != command.status:
        status_was = f"exit status {process.returncode}"
        raise FailedError(f"{' '.join(command.arguments)}: {status_was}\n{complaint}")
    memory = usage.ru_maxrss * KILOBYTES_PER_UNIT / 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory, printed)


@dataclass(frozen=True)
class Server:
    """A process that listens."""

    pid: int
    url: str

    def cpu(self) -> float:
        """Return the seconds of CPU it has used.

        Raises:
            OSError: this system does not tell.
        """
        clock = ctypes.c_int()
        if ctypes.CDLL(None).clock_getcpuclockid(self.pid, ctypes.byref(clock)):
            raise OSError(f"no CPU clock of process {self.pid}")
        return time.clock_gettime(clock.value)


@contextmanager
def running(command: Command) -> Iterator[Server]:
    """Run a server for a while. It prints its address, on whichever stream.

    Raises:
        FailedError: it printed none.
    """
    with (
        tempfile.TemporaryFile("w+") as output,
        subprocess.Popen(
            command.arguments,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=command.directory,
            env=_environ(command),
        ) as process,
    ):
        try:
            yield Server(process.pid, _address(command.arguments, process, output.fileno()))
        finally:
            process.terminate()


def stub(delay: float = 0) -> Command:
    """Return the command of the stub that answers after `delay` seconds."""
    return Command([sys.executable, str(Path(__file__).with_name("stub.py")), str(delay)])


def _address(command: list[str], process: subprocess.Popen[bytes], output: int) -> str:
    """Wait until a server has printed its address."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        if found := _ADDRESS.search(_printed(output)):
            return found[0]
        time.sleep(0.05)
    raise FailedError(f"{' '.join(command)} printed no address:\n{_printed(output)}")


def _printed(output: int) -> str:
    return os.pread(output, 100_000, 0).decode(errors="replace")


def _environ(command: Command) -> dict[str, str]:
    """Return a bare environment: no proxy, certificate or Python setting of the machine's."""
    home = os.environ.get("HOME", "/")
    return {"PATH": os.defpath, "HOME": home, "LANG": "C.UTF-8", **command.environ}
