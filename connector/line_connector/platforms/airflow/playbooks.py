"""A playbook as a Dag: a task for each step, run by Airflow as often and as widely as it likes.

    order_shipped = playbook_dag("playbooks/order_shipped.yaml")

The tasks follow one another. Each finds in XCom what the steps before it brought, decides from that
whether it runs, and skips itself otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk import DAG, BaseOperator, Param, TriggerRule
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from line_connector.connector import Connector
from line_connector.errors import ConnectorError, UnknownOutcomeError
from line_connector.manifest import load_manifest
from line_connector.outbox.calls import Outcome
from line_connector.platforms.airflow.hooks import ConnectorHook
from line_connector.platforms.airflow.operators import DEFERRABLE
from line_connector.platforms.airflow.running import (
    airflow_error,
    refuse_unsafe_retry,
    send,
)
from line_connector.platforms.airflow.triggers import wait_or_defer
from line_connector.playbook.asking import question_of
from line_connector.playbook.document import Playbook, Step
from line_connector.playbook.expressions import ExpressionError, render
from line_connector.playbook.flow import (
    as_seen,
    call_of,
    has_failed,
    is_reached,
    is_wanted,
    items_of,
)
from line_connector.playbook.inputs import input_schema
from line_connector.playbook.reading import PlaybookFile, parse_playbook, read_playbook
from line_connector.sending.configured import ConfiguredRecipients

if TYPE_CHECKING:
    from airflow.sdk import Context

_BETWEEN_LOOKS = 2.0
"""Seconds between two looks of the triggerer for an answer."""

_FAILURE = "failure"
"""Key in XCom of why a loop's items could not be listed."""


def playbook_dag(
    path: Path | str,
    *,
    schedule: Any = None,
    connections: Mapping[str, str] | None = None,
    store_conn_id: str | None = None,
    deferrable: bool = DEFERRABLE,
    **arguments: Any,
) -> DAG:
    """Return the Dag of a playbook; its outputs are what the last task, `outputs`, returns.

    Args:
        path: the file. Its inputs become the Dag's parameters.
        schedule: when it runs by itself; inputs without a default must then be given.
        connections: Airflow's names of the connections that steps name, where those are others.
        store_conn_id: for steps that ask: as `LineAskOperator` has it.
        deferrable: wait for jobs and answers in the triggerer, without a worker. Absent: as
            Airflow's configuration has it (`[operators] default_deferrable`).
        arguments: as `airflow.sdk.DAG` takes them. `dag_id` is the playbook's name if absent.

    Raises:
        PlaybookError: the playbook is wrong; Airflow shows it as an import error.
    """
    file = read_playbook(path)
    connector = Connector({}, manifest := load_manifest())
    file.check(manifest, recipients=ConfiguredRecipients(connector))
    playbook = file.playbook
    arguments.setdefault("dag_id", file.name)
    arguments.setdefault("description", playbook.description)
    parameters = {name: Param(**input_schema(spec)) for name, spec in playbook.inputs.items()}
    with DAG(schedule=schedule, params=parameters, **arguments) as dag:
        waiting = {"store_conn_id": store_conn_id, "deferrable": deferrable}
        tasks = [
            task
            for step in playbook.steps
            for task in _tasks(file.text, step, connections, waiting)
        ]
        tasks.append(_OutputsOperator(task_id="outputs", playbook=file.text))
        for earlier, later in pairwise(tasks):
            earlier >> later
    return dag


def _tasks(
    text: str,
    step: Step,
    connections: Mapping[str, str] | None,
    waiting: Mapping[str, Any],
) -> list[Any]:
    """Return a step's tasks: one, or for a loop two, of which the first lists the items."""
    own = step.connection
    arguments: dict[str, Any] = {
        "task_id": step.id,
        "playbook": text,
        "conn_id": (connections or {}).get(own, own) if own else None,
        "trigger_rule": TriggerRule.NONE_FAILED,
        **waiting,
    }
    if step.for_each is None:
        return [PlaybookStepOperator(**arguments)]
    items = _ItemsOperator(task_id=_items_of(step), playbook=text)
    arguments["max_active_tis_per_dagrun"] = step.max_parallel
    return [items, PlaybookStepOperator.partial(**arguments).expand(item=items.output)]


def _items_of(step: Step) -> str:
    return f"{step.id}.items"  # no step's ID has a dot


class _PlaybookOperator(BaseOperator):
    """A task that knows the playbook, and what the steps before it brought."""

    def __init__(self, *, playbook: str, **kwargs: Any) -> None:
        kwargs.setdefault("trigger_rule", TriggerRule.NONE_FAILED)
        super().__init__(**kwargs)
        self.playbook = playbook  # no template: its expressions look like Jinja's

    def _read(self) -> PlaybookFile:
        return parse_playbook(self.playbook, self.dag_id)

    def _known(self, context: Context, before: Iterable[Step]) -> dict[str, Any]:
        """Return what expressions see: inputs, and the outcomes of the steps before."""
        return {
            "inputs": dict(context["params"]),
            "steps": {step.id: _outcome(context["ti"], step) for step in before},
        }

    def _enter(self, context: Context, playbook: Playbook, step: Step) -> dict[str, Any]:
        """Return what a step's expressions see.

        Raises:
            AirflowSkipException: nothing leads to the step, or its condition does not hold.
            ExpressionError: its condition cannot be evaluated.
        """
        known = self._known(context, playbook.steps[: playbook.steps.index(step)])
        failed = {name for name, outcome in known["steps"].items() if has_failed(outcome)}
        if not is_reached(playbook, step, failed):
            raise AirflowSkipException("no step leads to this one")
        if not is_wanted(step, known):
            raise AirflowSkipException(f"if: {step.if_} does not hold")
        return known


class _ItemsOperator(_PlaybookOperator):
    """Lists what a step runs for."""

    def execute(self, context: Context) -> list[Any] | None:
        """Return the items; none where they cannot be listed and the playbook continues."""
        file = self._read()
        step = _step(file, self.task_id.rpartition(".")[0])
        try:
            return items_of(step, self._enter(context, file.playbook, step))
        except ExpressionError as error:
            found = file.located(error, step)
            if step.on_error == "fail":
                raise airflow_error(found) from None
            self.log.warning("%s; on_error: %s", found, step.on_error)
            context["ti"].xcom_push(key=_FAILURE, value=Outcome.of(found).value)
            return []


class _OutputsOperator(_PlaybookOperator):
    """Returns the playbook's outputs."""

    def execute(self, context: Context) -> Any:
        """Return them."""
        file = self._read()
        known = self._known(context, file.playbook.steps)
        try:
            return render(file.playbook.outputs, known, ("outputs",))
        except ExpressionError as error:
            raise airflow_error(file.located(error)) from None


class PlaybookStepOperator(_PlaybookOperator):
    """Runs one step of a playbook, or one item of it; what it returns is what expressions see.

    Args:
        playbook: the playbook's text. The task's ID is the step's.
        conn_id: the Airflow connection; the default one of the action's provider if absent.
        item: what it runs for, where the step runs for several.
        store_conn_id: as `LineAskOperator` has it.
        deferrable: wait in the triggerer.
    """

    def __init__(
        self,
        *,
        conn_id: str | None = None,
        item: Any = None,
        store_conn_id: str | None = None,
        deferrable: bool = DEFERRABLE,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.conn_id = conn_id
        self.item = item
        self.store_conn_id = store_conn_id
        self.deferrable = deferrable

    def execute(self, context: Context) -> Any:
        """Run it; a failure after which the playbook continues is returned too."""
        file = self._read()
        step = _step(file, self.task_id)
        try:
            known = self._enter(context, file.playbook, step)
            return self._run(step, {**known, "item": self.item}, context)
        except ConnectorError as fault:
            error = file.located(fault, step) if isinstance(fault, ExpressionError) else fault
            if self._ends_the_run(step, error, context["ti"]):
                raise airflow_error(error) from None
            self.log.warning("%s; on_error: %s", error, step.on_error)
            return Outcome.of(error).value

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:  # noqa: ARG002
        """Go on when the triggerer says how the job or the question ended."""
        if "error" not in event:
            return event.get("output", event)
        error: dict[str, Any] = event["error"]
        step = _step(self._read(), self.task_id)
        if step.on_error == "fail":
            raise AirflowFailException(f"{error['error']}: {error['message']}")
        return {**error.pop("output", {}), "error": error}

    def _run(self, step: Step, known: dict[str, Any], context: Context) -> dict[str, Any]:
        task: Any = context["ti"]
        hook = ConnectorHook.for_action(step.called, self.conn_id)
        if step.ask is not None:
            with hook.get_conn() as connector:
                return self._ask(step, known, context, connector)
        identity = (task.dag_id, task.task_id, task.run_id, str(task.map_index))
        with hook.get_conn() as connector:
            call = call_of(step, known, connector, identity)
            refuse_unsafe_retry(call, task, self.retries or 0)
            if step.wait is None:
                return send(call, step.max_items).to_dict()
            output = wait_or_defer(
                self,
                call,
                self.conn_id,
                every=step.wait.every,
                up_to=step.wait.up_to,
                deferrable=self.deferrable,
            )
            return output.to_dict()

    def _ask(
        self, step: Step, known: dict[str, Any], context: Context, connector: Connector
    ) -> dict[str, Any]:
        from line_connector.platforms.airflow.answer_trigger import ask_or_defer, key_of

        return ask_or_defer(
            self,
            question_of(step, known),
            connector,
            key_of(context["ti"], context["dag_run"]),
            store_conn_id=self.store_conn_id,
            every=_BETWEEN_LOOKS,
            deferrable=self.deferrable,
        )

    def _ends_the_run(self, step: Step, error: ConnectorError, task: Any) -> bool:
        """Tell whether a failure is for Airflow to deal with: to try again, or to fail."""
        tries_left = error.retryable and task.try_number <= (self.retries or 0)
        doubtful = isinstance(error, UnknownOutcomeError)  # whatever came next could double it
        return tries_left or doubtful or step.on_error == "fail"


def _step(file: PlaybookFile, step_id: str) -> Step:
    return next(step for step in file.playbook.steps if step.id == step_id)


def _outcome(task: Any, step: Step) -> Any:
    """Return what XCom has of a step; None where it did not run."""
    if step.for_each is None:
        outcome = task.xcom_pull(task_ids=step.id)
        return as_seen(outcome) if outcome else outcome
    failure = task.xcom_pull(task_ids=_items_of(step), key=_FAILURE)
    if failure is not None:
        return [as_seen(failure)]
    if task.xcom_pull(task_ids=_items_of(step)) is None:
        return None
    return [as_seen(each) for each in task.xcom_pull(task_ids=step.id) or ()]
