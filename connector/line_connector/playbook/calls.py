"""One call of a step: what is sent, when it may be sent again, and what is written down of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from line_connector.action import Action
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.manifest import ActionSpec
from line_connector.output import Output
from line_connector.playbook.document import Step
from line_connector.playbook.events import Event, Kind, Watch
from line_connector.playbook.expressions import ExpressionError, render
from line_connector.playbook.journal import CallRecord, Journal
from line_connector.progress import Progress
from line_connector.retry_keys import with_retry_key
from line_connector.runner import Connector

KEY_LASTS = 23 * 3600
"""Seconds for which a retry key keeps a message from being sent twice: LINE's 24 hours, less one
for clocks that differ."""


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
        connector: makes them.
        journal: where they are written down.
        watch: is told of them.
    """

    def __init__(
        self, run: str, connector: Connector, journal: Journal, watch: Watch | None
    ) -> None:
        self._run = run
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
                given = self._input(step, spec, items, number, known)
            except ExpressionError as error:
                return self._failed(step, number, place, error)
            self._journal.begin_call(self._run, step.id, number, given)
        try:
            outcome = self._send(step, spec, given, number).to_dict()
        except UnknownOutcomeError as error:
            self._journal.end_call(self._run, step.id, number, "unknown", error.to_dict())
            raise self._in_doubt(place, error, may_be_repeated(spec.action, given, 0)) from None
        except ConnectorError as error:
            return self._failed(step, number, place, error)
        self._ended(step, number, "done", outcome)
        return outcome

    def _failed(self, step: Step, number: int, place: str, error: ConnectorError) -> Failed:
        shape = error.to_dict()
        outcome = {**shape.pop("output", {}), "error": shape}
        self._ended(step, number, "failed", outcome)
        return Failed(outcome, StepError(place, error))

    def _ended(self, step: Step, number: int, status: str, outcome: dict[str, Any]) -> None:
        self._journal.end_call(self._run, step.id, number, status, outcome)
        self.tell("call_ended", step, item=number, status=status, outcome=outcome)

    def _input(
        self,
        step: Step,
        spec: ActionSpec,
        items: list[Any] | None,
        number: int,
        known: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Return a call's input: expressions have their values, and what makes it safe is there."""
        scope = known if items is None else {**known, "item": items[number]}
        try:
            rendered = render(step.with_, scope)
        except ExpressionError as error:
            raise ExpressionError(f"with: {error}") from None
        keyed = with_retry_key(spec.action, rendered, self._run, step.id, str(number))
        return _resending(spec.action, keyed)

    def _again(self, spec: ActionSpec, call: CallRecord, place: str) -> dict[str, Any]:
        """Return the input of a call that may have been carried out, where it can be made again."""
        if not may_be_repeated(spec.action, call.input, self._journal.age(call)):
            what = f"{spec.name}: outcome unknown: it may have been carried out"
            raise self._in_doubt(place, UnknownOutcomeError(what), repeatable=False)
        return call.input

    def _send(
        self, step: Step, spec: ActionSpec, given: Mapping[str, Any], number: int
    ) -> Output[Any]:
        if step.wait is None:
            return self._connector.run(spec.name, given, step.connection)

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
        self, place: str, error: UnknownOutcomeError, repeatable: bool
    ) -> UnknownOutcomeError:
        """Return the error that says how to go on with the run."""
        resume = f"line-connector playbook run --resume {self._run}"
        if repeatable:
            within = " within 23 hours" if error.retry_key else ""
            advice = f"Go on with it{within}, and it is carried out once: {resume}"
        else:
            advice = (
                "It cannot be made again safely. Look whether it was carried out, then go on with "
                f"it: {resume} --sent {place} (it was) or --again {place} (it was not)"
            )
        return UnknownOutcomeError(
            f"step {place}: {error.what}", error.retry_key, error.output, advice
        )


def may_be_repeated(action: type[Action[Any, Any]], given: Mapping[str, Any], age: float) -> bool:
    """Tell whether a call can be made again although it may have been carried out.

    Args:
        action: the action.
        given: the very input of the first time.
        age: seconds since then.
    """
    request = action.request(action.read_input(given, lenient=True))
    if request.repeatable or request.resend:
        return True
    return request.retry_key is not None and age < KEY_LASTS


def _resending(action: type[Action[Any, Any]], given: dict[str, Any]) -> dict[str, Any]:
    """Ask for another try after a lost answer where every message has an ID of the sender's.

    Infobip has a status for a message whose ID it has seen, so of the two dangers losing it is the
    greater. Who wants it otherwise says `resend: false`.
    """
    if "resend" not in action.input_model.model_fields or given.get("resend") is not None:
        return given
    asking = {**given, "resend": True}
    try:
        action.read_input(asking, lenient=True)
    except InputError:
        return given
    return asking
