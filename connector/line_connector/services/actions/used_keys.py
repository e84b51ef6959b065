"""Which input each retry key was used for: the provider compares keys only, and never the inputs.

Without it, another message with a used key would get a success, and would not be sent.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from line_connector.errors import ApiError, InputError, ServerError, SessionError
from line_connector.services.actions.idempotency import IDEMPOTENCY_KEY
from line_connector.web.access_log import LOG

LIFETIME = 25 * 60 * 60
"""Seconds that a key is remembered: the provider's 24 hours begin later, when it accepts."""

MOST = 500_000
"""Keys remembered, the latest ones: about 60 MB."""

ResultT = TypeVar("ResultT")

_TABLES = """
CREATE TABLE IF NOT EXISTS keys (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    input BLOB NOT NULL,
    used_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS keys_by_time ON keys (used_at);
"""


class UsedKeys:
    """The keys of the last day, as hashes: in a file that survives restarts, or in memory.

    Args:
        folder: folder of the file, created if missing; None keeps them in memory.
        now: returns the time in seconds since 1970.

    Raises:
        OSError: the folder cannot be used.
        sqlite3.Error: the file cannot be used.
    """

    def __init__(self, folder: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._lock = threading.Lock()
        if folder is None:
            self._db = _open(":memory:")
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "used_keys.sqlite"
        file.touch(mode=0o600)
        self._db = _open(str(file))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def using(
        self, account: str, action: str, retry_key: str, data: Mapping[str, Any]
    ) -> Generator[None]:
        """Use a retry key for one input, for as long as the context lasts.

        If the context ends with an error that says that nothing was sent, the key is free again,
        for example for the corrected input.

        Args:
            account: a text that identifies the provider's account.
            action: the action's name.
            retry_key: the key.
            data: the input with its retry key, as a checked call has it.

        Raises:
            InputError: the key was used for another input; the context did not begin.
        """
        key = _hashed(account, action, retry_key.lower())
        of_input = _hashed(retry_key.lower(), _canonical(data))
        now = self._now()
        is_new = self._in_transaction(lambda db: _claim(db, key, of_input, now))
        try:
            yield
        except ServerError:
            raise
        except (InputError, SessionError, ApiError):
            if is_new:
                self._in_transaction(
                    lambda db: db.execute("DELETE FROM keys WHERE key = ?", (key,))
                )
            raise

    def _in_transaction(self, work: Callable[[sqlite3.Connection], ResultT]) -> ResultT:
        """Run one transaction; if the file fails, continue in memory and log a warning."""
        with self._lock:
            try:
                with self._db:
                    return work(self._db)
            except sqlite3.Error as error:
                LOG.warning("used keys: the file failed (%s); from now on kept in memory", error)
            self._db.close()
            self._db = _open(":memory:")
            with self._db:
                return work(self._db)


def _open(place: str) -> sqlite3.Connection:
    db = sqlite3.connect(place, timeout=5, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # Commits survive the process; a power cut may lose the last ones.
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript(_TABLES)
    except BaseException:
        db.close()
        raise
    return db


def _claim(db: sqlite3.Connection, key: bytes, of_input: bytes, now: float) -> bool:
    """Store a key; return whether it is new.

    Raises:
        InputError: it was used for another input.
    """
    db.execute("DELETE FROM keys WHERE used_at < ?", (now - LIFETIME,))
    known = db.execute("SELECT input FROM keys WHERE key = ?", (key,)).fetchone()
    if known is None:
        added = db.execute("INSERT INTO keys VALUES (NULL, ?, ?, ?)", (key, of_input, now))
        db.execute("DELETE FROM keys WHERE number <= ?", ((added.lastrowid or 0) - MOST,))
        return True
    if known[0] != of_input:
        raise InputError(
            f"{IDEMPOTENCY_KEY}: its retry key was used for another input within a day, so this "
            "one would not be sent; use one key for one message"
        )
    db.execute("UPDATE keys SET used_at = ? WHERE key = ?", (now, key))
    return False


def _canonical(data: Mapping[str, Any]) -> str:
    """Return an input as text, whatever the order of its properties and its key."""
    content = {name: value for name, value in data.items() if name != "retryKey"}
    try:
        return json.dumps(content, sort_keys=True)
    except RecursionError:
        raise InputError("the input is nested too deeply") from None


def _hashed(*parts: str) -> bytes:
    return hashlib.sha256(json.dumps(parts).encode()).digest()
