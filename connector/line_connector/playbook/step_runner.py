"""The steps of a run, one after the other: condition, loop, error branch.

A run is a replay. What the journal knows is taken from there, and what it does not know is done and
written down. So resuming after a crash is running again from the top.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from line_connector.errors import ConnectorError, UnknownOutcomeError
from line_connector.outbox.calls import CallRecord, Outcome
from line_connector.outbox.database import JournalError
from line_connector.playbook.calls import Calls, recorded
from line_connector.playbook.document import Playbook, Step
from line_connector.playbook.expressions import ExpressionError, expressions_of
from line_connector.playbook.flow import as_seen, is_reached, is_wanted, items_of
from line_connector.playbook.journal import Journal, StepRecord


class StepRunner:
    """Runs a playbook's steps, one after the other."""

    def __init__(
        self,
        run: str,
        playbook: Playbook,
        inputs: Mapping[str, Any],
        calls: Calls,
        journal: Journal,
    ) -> None:
        self._run = run
        self._playbook = playbook
        self._calls = calls
        self._journal = journal
        self._steps = journal.steps(run)
        self._named = _steps_named(playbook)
        self._outcomes: dict[str, Any] = {}
        self._known = {"inputs": inputs, "steps": self._outcomes}

    def follow(self) -> dict[str, Any]:
        """Take the steps in order, and return what expressions see at the end."""
        failed: set[str] = set()
        for step in self._playbook.steps:
            self._outcomes[step.id] = None
            if is_reached(self._playbook, step, failed) and self._take(step):
                failed.add(step.id)
        return self._known

    def _take(self, step: Step) -> bool:
        """Take one step; return whether it failed and the run continues."""
        record = self._steps.pop(step.id, None)
        if record is None:
            try:
                record = self._begin(step)
            except ExpressionError as error:
                results = _Results(1, kept=True)
                results.add(0, self._calls.fail(step, error))
                return self._end(step, results)
        if record.status == "skipped":
            self._calls.tell("step_ended", step, status="skipped")
            return False
        count = 1 if record.items is None else len(record.items)
        self._calls.tell("step_started", step, action=step.action or "ask", calls=count)
        # A list may have a million items: outcomes that no expression names are not kept.
        results = _Results(count, kept=step.id in self._named)
        if record.status == "running":
            self._make_calls(step, record, results)
        else:
            self._recall(record, results)
        return self._end(step, results)

    def _end(self, step: Step, results: _Results) -> bool:
        """End a step whose calls were made; return whether it failed.

        Raises:
            StepError: it did, and its `on_error` is `fail`.
            JournalError: that it has ended could not be written down.
        """
        values = results.values
        self._outcomes[step.id] = (
            values if values is None or step.for_each is not None else values[0]
        )
        if results.error and step.on_error == "fail":
            self._calls.tell("step_ended", step, status="failed")
            raise results.error
        status = "failed" if results.failed else "done"
        with self._writing(step, "its calls were made; this could not be written down"):
            self._journal.end_step(self._run, step.id, status)
        self._calls.tell("step_ended", step, status=status)
        return results.failed

    def _begin(self, step: Step) -> StepRecord:
        """Decide whether a step runs, and for which items; write it down.

        Raises:
            ExpressionError: its condition or its list cannot be evaluated.
            JournalError: this could not be written down.
        """
        with self._writing(step, "not sent"):
            if not is_wanted(step, self._known):
                self._journal.end_step(self._run, step.id, "skipped")
                return StepRecord(step.id, "skipped", None)
            return self._journal.begin_step(self._run, step.id, items_of(step, self._known))

    @contextmanager
    def _writing(self, step: Step, done: str) -> Generator[None]:
        """Say, where the journal cannot be written to, what was done and how to resume."""
        try:
            yield
        except JournalError as error:
            text = f"step {step.id}: {done}: {error}. {self._calls.advice()}"
            raise JournalError(text) from None

    def _recall(self, record: StepRecord, results: _Results) -> None:
        """Take the outcomes of a step that has ended from the journal."""
        results.failed = record.status == "failed"
        if results.values is not None:
            for item, call in self._calls.of_step(record):
                results.add(item, recorded(call) if call else None)

    def _make_calls(self, step: Step, record: StepRecord, results: _Results) -> None:
        halt = threading.Event()

        def make(item: int, earlier: CallRecord | None) -> None:
            if halt.is_set() and not (earlier and earlier.in_doubt):
                results.add(item, recorded(earlier) if earlier else None)
                return
            try:
                outcome = self._calls.make(step, record.items, item, self._known, earlier)
            except BaseException:
                halt.set()
                raise
            results.add(item, outcome)
            if outcome.status == "failed" and step.on_error != "continue":
                halt.set()

        calls = self._calls.of_step(record)
        if step.max_parallel == 1 or record.items is None:
            for item, earlier in calls:
                make(item, earlier)
        else:
            _in_parallel(step.max_parallel, calls, make, halt)


def _steps_named(playbook: Playbook) -> Collection[str]:
    """Return the IDs of the steps whose outcomes an expression may see."""
    fields = [
        value
        for step in playbook.steps
        for value in (step.if_, step.for_each, step.with_, step.ask)
    ]
    named: set[str] = set()
    for expression in expressions_of([*fields, playbook.outputs]):
        for names, inside in expression.references():
            if inside:
                continue
            if names[:1] == ("steps",) and len(names) > 1:
                named.add(names[1])
            elif names[:1] in {("steps",), ()}:
                return {step.id for step in playbook.steps}
    return named


class _Results:
    """The outcomes of a step's calls, as far as they are needed. Threads share it.

    Args:
        count: how many calls there are.
        kept: whether to keep each outcome.
    """

    def __init__(self, count: int, *, kept: bool) -> None:
        self.values: list[Any] | None = [None] * count if kept else None
        """What expressions see."""

        self.failed = False
        self.error: ConnectorError | None = None
        """The first failure of this process, in the order of the items."""

        self._first = count
        self._lock = threading.Lock()

    def add(self, item: int, outcome: Outcome | None) -> None:
        """Take the outcome of a call; None where it was not made."""
        if outcome is None:
            return
        if self.values is not None:
            self.values[item] = as_seen(outcome.value)
        if outcome.status == "failed":
            with self._lock:
                self.failed = True
                if outcome.error and item < self._first:
                    self._first, self.error = item, outcome.error


def _in_parallel(
    threads: int,
    calls: Iterator[tuple[int, CallRecord | None]],
    make: Callable[[int, CallRecord | None], None],
    halt: threading.Event,
) -> None:
    """Make calls at once. Each thread takes the next one when it is done with one.

    Raises:
        UnknownOutcomeError: the outcome of one is unknown.
        JournalError: one could not be written down.
    """
    taking = threading.Lock()
    raised: list[tuple[int, ConnectorError]] = []

    def take() -> tuple[int, CallRecord | None] | None:
        with taking:
            return next(calls, None)

    def attempt(item: int, earlier: CallRecord | None) -> None:
        try:
            make(item, earlier)
        except ConnectorError as error:
            raised.append((item, error))

    def work() -> None:
        while call := take():
            attempt(*call)

    with ThreadPoolExecutor(threads) as pool:
        workers = [pool.submit(work) for _ in range(threads)]
        try:
            wait(workers)
        except BaseException:  # Ctrl-C, or another signal that ends the process
            halt.set()  # the pool waits for calls under way, so that their outcomes are known
            raise
    if raised:
        raise _as_one([error for _, error in sorted(raised, key=itemgetter(0))])
    for worker in workers:
        worker.result()


def _as_one(errors: list[ConnectorError]) -> ConnectorError:
    """Return what several calls raised as one error."""
    if len(errors) == 1:
        return errors[0]
    unknown = [error for error in errors if isinstance(error, UnknownOutcomeError)]
    others = [error for error in errors if not isinstance(error, UnknownOutcomeError)]
    text = "\n".join(map(str, [*unknown, *others]))
    if unknown:
        return UnknownOutcomeError(text, unknown[0].retry_key, unknown[0].output)
    return JournalError(text)
