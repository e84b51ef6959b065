"""Commands in processes of their own that begin with the libraries imported.

Most of a cold command's time is importing what is not ours. One process does that once, and each
command is a fork of it: our own modules are imported anew, the environment, the folder, the two
streams and the exit status are its own. That a cold process works too is proved by the blocks of
the documentation.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

LIBRARIES = (
    *("click", "jmespath", "platformdirs", "pydantic", "regex", "requests", "requests_oauthlib"),
    *("sqlalchemy.orm", "sqlalchemy.dialects.sqlite", "yaml"),
)
"""What is imported beforehand, as far as it is installed."""

LONGEST = 60
"""Seconds a command may take; then it is killed."""

STREAMS = ("stdin", "stdout", "stderr")


class WarmProcess:
    """The process that is forked for each command, one at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self, arguments: Sequence[str], env: Mapping[str, str], stdin: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        with tempfile.TemporaryDirectory() as folder:
            files = {name: str(Path(folder, name)) for name in STREAMS}
            Path(files["stdin"]).write_text(stdin, encoding="utf-8")
            job = {"arguments": arguments, "env": {**env}, "folder": str(Path.cwd()), **files}
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            print(json.dumps(job), file=self._process.stdin, flush=True)
            status = int(self._process.stdout.readline())
            out, err = (Path(files[name]).read_text("utf-8") for name in STREAMS[1:])
        return subprocess.CompletedProcess(list(arguments), status, out, err)

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _serve() -> None:
    # As the command itself does before it imports anything.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    while line := sys.stdin.readline():
        job = json.loads(line)
        if (child := os.fork()) == 0:
            _become(job)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(job: Mapping[str, Any]) -> NoReturn:
    """Be the command, until it exits."""
    flags = os.O_WRONLY | os.O_CREAT
    for number, name in enumerate(STREAMS):
        opened = os.open(job[name], flags if number else os.O_RDONLY, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (until the process ends)
    os.environ.clear()
    os.environ.update(job["env"])
    time.tzset()
    signal.alarm(LONGEST)
    os.chdir(job["folder"])
    sys.path[0] = job["folder"]
    sys.argv = ["line-connector", *job["arguments"]]
    runpy.run_module("line_connector", run_name="__main__", alter_sys=True)
    sys.exit(0)


if __name__ == "__main__":
    _serve()
