"""The calls of a run, each made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.http.output import Output
from line_connector.outbox.calls import CallName, CallRecord, Outcome
from line_connector.outbox.database import JournalError
from line_connector.outbox.outbox import UnrecordedError
from line_connector.playbook.asking import answered, question_of
from line_connector.playbook.document import Step
from line_connector.playbook.events import Event, Kind, Watch
from line_connector.playbook.expressions import ExpressionError
from line_connector.playbook.flow import call_of
from line_connector.playbook.journal import Journal, StepRecord
from line_connector.playbook.reading import PlaybookFile
from line_connector.progress import Progress
from line_connector.providers.line import RETRY_KEY_LIFETIME


class StepError(ConnectorError):
    """A step failed, and the run with it.

    Attributes:
        step: the step, with the position of the item where it runs for several: `push[3]`.
        cause: what it failed with.
    """

    def __init__(self, step: str, cause: ConnectorError) -> None:
        super().__init__("\n".join(f"step {step}: {line}" for line in str(cause).splitlines()))
        self.step = step
        self.cause = cause

    @property
    def exit_status(self) -> int:  # type: ignore[override]
        """As the cause's."""
        return self.cause.exit_status


class Calls:
    """The calls of one run, of which each is made once.

    Args:
        run: the run's ID.
        file: the playbook.
        connector: makes them.
        journal: where they are written down.
        watch: is called with their events.
    """

    def __init__(
        self,
        run: str,
        file: PlaybookFile,
        connector: Connector,
        journal: Journal,
        watch: Watch | None,
    ) -> None:
        self._run = run
        self._file = file
        self._connector = connector
        self._journal = journal
        self._outbox = journal.outbox
        self._watch = watch

    def tell(self, kind: Kind, step: Step | None = None, **detail: Any) -> None:
        """Report an event to whoever watches the run."""
        if self._watch is not None:
            self._watch(Event(kind, self._run, step.id if step else None, detail))

    def of_step(self, step: StepRecord) -> Iterator[tuple[int, CallRecord | None]]:
        """Yield the position of each call of a step.

        With each comes what the journal had of it when this process resumed the run.
        """
        written = iter(()) if step.is_new else self._outbox.calls(self._run, step.step)
        record = next(written, None)
        for item in range(1 if step.items is None else len(step.items)):
            found = record if record is not None and record.item == item else None
            yield item, found
            if found is not None:
                record = next(written, None)

    def make(
        self,
        step: Step,
        items: list[Any] | None,
        item: int,
        known: Mapping[str, Any],
        earlier: CallRecord | None,
    ) -> Outcome:
        """Make a call, unless its outcome is known.

        Args:
            step: the step.
            items: what it runs for, where it runs for several.
            item: the call's position among them.
            known: what expressions see.
            earlier: what the journal had of it when this process resumed the run.

        Raises:
            UnknownOutcomeError: it is not known whether it was carried out.
            JournalError: it could not be written down, and was not sent; or it was sent, and what
                came of it could not be written down. The text says which.
        """
        if earlier and (
            earlier.status == "done" or (earlier.status == "failed" and step.on_error != "fail")
        ):
            return recorded(earlier)
        place = step.id if items is None else f"{step.id}[{item}]"
        doubtful = earlier is not None and earlier.in_doubt
        if step.ask is not None:
            return self._ask(
                step, item, place, known if items is None else {**known, "item": items[item]}
            )
        try:
            if earlier is not None and doubtful:
                call = self._again(step, earlier, place)
            else:
                scope = known if items is None else {**known, "item": items[item]}
                identity = self._run, step.id, str(item)
                call = call_of(step, scope, self._connector, identity, step.connection)
        except ExpressionError as error:
            return self._failed(step, item, place, self._file.located(error, step))
        except InputError as error:
            return self._failed(step, item, place, error)
        name = CallName(self._run, step.id, item)
        try:
            make = partial(self._send, step, call, item)
            outcome = self._outbox.send(name, call, make, in_doubt=doubtful)
        except UnrecordedError as error:
            raise self._unrecorded(place, call, error) from None
        except JournalError as error:
            raise JournalError(f"step {place}: not sent: {error}. {self.advice()}") from None
        if isinstance(outcome.error, UnknownOutcomeError):
            raise self._in_doubt(place, outcome.error, retryable=call.retryable, settle=doubtful)
        self._tell_ended(step, item, outcome)
        return outcome if outcome.error is None else _of_step(place, outcome)

    def _ask(self, step: Step, item: int, place: str, scope: Mapping[str, Any]) -> Outcome:
        """Ask people, and wait for their answer.

        Nothing is written down before: asked again after a crash, it is the same question.
        """
        try:
            outcome = answered(
                question_of(step, scope),
                f"playbook/{self._run}/{step.id}/{item}",
                self._connector,
                step.connection,
                lambda text: self.tell("warning", step, item=item, text=text),
            )
        except ExpressionError as error:
            return self._failed(step, item, place, self._file.located(error, step))
        except UnknownOutcomeError as error:
            raise self._in_doubt(place, error, retryable=True) from None
        except ConnectorError as error:
            return self._failed(step, item, place, error)
        try:
            self._outbox.settle(CallName(self._run, step.id, item), outcome)
        except JournalError as error:
            told = f"step {place}: answered; this could not be written down: {error}"
            raise JournalError(f"{told}. {self.advice()}") from None
        self._tell_ended(step, item, outcome)
        return outcome

    def fail(self, step: Step, error: ExpressionError) -> Outcome:
        """Let a step fail before its first call, as its `if` or `for_each` has no value.

        Where the playbook continues all the same, that is written down.
        """
        located = self._file.located(error, step)
        outcome = Outcome.of(located)
        if step.on_error != "fail":
            items = None if step.for_each is None else [None]
            try:
                self._journal.fail_step(self._run, step.id, items, outcome)
            except JournalError as fault:
                raise self._failure_unrecorded(step.id, located, fault) from None
        return _of_step(step.id, outcome)

    def _again(self, step: Step, earlier: CallRecord, place: str) -> Call:
        """Return a call that may have been carried out, where it can be made again."""
        with suppress(InputError):  # of a version that took it; nothing can be said of it then
            call = self._connector.call(step.action, earlier.input, step.connection)
            if call.retryable_after(self._outbox.age(earlier)):
                return call
        what = f"{step.action}: outcome unknown: it may have been carried out"
        raise self._in_doubt(place, UnknownOutcomeError(what), retryable=False)

    def _send(self, step: Step, call: Call, item: int) -> Output[Any]:
        if self._watch is not None:  # else nothing shows warnings
            for warning in call.warnings:
                self.tell("warning", step, item=item, text=str(warning))
        if step.max_items is not None:
            return call.collect(
                step.max_items, lambda text: self.tell("warning", step, item=item, text=text)
            )
        if step.wait is None:
            return call.send()

        def watch(progress: Progress) -> None:
            counts = {"done": progress.done, "total": progress.total}
            self.tell("progress", step, item=item, text=progress.text, **counts)

        return call.wait(every=step.wait.every, up_to=step.wait.up_to, watch=watch)

    def _failed(self, step: Step, item: int, place: str, error: ConnectorError) -> Outcome:
        """Write down that a call failed before it could be made."""
        outcome = Outcome.of(error)
        try:
            self._outbox.settle(CallName(self._run, step.id, item), outcome, durable=False)
        except JournalError as fault:
            raise self._failure_unrecorded(place, error, fault) from None
        self._tell_ended(step, item, outcome)
        return _of_step(place, outcome)

    def _tell_ended(self, step: Step, item: int, outcome: Outcome) -> None:
        ended = {"status": outcome.status, "outcome": outcome.value}
        self.tell("call_ended", step, item=item, **ended)

    def _unrecorded(self, place: str, call: Call, error: UnrecordedError) -> JournalError:
        """Return the error that tells an outcome which the journal does not know."""
        output, failure = error.outcome.output, error.outcome.error
        if failure is not None:
            return self._failure_unrecorded(place, failure, error)
        advice = self.advice()
        if not call.retryable:
            advice = f"{advice} --sent {place}" if self._journal.is_kept else ""
        request = f", request {output.request_id}" if output and output.request_id else ""
        status = output.status_code if output else ""
        key = f" with retry key {call.retry_key}" if call.retry_key else ""
        return JournalError(
            f"step {place}: {call.spec.name} was carried out ({status}{request}){key}; "
            f"this could not be written down: {error}. {advice}"
        )

    def _failure_unrecorded(
        self, place: str, failure: ConnectorError, fault: JournalError
    ) -> JournalError:
        return JournalError(
            f"{StepError(place, failure)}\n"
            f"step {place}: this could not be written down: {fault}. {self.advice()}"
        )

    def advice(self) -> str:
        """Return how to resume once the journal can be written to again."""
        if not self._journal.is_kept:
            return "The run cannot be resumed"
        return f"Resume with: line-connector playbook run --resume {self._run}"

    def _in_doubt(
        self, place: str, error: UnknownOutcomeError, *, retryable: bool, settle: bool = False
    ) -> UnknownOutcomeError:
        """Return the error that says how to resume the run.

        Args:
            place: the call.
            error: what happened.
            retryable: whether the call can be made again safely.
            settle: tell also how a person settles it, where making it again may not.
        """
        resume = f"line-connector playbook run --resume {self._run}"
        settled = f"{resume} --sent {place} (it was) or --again {place} (it was not)"
        if not self._journal.is_kept:
            advice = "The run cannot be resumed. Look whether it was carried out"
            if error.retry_key:
                advice += f", or send it again with retryKey={error.retry_key} within 24 hours"
        elif retryable:
            within = f" within {RETRY_KEY_LIFETIME // 3600} hours" if error.retry_key else ""
            advice = f"Resume{within}, and it is carried out once: {resume}"
            if settle:
                advice += f". Or look whether it was carried out, then resume: {settled}"
        else:
            advice = (
                "It cannot be made again safely. Look whether it was carried out, then resume: "
                f"{settled}"
            )
        return UnknownOutcomeError(
            f"step {place}: {error.what}", error.retry_key, error.output, advice
        )


def recorded(call: CallRecord) -> Outcome:
    """Return the outcome that the journal has of a call."""
    return Outcome("done" if call.status == "done" else "failed", call.outcome)


def _of_step(place: str, outcome: Outcome) -> Outcome:
    """Return a failure as its step's."""
    assert outcome.error is not None  # noqa: S101 - it is a failure of this process
    return replace(outcome, error=StepError(place, outcome.error))
