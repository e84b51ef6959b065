"""What was sent under each retry key: the provider compares keys only, and never the inputs.

Without it, another message with a used key would get a success, and would not be sent.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from line_connector.auth.accounts import NAMES, identifying_field
from line_connector.call import Call
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.http.connection import Connection
from line_connector.outbox.calls import CallName, CallRecord, Outcome
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

_NAMED = 16**12
"""The least number of an account that its credentials name."""

_BETWEEN_CLEANUPS = 10
"""Seconds."""

_UNKNOWN_ADDRESS = ""
"""In place of the provider's address, for calls that version 1 of the file has."""

_TABLES = Tables(
    version=2,
    statements=(TABLE, INDEX),
    # Version 1 named an account by all of its credentials, so that new ones hid what was sent.
    upgrades={1: ("UPDATE calls SET run = '', item = rowid",)},
    oldest=frozenset({"calls", "calls_by_time"}),
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
        self._accounts: dict[str, tuple[str, int]] = {}
        self._cleaned = now()
        self._open(folder)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def send(self, call: Call, *, is_new: bool = False, is_event: bool = False) -> Outcome:
        """Send a call with a retry key once; return its outcome, which may be a recorded one.

        Args:
            call: the call.
            is_new: whether its key was made for it, so that no client can have used it before.
            is_event: whether its key names an event, such as an alert: what is told of it may
                change, and it may be told again when the provider has forgotten the key.

        Raises:
            InputError: the key was used for another input; nothing was sent.
            UnknownOutcomeError: it was sent, and it is too late to send it again safely.
        """
        outbox = self._outbox
        send = partial(self._send, call, is_new=is_new, is_event=is_event)
        try:
            return send(outbox)
        except UnrecordedError as error:
            LOG.warning("idempotency store: an outcome could not be stored (%s)", error)
            return error.outcome  # the record says that it may have been sent: it is sent again
        except JournalError as error:
            self._continue_in_memory(outbox, error)
            return send(self._outbox)

    def _send(self, call: Call, outbox: Outbox, *, is_new: bool, is_event: bool) -> Outcome:
        self._clean_up(outbox)
        key = (call.retry_key or "").lower()
        name = self._name(call, key)
        content = "" if is_event else _canonical(call.input)
        given = {"sha256": _hash(key, call.spec.name, content)}
        if is_new:
            return outbox.make(name, call, call.send, given=given)
        in_doubt = False
        for other in _with_other_credentials(outbox, name):
            _check_input(other, given)
            if call.retryable_after(outbox.age(other)):
                in_doubt = True  # the same account accepts the key once, and another has to get it
            elif not is_event:
                raise _too_late(call)
        # To wait for the disk costs as much as the call. Should a power cut undo the claim, a retry
        # has the same retry key, so that the provider accepts it once.
        earlier = outbox.claim(name, given, durable=False)
        if earlier is None:
            return outbox.make(name, call, call.send, in_doubt=in_doubt)
        _check_input(earlier, given)
        is_late = not call.retryable_after(outbox.age(earlier))
        if earlier.status == "done" and not (is_event and is_late):
            return Outcome("done", earlier.outcome)
        if is_late and not is_event:
            raise _too_late(call)
        return outbox.make(name, call, call.send, in_doubt=earlier.in_doubt)

    def _name(self, call: Call, key: str) -> CallName:
        """Return what names a call: its provider's address, its key, and its account."""
        connection = call.connection
        account = self._accounts.get(connection.name)
        if account is None:
            account = _hash(connection.address("url")), _number(connection)
            self._accounts[connection.name] = account
        address, number = account
        return CallName(address, _hash(key), number)

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


def _number(connection: Connection) -> int:
    """Return a number for an account: from `_NAMED` on if its credentials name it.

    If only a secret tells it, another secret may be a new one of the same account.
    """
    field = identifying_field(connection)
    number = int(_hash(field, connection.secret(field))[:12], 16)
    return _NAMED + number if field in NAMES else number


def _with_other_credentials(outbox: Outbox, name: CallName) -> Iterator[CallRecord]:
    """Yield the calls with a key that may have been sent with the same account."""
    for each in chain(outbox.calls(name.run, name.step), outbox.calls(_UNKNOWN_ADDRESS, name.step)):
        both_are_named = each.run == name.run and min(each.item, name.item) >= _NAMED
        if each.status != "failed" and each.name != name and not both_are_named:
            yield each


def _check_input(earlier: CallRecord, given: Mapping[str, Any]) -> None:
    """Refuse another input with a used key.

    Raises:
        InputError: it is another one.
    """
    if earlier.input != given:
        raise InputError(
            f"{IDEMPOTENCY_KEY}: its retry key was used for another input, action or account "
            "within two days, so this one might not be sent; use one key for one message"
        )


def _too_late(call: Call) -> UnknownOutcomeError:
    return UnknownOutcomeError(
        f"{call.spec.name}: outcome unknown: it was sent so long ago that its retry key "
        "may have expired; check the outcome before you send it under another key"
    )


def _canonical(data: Mapping[str, Any]) -> str:
    """Return an input as text, whatever the order of its properties and its key."""
    content = {name: value for name, value in data.items() if name != "retryKey"}
    return json.dumps(content, sort_keys=True)


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
