"""The steps of a run, one after the other: condition, loop, error branch.

A run is a replay. What the journal knows is taken from there, and what it does not know is done and
written down. So going on after a crash is running again from the top.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from line_connector.errors import UnknownOutcomeError
from line_connector.playbook.calls import Calls, Failed, Outcome
from line_connector.playbook.database import JournalError
from line_connector.playbook.document import Playbook, Step
from line_connector.playbook.expressions import ExpressionError
from line_connector.playbook.flow import is_reached, is_wanted, items_of
from line_connector.playbook.journal import Journal, StepRecord


class Sequence:
    """A playbook's steps, one after the other."""

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
        """Take one step; return whether it failed, in a run that goes on all the same."""
        record = self._steps.get(step.id)
        if record is None:
            try:
                record = self._begin(step)
            except ExpressionError as error:
                return self._failed(step, self._calls.fail(step, error))
        if record.status == "skipped":
            self._calls.tell("step_ended", step, status="skipped")
            return False
        count = 1 if record.items is None else len(record.items)
        self._calls.tell("step_started", step, action=step.action, calls=count)
        outcomes = self._make_calls(step, record, count)
        self._outcomes[step.id] = _known(step, outcomes)
        errors = [each.error for each in outcomes if isinstance(each, Failed)]
        if errors and errors[0] and step.on_error == "fail":
            self._calls.tell("step_ended", step, status="failed")
            raise errors[0]
        status = "failed" if errors else "done"
        self._journal.end_step(self._run, step.id, status)
        self._calls.tell("step_ended", step, status=status)
        return bool(errors)

    def _failed(self, step: Step, failed: Failed) -> bool:
        """End a step that failed before its first call."""
        self._outcomes[step.id] = _known(step, [failed])
        self._calls.tell("step_ended", step, status="failed")
        if failed.error and step.on_error == "fail":
            raise failed.error
        return True

    def _begin(self, step: Step) -> StepRecord:
        """Decide whether a step runs, and for which items; write it down.

        Raises:
            ExpressionError: its condition or its list cannot be evaluated.
        """
        if not is_wanted(step, self._known):
            self._journal.end_step(self._run, step.id, "skipped")
            return StepRecord(step.id, "skipped", None)
        items = items_of(step, self._known)
        self._journal.begin_step(self._run, step.id, items)
        return StepRecord(step.id, "running", items)

    def _make_calls(self, step: Step, record: StepRecord, count: int) -> list[Outcome]:
        """Return what came of each call."""
        if record.status != "running":
            return [self._calls.recorded(step, number) for number in range(count)]
        halt = threading.Event()

        def make(number: int) -> Outcome:
            if halt.is_set() and not self._calls.in_doubt(step, number):
                return self._calls.recorded(step, number)
            try:
                outcome = self._calls.make(step, record.items, number, self._known)
            except BaseException:
                halt.set()
                raise
            if isinstance(outcome, Failed) and step.on_error != "continue":
                halt.set()
            return outcome

        if step.max_parallel == 1 or count == 1:
            return [make(number) for number in range(count)]
        with ThreadPoolExecutor(step.max_parallel) as pool:
            futures = [pool.submit(make, number) for number in range(count)]
            try:
                wait(futures)
            except BaseException:  # Ctrl-C, or another signal that ends the process
                halt.set()  # the pool waits for calls under way, so that their outcomes are known
                raise
        return _results(futures)


def _known(step: Step, outcomes: list[Outcome]) -> Any:
    """Return what came of a step, as expressions see it."""
    values = [each.outcome if isinstance(each, Failed) else each for each in outcomes]
    return values[0] if step.for_each is None else values


def _results(futures: list[Future[Outcome]]) -> list[Outcome]:
    """Return what came of calls that were made at once; what several of them raised, raise as one.

    Raises:
        UnknownOutcomeError: the outcome of one is unknown.
        JournalError: one could not be written down.
    """
    raised = [error for future in futures if (error := future.exception())]
    unknown = [error for error in raised if isinstance(error, UnknownOutcomeError)]
    told = [*unknown, *(error for error in raised if isinstance(error, JournalError))]
    if not told:
        return [future.result() for future in futures]
    if len(told) == 1:
        raise told[0]
    text = "\n".join(map(str, told))
    if unknown:
        raise UnknownOutcomeError(text, unknown[0].retry_key, unknown[0].output)
    raise JournalError(text)
