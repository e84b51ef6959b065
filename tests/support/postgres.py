"""A PostgreSQL server of a test's own, on a free port of loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = ("initdb", "pg_ctl", "postgres")


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server; give the URL of its database."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"PostgreSQL is not installed: no {missing[0]}")
    pytest.importorskip("psycopg")
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        place = Path(folder)
        as_user = _unprivileged(place)
        data, port = place / "data", _free_port()
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
        _run([*as_user, "initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-N"], place)
        control = [*as_user, "pg_ctl", "-D", str(data), "-l", str(place / "log"), "-w"]
        _run([*control, "-o", options, "start"], place)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], place)


def _unprivileged(folder: Path) -> list[str]:
    """Return how to run a program as a user that PostgreSQL starts for: any but root."""
    if os.getuid() != 0:
        return []
    users = {each.pw_name: each for each in pwd.getpwall()}
    user = next((users[name] for name in ("postgres", "nobody") if name in users), None)
    if user is None or shutil.which("runuser") is None:
        pytest.skip("PostgreSQL does not run as root, and there is no other user")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", user.pw_name, "--"]


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, timeout=120)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
