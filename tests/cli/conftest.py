"""The command as a person runs it: its own process, its two streams, its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pytest

from support.warm_commands import WarmProcess


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ended]


READ_BY_PYTHON = {"PYTHONIOENCODING", "PYTHONPATH", "PYTHONUTF8", "LC_ALL", "LANG"}


def _cold(
    arguments: Sequence[str], env: Mapping[str, str], stdin: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "line_connector", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=env,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmProcess]:
    process = WarmProcess()
    yield process
    process.close()


@pytest.fixture
def command(warm: WarmProcess) -> Run:
    def run(*arguments: str, env: Mapping[str, str] | None = None, stdin: str = "") -> Ended:
        clean = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith("LINE_") or name == "LINE_CONNECTOR_SANDBOX"
        }
        # Not those of who runs this.
        clean["LINE_CONNECTOR_CONFIG"] = "no-such-folder/config.yaml"
        clean["LINE_CONNECTOR_DATABASE"] = "sqlite:///no-such-folder/recipients.sqlite"
        given = env or {}
        # What Python itself reads at its start needs one of its own.
        start = _cold if READ_BY_PYTHON & given.keys() else warm.run
        ended = start(arguments, {**clean, **given}, stdin)
        assert "Traceback" not in ended.stderr, ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run
