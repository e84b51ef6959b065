"""LINE's own example bots, unmodified, as processes beside a sandbox.

They are no part of the project: `KITCHENSINK_DIR` names a folder with `flask-kitchensink` (from
`examples/` of line/line-bot-sdk-python) and `kitchensink` (of line/line-bot-sdk-nodejs).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from support.node import found_node, found_packages
from support.ports import free_port

LAUNCHERS = Path(__file__).parents[2] / "examples" / "bots"
SECRET, TOKEN = "sandbox-secret", "sandbox-token"
PUBLIC = "https://bot.example"
"""Where the bot for Node says that its files are."""

CONVERT = """#!/bin/sh
for last; do :; done
: > "${last#jpeg:}"
"""
"""Stands in for ImageMagick's `convert`, which that bot calls to make previews."""


def _copied(name: str, to: Path) -> Path:
    """Copy an example, so that what it downloads does not stay; skip the test if it is missing."""
    folder = Path(os.environ.get("KITCHENSINK_DIR", "/nowhere"), name)
    if not folder.is_dir():
        pytest.skip(f"KITCHENSINK_DIR has no {name}")
    return shutil.copytree(folder, to / name)


@contextmanager
def flask_bot(sandbox_url: str, folder: Path) -> Generator[str]:
    """Run the bot of the SDK for Python; yield its webhook endpoint."""
    pytest.importorskip("flask", reason="the bot needs Flask")
    program, port = _copied("flask-kitchensink", folder) / "app.py", free_port()
    command = [sys.executable, str(LAUNCHERS / "on_sandbox.py"), str(program), "--port", str(port)]
    env = {"LINE_CHANNEL_SECRET": SECRET, "LINE_CHANNEL_ACCESS_TOKEN": TOKEN}
    with _running(command, port, program.parent, {**env, "LINE_URL": sandbox_url}) as endpoint:
        yield endpoint


@contextmanager
def express_bot(sandbox_url: str, folder: Path) -> Generator[str]:
    """Run the bot of the SDK for Node; yield its webhook endpoint."""
    packages, port = found_packages("line-node", "express", "test-with-node"), free_port()
    program = _copied("kitchensink", folder) / "index.js"
    (program.parent / "node_modules").symlink_to(packages / "node_modules")
    (program.parent / "convert").write_text(CONVERT)
    (program.parent / "convert").chmod(0o755)
    command = [found_node(), "--require", str(LAUNCHERS / "on_sandbox.cjs"), str(program)]
    env = {
        "CHANNEL_SECRET": SECRET,
        "CHANNEL_ACCESS_TOKEN": TOKEN,
        "BASE_URL": PUBLIC,
        "PORT": str(port),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "LINE_URL": sandbox_url,
    }
    with _running(command, port, program.parent, env) as endpoint:
        yield endpoint


@contextmanager
def _running(command: list[str], port: int, folder: Path, env: Mapping[str, str]) -> Generator[str]:
    log, endpoint = folder / "bot.log", f"http://127.0.0.1:{port}/callback"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **env}, stdout=output, stderr=output
        )
    try:
        end = time.monotonic() + 60
        while not _answers(endpoint):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end
            time.sleep(0.05)
        yield endpoint
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        requests.get(url, timeout=10)
    except requests.ConnectionError:
        return False
    return True
