"""Tasks that ask people something in LINE, and go on with the answer.

    size = LineAskOperator(task_id="size", text="Which size?", to="ops", choices=["S", "M", "L"])
    LineApprovalOperator(task_id="deploy", text="Deploy 1.4?", to="ops") >> deploy

`line-connector listen` takes the answers; it uses the same database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.bases.skipmixin import SkipMixin
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from line_connector.platforms.airflow.operators import DEFERRABLE

if TYPE_CHECKING:
    from airflow.sdk import Context

_ARGUMENTS = (
    "text",
    "to",
    "kind",
    "choices",
    "title",
    "fields",
    "allowed",
    "timeout",
    "remind_after",
    "escalate_to",
)


class LineAskOperator(BaseOperator):
    """Asks a question, waits, and returns the answer, with `value`, `label`, `user_name` and `at`.

    All tries of a task ask once. A run whose tasks were cleared asks anew. If nobody answers in
    time, the task fails.

    Args:
        text: what is asked.
        to: whom: an ID or a name, or several.
        kind: `approval`, `choice`, `date` or `text`; `choice` if there are choices, else
            `approval`, if absent.
        choices: the answers of a choice.
        title: title above the question.
        fields: values by name, shown as a table.
        allowed: who may answer in a group; anybody in it if absent.
        timeout: seconds until it is too late to answer.
        remind_after: seconds after which who was asked is reminded.
        escalate_to: whom to ask next if nobody answers.
        inputs: further properties of the question, such as `escalate_after` or `date_mode`.
        conn_id: the Airflow connection that sends; `line_default` if absent.
        store_conn_id: Airflow connection, of type `postgres` or `sqlite`, of the listener's
            database. Absent: as the variable LINE_CONNECTOR_STORE has it.
        deferrable: wait in the triggerer, without a worker. Absent: as Airflow's configuration
            has it (`[operators] default_deferrable`).
        every: seconds between two looks for the answer.
    """

    template_fields: Sequence[str] = (*_ARGUMENTS, "inputs", "conn_id", "store_conn_id")

    def __init__(
        self,
        *,
        text: str,
        to: str | Sequence[str] | None = None,
        kind: str | None = None,
        choices: Sequence[str] | None = None,
        title: str | None = None,
        fields: Mapping[str, Any] | None = None,
        allowed: str | Sequence[str] | None = None,
        timeout: float = 900,
        remind_after: float | None = None,
        escalate_to: str | Sequence[str] | None = None,
        inputs: Mapping[str, Any] | None = None,
        conn_id: str | None = None,
        store_conn_id: str | None = None,
        deferrable: bool = DEFERRABLE,
        every: float = 2,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.text = text
        self.to = to
        self.kind = kind
        self.choices = choices
        self.title = title
        self.fields = fields
        self.allowed = allowed
        self.timeout = timeout
        self.remind_after = remind_after
        self.escalate_to = escalate_to
        self.inputs = inputs
        self.conn_id = conn_id
        self.store_conn_id = store_conn_id
        self.deferrable = deferrable
        self.every = every

    def execute(self, context: Context) -> Any:
        """Ask, then wait here, or leave that to the triggerer."""
        from line_connector.platforms.airflow.answer_trigger import ask_or_defer, key_of
        from line_connector.platforms.airflow.hooks import LineHook
        from line_connector.platforms.airflow.running import airflow_errors
        from line_connector.questions.question import read_question

        with airflow_errors(), LineHook(self.conn_id).get_conn() as connector:
            outcome = ask_or_defer(
                self,
                read_question(self._question()),
                connector,
                key_of(context["ti"], context["dag_run"]),
                store_conn_id=self.store_conn_id,
                every=self.every,
                deferrable=self.deferrable,
            )
        return self.go_on(context, outcome)

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:
        """Go on when the question has ended."""
        error = event.get("error")
        if error is None:
            return self.go_on(context, event)
        kind = AirflowException if error["retryable"] else AirflowFailException
        raise kind(f"{error['error']}: {error['message']}")

    def go_on(self, context: Context, outcome: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return the answer.

        Raises:
            AirflowFailException: there is none; another try would not ask again.
        """
        answer: dict[str, Any] | None = outcome["answer"]
        if answer is None:
            why = {"expired": "nobody answered in time", "cancelled": "it was withdrawn"}
            raise AirflowFailException(f"question {outcome['id']}: {why[outcome['state']]}")
        self.log.info("answered by %s", answer["user_name"] or answer["user_id"] or "somebody")
        return {"question": outcome["id"], **answer}

    def _question(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in _ARGUMENTS}
        given = {name: value for name, value in own.items() if value is not None}
        return {**(self.inputs or {}), **given}


class LineApprovalOperator(LineAskOperator, SkipMixin):
    """Asks for an approval; what follows runs only if it is approved, and is skipped if not.

    Args:
        text: as `LineAskOperator` has it, and so with all further arguments but `kind` and
            `choices`.
        fail_on_deny: fail in place of skipping what follows.
        ignore_downstream_trigger_rules: skip all that follows, whatever its trigger rule; else
            only what follows directly.
    """

    inherits_from_skipmixin = True

    def __init__(
        self,
        *,
        text: str,
        fail_on_deny: bool = False,
        ignore_downstream_trigger_rules: bool = False,
        **kwargs: Any,
    ) -> None:
        for name in ("kind", "choices"):
            if name in kwargs:
                raise TypeError(f"LineApprovalOperator has no argument {name}: use LineAskOperator")
        super().__init__(text=text, kind="approval", **kwargs)
        self.fail_on_deny = fail_on_deny
        self.ignore_downstream_trigger_rules = ignore_downstream_trigger_rules

    def go_on(self, context: Context, outcome: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer; skip what follows, or fail, if it was denied."""
        from line_connector.questions.question import APPROVE

        answer = super().go_on(context, outcome)
        if answer["value"] == APPROVE:
            return answer
        if self.fail_on_deny:
            raise AirflowFailException(f"question {outcome['id']}: denied")
        task: Any = context["task"]
        if self.ignore_downstream_trigger_rules:
            following = task.get_flat_relatives(upstream=False)
        else:
            following = task.get_direct_relatives(upstream=False)
        self.log.info("denied: what follows is skipped")
        skipped = [each for each in following if not each.is_teardown]
        if skipped:
            self.skip(ti=context["ti"], tasks=skipped)
        return answer
