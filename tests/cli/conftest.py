"""The command as a person runs it: its own process, its two streams, its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def command() -> Run:
    def run(*arguments: str, env: Mapping[str, str] | None = None, stdin: str = "") -> Ended:
        clean = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith("LINE_") or name == "LINE_CONNECTOR_SANDBOX"
        }
        # Not those of who runs this.
        clean["LINE_CONNECTOR_CONFIG"] = "no-such-folder/config.yaml"
        clean["LINE_CONNECTOR_DATABASE"] = "sqlite:///no-such-folder/recipients.sqlite"
        ended = subprocess.run(
            [sys.executable, "-m", "line_connector", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env={**clean, **(env or {})},
            timeout=60,
            check=False,
        )
        assert "Traceback" not in ended.stderr, ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run
