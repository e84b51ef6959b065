"""What is known of playbook runs, kept so that a run can be resumed after any crash."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from line_connector.auth.accounts import Account
from line_connector.errors import InputError
from line_connector.outbox.calls import CallName, CallRecord, Outcome
from line_connector.outbox.database import Change
from line_connector.outbox.outbox import TABLE, Outbox
from line_connector.outbox.sqlite import SqliteDatabase, Tables
from line_connector.outbox.stored_json import dump, load
from line_connector.shortening import shortened

FILE = "playbooks.sqlite"

_LOCK_SECONDS = 2
"""Seconds to wait for a run: longer than a process has it that only looks whether it is run."""

_RUNS = """
CREATE TABLE runs (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    text     TEXT NOT NULL,              -- the playbook, as it was then
    inputs   TEXT NOT NULL,              -- JSON
    targets  TEXT NOT NULL,              -- JSON: each connection's address
    started  DOUBLE PRECISION NOT NULL,  -- seconds since 1970
    ended    DOUBLE PRECISION,
    status   TEXT NOT NULL,              -- running, done, failed, unknown
    result   TEXT,                       -- JSON: the outputs, or the error
    accounts TEXT                        -- JSON: what each connection's account is recognized by
)
"""
_STEPS = """
CREATE TABLE steps (
    run    TEXT NOT NULL,
    step   TEXT NOT NULL,
    status TEXT NOT NULL,  -- running, done, failed, skipped
    items  TEXT,           -- JSON: the list it runs for
    PRIMARY KEY (run, step)
)
"""
_TABLES = Tables(
    version=3,
    statements=(_RUNS, _STEPS, TABLE),
    # Version 2 deleted the calls of a forgotten run by a constraint that the table has no more.
    upgrades={1: ("ALTER TABLE runs ADD COLUMN accounts TEXT",), 2: ()},
    oldest=frozenset({"runs", "steps", "calls"}),
)

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
    """`running`, `done`, `failed` or `unknown`; `interrupted` where no process is running it."""
    result: Any
    accounts: dict[str, Account] | None
    """What each connection's account is recognized by; None in a run of before it was noted."""


class StepRecord(NamedTuple):
    """A step that was begun."""

    step: str
    status: str
    """`running`, `done`, `failed` or `skipped`."""
    items: list[Any] | None
    is_new: bool = False
    """Whether it was begun just now."""


class Journal:
    """All runs, in one SQLite file.

    Args:
        folder: where the file is, made if need be; None keeps everything in memory.
        now: the clock, in seconds since 1970.
        timeout: seconds to wait for a process that is writing.

    Attributes:
        outbox: the calls of all runs.

    Raises:
        JournalError: the folder or the file cannot be used. So does every method.
    """

    def __init__(
        self, folder: Path | None, now: Callable[[], float] = time.time, timeout: float = 30
    ) -> None:
        self._folder = folder
        self._now = now
        self._db = SqliteDatabase(folder, FILE, _TABLES, timeout)
        self.outbox = Outbox(self._db, now)
        columns = [row[1] for row in self._db.read("PRAGMA table_info(runs)")]
        if columns != list(RunRecord._fields):
            self._db.close()
            raise self._db.foreign()

    @property
    def is_kept(self) -> bool:
        """Whether runs can be resumed by another process."""
        return self._folder is not None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def beginning(
        self,
        name: str,
        text: str,
        inputs: Mapping[str, Any],
        targets: Mapping[str, str],
        accounts: Mapping[str, Account],
        run: str | None = None,
    ) -> Generator[str]:
        """Write a new run down, and hold it; yield its ID: the given one, or else a new one.

        Raises:
            InputError: another process is running one of this ID.
        """
        started = self._now()
        moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime(started))
        # Retry keys come from the ID, so it must be unique, across machines too.
        run = run or f"{moment}-{secrets.token_hex(5)}"
        with self._locked(run):
            self._write(
                "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, NULL, 'running', NULL, ?)",
                run, name, text, dump(inputs), dump(targets), started, dump(accounts),
            )  # fmt: skip
            yield run

    def set_accounts(self, run: str, accounts: Mapping[str, Account]) -> None:
        """Write down that a run is resumed with other credentials of its accounts."""
        self._write("UPDATE runs SET accounts = ? WHERE id = ?", dump(accounts), run)

    @contextmanager
    def holding(self, run: str) -> Generator[RunRecord]:
        """Keep every other process from resuming or forgetting a run; yield what is known of it.

        Raises:
            InputError: there is none of this ID, or another process is running it.
        """
        self.run(run)  # else there would be a lock file of a run that is none
        with self._locked(run):
            yield self.run(run)  # what it was before is not what it is now

    def runs(self) -> list[RunRecord]:
        """Return every run, the latest first."""
        rows = self._db.read("SELECT * FROM runs ORDER BY started DESC")
        found = [self._run(row) for row in rows]
        return [run._replace(status="interrupted") if self._is_idle(run) else run for run in found]

    def run(self, run: str) -> RunRecord:
        """Return one run.

        Raises:
            InputError: there is none of this ID.
        """
        known = _ID.fullmatch(run)
        rows = self._db.read("SELECT * FROM runs WHERE id = ?", run) if known else []
        if not rows:
            raise InputError(f"there is no run {shortened(run)}; see: line-connector playbook runs")
        return self._run(rows[0])

    def end(self, run: str, status: str, result: Any) -> None:
        """Write down how a run ended."""
        self._write(
            "UPDATE runs SET status = ?, result = ?, ended = ? WHERE id = ?",
            status, dump(result), self._now(), run,
        )  # fmt: skip

    def forget(self, run: str) -> None:
        """Delete all that is known of a run."""
        self._db.write(
            Change("DELETE FROM calls WHERE run = ?", (run,)),
            Change("DELETE FROM steps WHERE run = ?", (run,)),
            Change("DELETE FROM runs WHERE id = ?", (run,)),
        )
        if self._folder is not None:
            with self._db.errors():
                self._lock_file(run).unlink(missing_ok=True)

    def steps(self, run: str) -> dict[str, StepRecord]:
        """Return the steps that were begun, by ID."""
        rows = self._db.read("SELECT step, status, items FROM steps WHERE run = ?", run)
        return {step: StepRecord(step, status, load(items)) for step, status, items in rows}

    def calls(self, run: str) -> Iterator[CallRecord]:
        """Yield every call that was written down, step by step, in the order of the items."""
        for (step,) in self._db.read("SELECT step FROM steps WHERE run = ?", run):
            yield from self.outbox.calls(run, step)

    def begin_step(self, run: str, step: str, items: list[Any] | None) -> StepRecord:
        """Write down that a step begins, and for which items."""
        # Its first call that changes something takes it along to the disk.
        self._db.write(_beginning(run, step, items), durable=False)
        return StepRecord(step, "running", items, is_new=True)

    def end_step(self, run: str, step: str, status: str) -> None:
        """Write down that nothing more is to be done about a step."""
        self._db.write(_ending(run, step, status), durable=False)

    def settle(self, done: Collection[CallName], undone: Collection[CallName]) -> None:
        """Write down what a person found of calls in doubt: all of it, or nothing."""
        changes = [self.outbox.settling(name, Outcome("done", {})) for name in done]
        changes += [self.outbox.forgetting(name) for name in undone]
        if changes:
            self._db.write(*changes)

    def fail_step(self, run: str, step: str, items: list[Any] | None, outcome: Outcome) -> None:
        """Write down that a step failed before any call of it, as if its first one had failed."""
        self._db.write(
            _beginning(run, step, items),
            self.outbox.settling(CallName(run, step), outcome),
            _ending(run, step, "failed"),
            durable=False,
        )

    def _write(self, sql: str, *values: Any) -> None:
        self._db.write(Change(sql, values))

    def _is_idle(self, run: RunRecord) -> bool:
        """Tell whether no process is running a run that has not ended."""
        if run.status != "running" or self._folder is None:
            return False
        try:
            with self._locked(run.id, seconds=0):
                return True
        except InputError:
            return False

    @contextmanager
    def _locked(self, run: str, seconds: float = _LOCK_SECONDS) -> Generator[None]:
        if self._folder is None:
            yield
            return
        with ExitStack() as stack:
            try:
                with self._db.errors(Timeout):
                    stack.enter_context(FileLock(self._lock_file(run), timeout=seconds))
            except Timeout:
                raise InputError(f"another process is running {run}") from None
            yield

    def _lock_file(self, run: str) -> Path:
        assert self._folder is not None  # noqa: S101 - a journal in memory is not shared
        return self._folder / f"{run}.lock"

    def _run(self, row: tuple[Any, ...]) -> RunRecord:
        run = RunRecord(*row)
        stored = {
            name: load(getattr(run, name)) for name in ("inputs", "targets", "result", "accounts")
        }
        if stored["accounts"]:
            stored["accounts"] = {name: Account(*of) for name, of in stored["accounts"].items()}
        return run._replace(**stored)


def _beginning(run: str, step: str, items: list[Any] | None) -> Change:
    text = None if items is None else dump(items)
    return Change("INSERT INTO steps VALUES (?, ?, 'running', ?)", (run, step, text))


def _ending(run: str, step: str, status: str) -> Change:
    return Change(
        "INSERT INTO steps VALUES (?, ?, ?, NULL)"
        " ON CONFLICT (run, step) DO UPDATE SET status = excluded.status",
        (run, step, status),
    )
