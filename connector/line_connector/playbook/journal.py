"""What is known of playbook runs, kept so that a run can go on after any crash.

A call is written down before it is sent, and its outcome when it is there; each on the disk before
anything else happens. So after a crash a call is known to be done, known not to have been sent, or
known to be in doubt.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from line_connector.errors import InputError
from line_connector.playbook.accounts import Account
from line_connector.playbook.database import FILE, Database, JournalError
from line_connector.playbook.plain_values import read_written, written
from line_connector.shortening import shortened

_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{10}")


class RunRecord(NamedTuple):
    """A run, as it was asked for and as it stands."""

    id: str
    name: str
    text: str
    inputs: dict[str, Any]
    targets: dict[str, str]
    started: float
    ended: float | None
    status: str
    """`running`, `done`, `failed` or `unknown`; `interrupted` where nobody is running it."""
    result: Any
    accounts: dict[str, Account] | None
    """What each connection's account is recognized by; None in a run of before it was noted."""


class StepRecord(NamedTuple):
    """A step that was begun."""

    step: str
    status: str
    """`running`, `done`, `failed` or `skipped`."""
    items: list[Any] | None


class CallRecord(NamedTuple):
    """One call to a provider."""

    step: str
    item: int
    status: str
    """`sent` until its outcome is there: `done`, `failed` or `unknown`."""
    input: dict[str, Any]
    outcome: Any
    started: float


class Journal:
    """All runs, in one SQLite file.

    Args:
        folder: where the file is, made if need be; None keeps everything in memory.
        now: the clock, in seconds since 1970.
        timeout: seconds to wait for a process that is writing.

    Raises:
        JournalError: the folder or the file cannot be used. So does every method.
    """

    def __init__(
        self, folder: Path | None, now: Callable[[], float] = time.time, timeout: float = 30
    ) -> None:
        self._folder = folder
        self._now = now
        self._db = Database(folder, timeout)
        self._read, self._write = self._db.read, self._db.write
        columns = [row[1] for row in self._read("PRAGMA table_info(runs)")]
        if columns != list(RunRecord._fields):
            self._db.close()
            raise JournalError(f"state folder {folder}: {FILE} is no journal of line-connector")

    @property
    def is_kept(self) -> bool:
        """Whether runs can be resumed by another process."""
        return self._folder is not None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(
        self,
        name: str,
        text: str,
        inputs: Mapping[str, Any],
        targets: Mapping[str, str],
        accounts: Mapping[str, Account],
    ) -> str:
        """Write a new run down; return its ID."""
        started = self._now()
        moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime(started))
        # Retry keys come from the ID, so it must be nobody else's, on no other machine either.
        run = f"{moment}-{secrets.token_hex(5)}"
        self._write(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, NULL, 'running', NULL, ?)",
            run, name, text, _json(inputs), _json(targets), started, _json(accounts),
        )  # fmt: skip
        return run

    def set_accounts(self, run: str, accounts: Mapping[str, Account]) -> None:
        """Write down that a run goes on with other credentials of its accounts."""
        self._write("UPDATE runs SET accounts = ? WHERE id = ?", _json(accounts), run)

    @contextmanager
    def holding(self, run: str) -> Generator[None]:
        """Keep every other process from going on with a run.

        Raises:
            InputError: another process is running it.
        """
        with ExitStack() as stack:
            try:
                if self._folder is not None:
                    stack.enter_context(self._locked(run))
            except Timeout:
                raise InputError(f"another process is running {run}") from None
            yield

    def runs(self) -> list[RunRecord]:
        """Return every run, the latest first."""
        found = [self._run(row) for row in self._read("SELECT * FROM runs ORDER BY started DESC")]
        return [run._replace(status="interrupted") if self._is_idle(run) else run for run in found]

    def run(self, run: str) -> RunRecord:
        """Return one run.

        Raises:
            InputError: there is none of this ID.
        """
        rows = self._read("SELECT * FROM runs WHERE id = ?", run) if _ID.fullmatch(run) else []
        if not rows:
            raise InputError(f"there is no run {shortened(run)}; see: line-connector playbook runs")
        return self._run(rows[0])

    def end(self, run: str, status: str, result: Any) -> None:
        """Write down how a run ended."""
        self._write(
            "UPDATE runs SET status = ?, result = ?, ended = ? WHERE id = ?",
            status, _json(result), self._now(), run,
        )  # fmt: skip

    def forget(self, run: str) -> None:
        """Delete all that is known of a run."""
        self._write("DELETE FROM runs WHERE id = ?", run)
        if self._folder is not None:
            with self._db.errors():
                self._lock_file(run).unlink(missing_ok=True)

    def steps(self, run: str) -> dict[str, StepRecord]:
        """Return the steps that were begun, by ID."""
        rows = self._read("SELECT step, status, items FROM steps WHERE run = ?", run)
        return {step: StepRecord(step, status, _parsed(items)) for step, status, items in rows}

    def calls(self, run: str) -> list[CallRecord]:
        """Return every call that was written down, in the order of the items."""
        rows = self._read(
            "SELECT step, item, status, input, outcome, started FROM calls WHERE run = ?"
            " ORDER BY started, item",
            run,
        )
        return [
            CallRecord(step, item, status, _parsed(given, read_written), _parsed(outcome), started)
            for step, item, status, given, outcome, started in rows
        ]

    def begin_step(self, run: str, step: str, items: list[Any] | None) -> None:
        """Write down that a step begins, and for which items."""
        text = None if items is None else _json(items)
        self._write("INSERT INTO steps VALUES (?, ?, 'running', ?)", run, step, text)

    def end_step(self, run: str, step: str, status: str) -> None:
        """Write down that nothing more is to be done about a step."""
        self._write(
            "INSERT INTO steps VALUES (?, ?, ?, NULL)"
            " ON CONFLICT (run, step) DO UPDATE SET status = excluded.status",
            run, step, status,
        )  # fmt: skip

    def fail_step(self, run: str, step: str, items: list[Any] | None, outcome: Any) -> None:
        """Write down that a step failed before any call of it, as if its first one had failed."""
        with self._db.transaction():
            self.begin_step(run, step, items)
            self.end_call(run, step, 0, "failed", outcome)
            self.end_step(run, step, "failed")

    def begin_call(self, run: str, step: str, item: int, given: Mapping[str, Any]) -> None:
        """Write down that a call is about to be sent."""
        self._write(
            "INSERT OR REPLACE INTO calls VALUES (?, ?, ?, 'sent', ?, NULL, ?)",
            run, step, item, _json(given, written), self._now(),
        )  # fmt: skip

    def end_call(self, run: str, step: str, item: int, status: str, outcome: Any) -> None:
        """Write down what came of a call; one that failed before it could begin has no input."""
        self._write(
            "INSERT INTO calls VALUES (?, ?, ?, ?, '{}', ?, ?) ON CONFLICT (run, step, item)"
            " DO UPDATE SET status = excluded.status, outcome = excluded.outcome",
            run, step, item, status, _json(outcome), self._now(),
        )  # fmt: skip

    def forget_call(self, run: str, step: str, item: int) -> None:
        """Let a call be made as if for the first time."""
        self._write("DELETE FROM calls WHERE run = ? AND step = ? AND item = ?", run, step, item)

    def age(self, call: CallRecord) -> float:
        """Return how many seconds ago a call was sent."""
        return self._now() - call.started

    def _is_idle(self, run: RunRecord) -> bool:
        """Tell whether a run that has not ended is being run by nobody."""
        if run.status != "running" or self._folder is None:
            return False
        try:
            with self._locked(run.id):
                return True
        except Timeout:
            return False

    @contextmanager
    def _locked(self, run: str) -> Generator[None]:
        """Hold a run's lock.

        Raises:
            Timeout: another process has it.
        """
        with ExitStack() as stack:
            with self._db.errors(Timeout):
                stack.enter_context(FileLock(self._lock_file(run), timeout=0))
            yield

    def _lock_file(self, run: str) -> Path:
        assert self._folder is not None  # noqa: S101 - a journal in memory is not shared
        return self._folder / f"{run}.lock"

    def _run(self, row: tuple[Any, ...]) -> RunRecord:
        run, name, text, inputs, targets, started, ended, status, result, accounts = row
        return RunRecord(
            run, name, text, _parsed(inputs), _parsed(targets), started, ended, status,
            _parsed(result), accounts and _accounts(_parsed(accounts)),
        )  # fmt: skip


def _accounts(stored: Mapping[str, list[Any]]) -> dict[str, Account]:
    return {name: Account(*fields) for name, fields in stored.items()}


def _json(value: Any, write: Callable[[Any], str] = json.dumps) -> str:
    try:
        return write(value)
    except (RecursionError, ValueError):  # the latter for integers of thousands of digits
        raise JournalError("a value is too deep or too long to be written down") from None


def _parsed(text: str | None, read: Callable[[str], Any] = json.loads) -> Any:
    try:
        return None if text is None else read(text)
    except (RecursionError, ValueError):
        raise JournalError("what was written down is damaged") from None
