"""What was sent under each retry key: the provider compares keys only, and never the inputs.

Without it, another message with a used key would get a success, and would not be sent.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from line_connector.call import Call
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.http.connection import Connection
from line_connector.outbox.calls import CallName, Outcome
from line_connector.outbox.database import JournalError
from line_connector.outbox.outbox import INDEX, TABLE, Outbox, UnrecordedError
from line_connector.outbox.sqlite import SqliteDatabase, Tables
from line_connector.services.actions.headers import IDEMPOTENCY_KEY
from line_connector.web.access_log import LOG

FILE = "http_requests.sqlite"

LIFETIME = 49 * 60 * 60
"""Seconds that a key is remembered. A call whose outcome is unknown is sent again for nearly 24
hours, and if the provider accepts it only then, it knows the key for another 24 hours."""

MOST = 500_000
"""Keys remembered, the latest ones."""

_BETWEEN_CLEANUPS = 10
"""Seconds."""

_TABLES = Tables(
    version=1, statements=(TABLE, INDEX), upgrades={}, oldest=frozenset({"calls", "calls_by_time"})
)


class IdempotencyStore:
    """The calls of the last days by their retry keys: in a file that survives, or in memory.

    The file holds outcomes, and of keys and inputs only hashes: a client that asks again has both.

    Args:
        folder: folder of the file, created if missing; None keeps them in memory.
        now: returns the time in seconds since 1970.

    Raises:
        JournalError: the folder or the file cannot be used.
    """

    def __init__(self, folder: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._accounts: dict[str, str] = {}
        self._cleaned = now()
        self._open(folder)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def send(self, call: Call, *, is_new: bool = False) -> Outcome:
        """Send a call with a retry key once; return its outcome, which may be a recorded one.

        Args:
            call: the call.
            is_new: whether its key was made for it, so that no client can have used it before.

        Raises:
            InputError: the key was used for another input; nothing was sent.
            UnknownOutcomeError: it was sent, and it is too late to send it again safely.
        """
        outbox = self._outbox
        try:
            return self._send(call, outbox, is_new=is_new)
        except UnrecordedError as error:
            LOG.warning("idempotency store: an outcome could not be stored (%s)", error)
            return error.outcome  # the record says that it may have been sent: it is sent again
        except JournalError as error:
            self._continue_in_memory(outbox, error)
            return self._send(call, self._outbox, is_new=is_new)

    def _send(self, call: Call, outbox: Outbox, *, is_new: bool) -> Outcome:
        self._clean_up(outbox)
        key = (call.retry_key or "").lower()
        name = self._name(call, key)
        given = {"sha256": _hash(key, call.spec.name, _canonical(call.input))}
        if is_new:
            return outbox.make(name, call, call.send, given=given)
        # To wait for the disk costs as much as the call. Should a power cut undo the claim, a retry
        # has the same retry key, so that the provider accepts it once.
        earlier = outbox.claim(name, given, durable=False)
        if earlier is None:
            return outbox.make(name, call, call.send)
        if earlier.input != given:
            raise InputError(
                f"{IDEMPOTENCY_KEY}: its retry key was used for another input or action within two "
                "days, so this one would not be sent; use one key for one message"
            )
        if earlier.status == "done":
            return Outcome("done", earlier.outcome)
        if not call.retryable_after(outbox.age(earlier)):
            raise UnknownOutcomeError(
                f"{call.spec.name}: outcome unknown: it was sent so long ago that its retry key "
                "may have expired; check the outcome before you send it under another key"
            )
        return outbox.make(name, call, call.send, in_doubt=True)

    def _name(self, call: Call, key: str) -> CallName:
        """Return what names a call: hashes of its account and of its key."""
        account = self._accounts.get(call.connection.name)
        if account is None:
            account = self._accounts[call.connection.name] = _account(call.connection)
        return CallName(account, _hash(key))

    def _clean_up(self, outbox: Outbox) -> None:
        now = self._now()
        if not 0 <= now - self._cleaned < _BETWEEN_CLEANUPS:
            self._cleaned = now
            outbox.forget_old(LIFETIME, MOST)

    def _continue_in_memory(self, failed: Outbox, error: JournalError) -> None:
        with self._lock:
            if self._outbox is failed:
                LOG.warning("idempotency store: %s; from now on kept in memory", error)
                self._database.close()
                self._open(None)

    def _open(self, folder: Path | None) -> None:
        self._database = SqliteDatabase(folder, FILE, _TABLES, timeout=5)
        self._outbox = Outbox(self._database, self._now)


def _account(connection: Connection) -> str:
    """Return a hash that identifies a provider's account."""
    return _hash(*(f"{name}={value}" for name, value in sorted(connection.values.items())))


def _canonical(data: Mapping[str, Any]) -> str:
    """Return an input as text, whatever the order of its properties and its key."""
    content = {name: value for name, value in data.items() if name != "retryKey"}
    return json.dumps(content, sort_keys=True)


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
