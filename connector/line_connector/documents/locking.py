"""One process at a time changes a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from line_connector.errors import InputError

_SECONDS = 30.0
"""How long another process is waited for."""


@contextmanager
def locked(path: Path) -> Generator[None, None, None]:
    """Keep other processes that call this for the same file out; its folder is made if missing.

    An empty file beside it is locked by SQLite: on every system, and not longer than the process
    lives.

    Raises:
        InputError: the folder cannot be written, or another process does not end.
    """
    path = path.resolve()
    lock = path.with_name(f".{path.name}.lock")
    with ExitStack() as stack:
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(lock, timeout=_SECONDS, isolation_level=None)
            stack.enter_context(closing(connection)).execute("BEGIN EXCLUSIVE")
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or 'cannot be written'}") from None
        except sqlite3.Error as error:
            raise InputError(f"{path}: cannot be locked for a change: {error} ({lock})") from None
        yield
