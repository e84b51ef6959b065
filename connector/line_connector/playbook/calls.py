"""The calls of a run: each written down before it is sent, and made once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from line_connector.connector import Connector
from line_connector.errors import ConnectorError, UnknownOutcomeError
from line_connector.http.output import Output
from line_connector.manifest import ActionSpec
from line_connector.playbook.database import JournalError
from line_connector.playbook.document import Step
from line_connector.playbook.events import Event, Kind, Watch
from line_connector.playbook.expressions import ExpressionError
from line_connector.playbook.journal import CallRecord, Journal
from line_connector.playbook.reading import PlaybookFile
from line_connector.playbook.sending import (
    call_input,
    changes_something,
    failure_of,
    is_retryable,
)
from line_connector.progress import Progress
from line_connector.retry_keys import retry_key_in


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


@dataclass(frozen=True)
class Failed:
    """What a call failed with."""

    outcome: dict[str, Any]
    """As expressions see it: the output, where there was one, and `error`."""

    error: StepError | None = None
    """None where it failed in an earlier life of the run."""


Outcome = dict[str, Any] | Failed | None
"""What came of a call: its output, a failure, or nothing where it was not made."""


class Calls:
    """The calls of one run, of which each is made once.

    Args:
        run: the run's ID.
        file: the playbook.
        connector: makes them.
        journal: where they are written down.
        watch: is told of them.
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
        self._watch = watch
        self._before = {(call.step, call.item): call for call in journal.calls(run)}

    def tell(self, kind: Kind, step: Step | None = None, **detail: Any) -> None:
        """Tell whoever watches the run what happened."""
        if self._watch is not None:
            self._watch(Event(kind, self._run, step.id if step else None, detail))

    def in_doubt(self, step: Step, number: int) -> bool:
        """Tell whether a call was sent in an earlier life of the run, with unknown outcome."""
        call = self._before.get((step.id, number))
        return call is not None and call.status in {"sent", "unknown"}

    def recorded(self, step: Step, number: int) -> Outcome:
        """Return what came of a call in an earlier life of the run."""
        call = self._before.get((step.id, number))
        if call is None:
            return None
        return call.outcome if call.status == "done" else Failed(call.outcome)

    def make(
        self, step: Step, items: list[Any] | None, number: int, known: Mapping[str, Any]
    ) -> Outcome:
        """Make a call, unless it is known what came of it.

        Args:
            step: the step.
            items: what it runs for, where it runs for several.
            number: the call's position among them.
            known: what expressions see.

        Raises:
            UnknownOutcomeError: nobody can say whether it was carried out.
            JournalError: it could not be written down, and was not sent; or it was sent, and what
                came of it could not be written down. The text says which.
        """
        call = self._before.get((step.id, number))
        if call and (
            call.status == "done" or (call.status == "failed" and step.on_error != "fail")
        ):
            return self.recorded(step, number)
        place = step.id if items is None else f"{step.id}[{number}]"
        spec = self._connector.manifest.action(step.action)
        if call and self.in_doubt(step, number):
            given = self._again(spec, call, place)
        else:
            try:
                scope = known if items is None else {**known, "item": items[number]}
                given = call_input(step, spec.action, scope, self._run, step.id, str(number))
            except ExpressionError as error:
                return self._failed(step, number, place, self._file.located(error, step))
            try:
                self._journal.begin_call(self._run, step.id, number, given)
            except JournalError as error:
                raise JournalError(f"step {place}: not sent: {error}. {self._on()}") from None
        try:
            output = self._send(step, spec, given, number)
        except UnknownOutcomeError as error:
            with suppress(JournalError):  # what stands there says the same: sent, and no more
                self._journal.end_call(self._run, step.id, number, "unknown", error.to_dict())
            raise self._in_doubt(place, error, is_retryable(spec.action, given, 0)) from None
        except ConnectorError as error:
            if self.in_doubt(step, number) and changes_something(spec.action, given):
                # A refusal of this try says nothing of the earlier one.
                raise self._still_in_doubt(step, spec, number, place, error) from None
            return self._failed(step, number, place, error)
        outcome = output.to_dict()
        try:
            self._ended(step, number, "done", outcome)
        except JournalError as error:
            request = f", request {output.request_id}" if output.request_id else ""
            what = f"{spec.name} was carried out ({output.status_code}{request})"
            raise self._not_written(place, what, error, spec, given) from None
        return outcome

    def fail(self, step: Step, error: ExpressionError) -> Failed:
        """Let a step fail before its first call, as its `if` or `for_each` has no value.

        Where the playbook goes on all the same, that is written down.
        """
        found = self._file.located(error, step)
        outcome = failure_of(found)
        if step.on_error != "fail":
            items = None if step.for_each is None else [None]
            self._journal.fail_step(self._run, step.id, items, outcome)
        return Failed(outcome, StepError(step.id, found))

    def _failed(self, step: Step, number: int, place: str, error: ConnectorError) -> Failed:
        outcome = failure_of(error)
        failure = StepError(place, error)
        try:
            self._ended(step, number, "failed", outcome)
        except JournalError as fault:
            raise JournalError(
                f"{failure}\nstep {place}: this could not be written down: {fault}. {self._on()}"
            ) from None
        return Failed(outcome, failure)

    def _ended(self, step: Step, number: int, status: str, outcome: dict[str, Any]) -> None:
        self._journal.end_call(self._run, step.id, number, status, outcome)
        self.tell("call_ended", step, item=number, status=status, outcome=outcome)

    def _not_written(
        self, place: str, what: str, error: JournalError, spec: ActionSpec, given: Mapping[str, Any]
    ) -> JournalError:
        """Return the error that tells an outcome which the journal does not know."""
        key = retry_key_in(given)
        sent = f" with retry key {key}" if key else ""
        if is_retryable(spec.action, given, 0):
            advice = self._on()
        else:
            advice = f"{self._on()} --sent {place}" if self._journal.is_kept else ""
        return JournalError(
            f"step {place}: {what}{sent}; this could not be written down: {error}. {advice}"
        )

    def _on(self) -> str:
        """Say how to go on when the journal can be written to again."""
        if not self._journal.is_kept:
            return "The run cannot be resumed"
        return f"Resume with: line-connector playbook run --resume {self._run}"

    def _again(self, spec: ActionSpec, call: CallRecord, place: str) -> dict[str, Any]:
        """Return the input of a call that may have been carried out, where it can be made again."""
        if not is_retryable(spec.action, call.input, self._journal.age(call)):
            what = f"{spec.name}: outcome unknown: it may have been carried out"
            raise self._in_doubt(place, UnknownOutcomeError(what), idempotent=False)
        return call.input

    def _still_in_doubt(
        self, step: Step, spec: ActionSpec, number: int, place: str, error: ConnectorError
    ) -> UnknownOutcomeError:
        what = (
            f"{spec.name}: outcome unknown: it was sent before, and may have been carried out; "
            f"sent again, it failed: {error}"
        )
        unknown = UnknownOutcomeError(what)
        with suppress(JournalError):
            self._journal.end_call(self._run, step.id, number, "unknown", unknown.to_dict())
        return self._in_doubt(place, unknown, idempotent=True, settle=True)

    def _send(
        self, step: Step, spec: ActionSpec, given: Mapping[str, Any], number: int
    ) -> Output[Any]:
        if step.wait is None:
            call = self._connector.call(spec.name, given, step.connection)
            for found in call.warnings:
                self.tell("warning", step, item=number, text=str(found))
            return call.send()

        def watch(progress: Progress) -> None:
            counts = {"done": progress.done, "total": progress.total}
            self.tell("progress", step, item=number, text=progress.text, **counts)

        return self._connector.wait(
            spec.name,
            given,
            connection=step.connection,
            every=step.wait.every,
            up_to=step.wait.up_to,
            watch=watch,
        )

    def _in_doubt(
        self, place: str, error: UnknownOutcomeError, idempotent: bool, *, settle: bool = False
    ) -> UnknownOutcomeError:
        """Return the error that says how to go on with the run.

        Args:
            place: the call.
            error: what happened.
            idempotent: whether the call can be made again safely.
            settle: tell also how a person settles it, where making it again may not.
        """
        resume = f"line-connector playbook run --resume {self._run}"
        settled = f"{resume} --sent {place} (it was) or --again {place} (it was not)"
        if not self._journal.is_kept:
            advice = "The run cannot be resumed. Look whether it was carried out"
            if error.retry_key:
                advice += f", or send it again with retryKey={error.retry_key} within 24 hours"
        elif idempotent:
            within = " within 23 hours" if error.retry_key else ""
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
