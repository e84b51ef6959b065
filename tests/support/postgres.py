"""A PostgreSQL server of the test run's own, started once, stopped at its end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.ports import free_port

_USER = "nobody"
"""Who runs it where the tests are run by root, which the server refuses to be."""

_PROGRAMS = ("initdb", "pg_ctl", "postgres")


class Postgres:
    """A running server.

    Args:
        port: where it listens on the loopback interface.
    """

    def __init__(self, port: int) -> None:
        self._url = f"postgresql://postgres@127.0.0.1:{port}"

    def new_database(self) -> str:
        """Make an empty database; return its URL."""
        import psycopg

        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(f"{self._url}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload,unused-ignore]
        return f"{self._url}/{name}"


def why_no_postgres() -> str | None:
    """Return why no server can be started here; None if one can."""
    missing = [each for each in _PROGRAMS if shutil.which(each) is None]
    try:
        import psycopg  # noqa: F401
    except ImportError:
        missing.append("psycopg")
    return f"PostgreSQL: there is no {', '.join(missing)}" if missing else None


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server, with its data in memory where there is a file system for that."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="postgres", dir=memory if os.access(memory, os.W_OK) else None
    ) as name:
        folder = Path(name)
        data = folder / "data"
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _run(folder, "initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync")
        port = free_port()
        options = f"-c listen_addresses=127.0.0.1 -p {port} -c fsync=off -k {folder}"
        log = folder / "log"
        _run(folder, "pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
        try:
            yield Postgres(port)
        finally:
            _run(folder, "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def _run(folder: Path, *command: str) -> None:
    as_user = {"user": _USER, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if command[0] == "initdb" else None,
        check=False,
        **as_user,  # type: ignore[call-overload,unused-ignore]
    )
    assert done.returncode == 0, done.stderr
