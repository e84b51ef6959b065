"""A connector as Turbine runs it: a process a call, told and answering on its streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from support.sandboxed import Line

INSTALLED = find_spec("swimlane_core") is not None
collect_ignore_glob = [] if INSTALLED else ["*"]


def pytest_report_collectionfinish() -> list[str]:
    missing = "skipped: Swimlane's packages are not installed here: make test-with-turbine"
    return [] if INSTALLED else [missing]


ENTRYPOINT = [sys.executable, str(Path(__file__).with_name("entrypoint.py"))]
COMMAND = [sys.executable, "-m", "line_connector"]


class Ended(NamedTuple):
    """How a process ended."""

    status: int
    out: str
    err: str

    @property
    def output(self) -> dict[str, Any]:
        """What it was to say on success, which is all it said."""
        assert (self.status, self.err) == (0, ""), self.err
        return self._told("::set-output ", self.out)

    @property
    def error(self) -> dict[str, Any]:
        """What it was to say on failure, which is all it said."""
        assert (self.status, self.out) == (1, ""), self.out
        return self._told("::set-error ", self.err)

    @staticmethod
    def _told(mark: str, stream: str) -> dict[str, Any]:
        assert stream.startswith(mark), stream
        assert stream.count("\n") == 1, stream
        told: dict[str, Any] = json.loads(stream.removeprefix(mark))
        return told


Run = Callable[..., Ended]


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def bundle_like_swimlanes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("like"), like_swimlanes=True)


def build(folder: Path, *, like_swimlanes: bool = False) -> Path:
    form = ["--like-swimlanes"] if like_swimlanes else []
    subprocess.run([*COMMAND, "turbine", "build", "--out", folder, *form], check=True)
    return folder


def call(
    command: list[str],
    directory: Path,
    asset: Mapping[str, Any],
    inputs: Mapping[str, Any],
    env: Mapping[str, str],
) -> Ended:
    """Run a process as Turbine does: asset and inputs in one object, the asset's keys listed."""
    ended = subprocess.run(
        command,
        input=json.dumps({**asset, **inputs}),
        capture_output=True,
        text=True,
        cwd=directory,
        env={**os.environ, "ASSET_KEYS": ",".join(asset), **env},
        timeout=60,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def swimlane(bundle: Path) -> Run:
    """Run an action with Swimlane's packages, in a connector's folder."""

    def run(
        action: str,
        asset: Mapping[str, Any],
        inputs: Mapping[str, Any],
        directory: Path = bundle / "line",
        **env: str,
    ) -> Ended:
        return call([*ENTRYPOINT, action], directory, asset, inputs, env)

    return run


@pytest.fixture(params=["bundle", "protocol"])
def turbine(request: pytest.FixtureRequest, bundle: Path, tmp_path: Path) -> Run:
    """Run an action of ours in both ways there are."""

    def run(action: str, asset: Mapping[str, Any], inputs: Mapping[str, Any], **env: str) -> Ended:
        if request.param == "bundle":
            folder = "infobip" if action.startswith("infobip") else "line"
            return call([*ENTRYPOINT, action], bundle / folder, asset, inputs, env)
        command = [*COMMAND, "turbine", "run", action]
        return call(command, tmp_path, asset, inputs, env)

    return run


@pytest.fixture
def oauth2(line: Line) -> dict[str, Any]:
    """An asset as Swimlane's own LINE connector has it."""
    return {"url": line.url, "client_id": "1000000001", "client_secret": "sandbox-secret"}


@pytest.fixture
def bearer(line: Line) -> dict[str, Any]:
    return {"url": line.url, "token": "sandbox-token"}
