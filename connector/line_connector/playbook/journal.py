"""What is known of playbook runs, kept so that a run can go on after any crash.

A call is written down before it is sent, and its outcome when it is there; each on the disk before
anything else happens. So after a crash a call is known to be done, known not to have been sent, or
known to be in doubt.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from line_connector.errors import InputError


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
    """

    def __init__(self, folder: Path | None, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now
        self._lock = threading.Lock()
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = ":memory:" if folder is None else folder / "playbooks.sqlite"
        self._db = sqlite3.connect(place, timeout=30, isolation_level=None, check_same_thread=False)
        if folder is not None:
            Path(place).chmod(0o600)  # it holds IDs and messages
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.executescript(files("line_connector.playbook").joinpath("tables.sql").read_text())

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(
        self, name: str, text: str, inputs: Mapping[str, Any], targets: Mapping[str, str]
    ) -> str:
        """Write a new run down; return its ID."""
        started = self._now()
        moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime(started))
        # Retry keys come from the ID, so it must be nobody else's, on no other machine either.
        run = f"{moment}-{secrets.token_hex(5)}"
        self._write(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, NULL, 'running', NULL)",
            run, name, text, json.dumps(inputs), json.dumps(targets), started,
        )  # fmt: skip
        return run

    @contextmanager
    def holding(self, run: str) -> Generator[None]:
        """Keep every other process from going on with a run.

        Raises:
            InputError: another one is at it.
        """
        if self._folder is None:
            yield
            return
        try:
            with FileLock(self._lock_file(run), timeout=0):
                yield
        except Timeout:
            raise InputError(f"run {run} is under way in another process") from None

    def runs(self) -> list[RunRecord]:
        """Return every run, the latest first."""
        found = [self._run(row) for row in self._read("SELECT * FROM runs ORDER BY started DESC")]
        return [run._replace(status="interrupted") if self._is_idle(run) else run for run in found]

    def run(self, run: str) -> RunRecord:
        """Return one run.

        Raises:
            InputError: there is none of this ID.
        """
        rows = self._read("SELECT * FROM runs WHERE id = ?", run)
        if not rows:
            raise InputError(f"there is no run {run}; see: line-connector playbook runs")
        return self._run(rows[0])

    def end(self, run: str, status: str, result: Any) -> None:
        """Write down how a run ended."""
        self._write(
            "UPDATE runs SET status = ?, result = ?, ended = ? WHERE id = ?",
            status, json.dumps(result), self._now(), run,
        )  # fmt: skip

    def forget(self, run: str) -> None:
        """Delete all that is known of a run."""
        self._write("DELETE FROM runs WHERE id = ?", run)
        if self._folder is not None:
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
            CallRecord(step, item, status, json.loads(given), _parsed(outcome), started)
            for step, item, status, given, outcome, started in rows
        ]

    def begin_step(self, run: str, step: str, items: list[Any] | None) -> None:
        """Write down that a step begins, and for which items."""
        text = None if items is None else json.dumps(items)
        self._write("INSERT INTO steps VALUES (?, ?, 'running', ?)", run, step, text)

    def end_step(self, run: str, step: str, status: str) -> None:
        """Write down that nothing more is to be done about a step."""
        self._write(
            "INSERT INTO steps VALUES (?, ?, ?, NULL)"
            " ON CONFLICT (run, step) DO UPDATE SET status = excluded.status",
            run, step, status,
        )  # fmt: skip

    def begin_call(self, run: str, step: str, item: int, given: Mapping[str, Any]) -> None:
        """Write down that a call is about to be sent."""
        self._write(
            "INSERT OR REPLACE INTO calls VALUES (?, ?, ?, 'sent', ?, NULL, ?)",
            run, step, item, json.dumps(given), self._now(),
        )  # fmt: skip

    def end_call(self, run: str, step: str, item: int, status: str, outcome: Any) -> None:
        """Write down what came of a call; one that failed before it could begin has no input."""
        self._write(
            "INSERT INTO calls VALUES (?, ?, ?, ?, '{}', ?, ?) ON CONFLICT (run, step, item)"
            " DO UPDATE SET status = excluded.status, outcome = excluded.outcome",
            run, step, item, status, json.dumps(outcome), self._now(),
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
            with FileLock(self._lock_file(run.id), timeout=0):
                return True
        except Timeout:
            return False

    def _lock_file(self, run: str) -> Path:
        assert self._folder is not None  # noqa: S101 - a journal in memory is not shared
        return self._folder / f"{run}.lock"

    def _run(self, row: tuple[Any, ...]) -> RunRecord:
        run, name, text, inputs, targets, started, ended, status, result = row
        return RunRecord(
            run, name, text, json.loads(inputs), json.loads(targets), started, ended, status,
            _parsed(result),
        )  # fmt: skip

    def _read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _write(self, sql: str, *values: Any) -> None:
        with self._lock:
            self._db.execute(sql, values)


def _parsed(text: str | None) -> Any:
    return None if text is None else json.loads(text)
