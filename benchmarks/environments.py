"""The virtual environments the peers live in, all of one Python that every peer can run on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENTS = ROOT / "benchmarks" / ".envs"
OURS, SERVICES = "ours", "services"
SWIMLANE, TURBINE, SDK = "swimlane", "turbine", "sdk"

# Swimlane's two packages pin different versions of requests; the runner's is taken.
SWIMLANES = [["connector_def_runner==2.3.18"], ["--no-deps", "swimlane_core==1.1.1"]]

INSTALLS: dict[str, list[list[str]]] = {
    OURS: [[str(ROOT)]],
    SERVICES: [[f"{ROOT}[mcp,playbook,sandbox,server]"]],
    SWIMLANE: SWIMLANES,
    TURBINE: [*SWIMLANES, [str(ROOT)]],
    SDK: [["line-bot-sdk==3.27.0"]],
}
"""What pip is given for each environment, one list a call."""

WITH_OURS = (OURS, SERVICES, TURBINE)

OLDEST, NEWEST = (3, 10), (3, 12)
"""Swimlane's runner cannot be imported on Python 3.13: it needs `cgi`."""

_LIST_VERSIONS = """
import json
from importlib.metadata import distributions
print(json.dumps({each.metadata["Name"]: each.version for each in distributions()}))
"""


def find_python() -> str:
    """Return a Python that all peers run on: the one in PYTHON_BENCH, else the newest found."""
    wanted = os.environ.get("PYTHON_BENCH")
    for candidate in [wanted] if wanted else ["python3.12", "python3.11", "python3.10"]:
        if OLDEST <= _version(candidate) <= NEWEST:
            return candidate
    sys.exit("benchmarks need Python 3.10, 3.11 or 3.12; name one in PYTHON_BENCH")


def executable(environment: str, program: str = "python") -> str:
    """Return the path of a program of an environment."""
    return str(ENVIRONMENTS / environment / "bin" / program)


def prepare(python: str) -> dict[str, str]:
    """Make what is missing or out of date; ours is always installed afresh, as a wheel.

    Returns:
        Environments that could not be made, each with pip's reason.
    """
    complaints = {name: _try_to_make(name, python) for name in INSTALLS}
    missing = {name: complaint for name, complaint in complaints.items() if complaint}
    if unusable := missing.keys() & {OURS, SERVICES}:
        sys.exit("\n".join(f"environment {name}: {missing[name]}" for name in sorted(unusable)))
    return missing


def versions(environment: str) -> dict[str, str]:
    """Return the version of every distribution in an environment."""
    listing = subprocess.run(
        [executable(environment), "-c", _LIST_VERSIONS], check=True, stdout=subprocess.PIPE
    )
    listed: dict[str, str] = json.loads(listing.stdout)
    return listed


def _try_to_make(name: str, python: str) -> str:
    """Make an environment; return pip's complaint, empty if all went well."""
    try:
        _make_or_renew(name, python)
    except subprocess.CalledProcessError as error:
        return _complaint(error)
    return ""


def _make_or_renew(name: str, python: str) -> None:
    stamp = ENVIRONMENTS / name / "made-from.json"
    dependencies = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    made_from = json.dumps(
        [_version(python), INSTALLS[name], dependencies if name in WITH_OURS else ""]
    )
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_from:
        print(f"making environment {name} …", file=sys.stderr)
        shutil.rmtree(stamp.parent, ignore_errors=True)
        subprocess.run([python, "-m", "venv", stamp.parent], check=True, capture_output=True)
        for arguments in INSTALLS[name]:
            _pip_install(name, *arguments)
        stamp.write_text(made_from, encoding="utf-8")
    elif name in WITH_OURS:
        print(f"installing line-connector in {name} …", file=sys.stderr)
        _pip_install(name, "--no-deps", "--force-reinstall", str(ROOT))


def _pip_install(environment: str, *arguments: str) -> None:
    pip = [executable(environment), "-m", "pip", "--disable-pip-version-check", "-qq"]
    subprocess.run([*pip, "install", "--compile", *arguments], check=True, capture_output=True)


def _complaint(error: subprocess.CalledProcessError) -> str:
    """Return the last line of what pip said."""
    lines = error.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit status {error.returncode}"


def _version(python: str) -> tuple[int, ...]:
    """Return a Python's version, nothing if there is no such Python."""
    show = "import sys; print(*sys.version_info[:2])"
    try:
        shown = subprocess.run([python, "-c", show], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(map(int, shown.stdout.split()))
