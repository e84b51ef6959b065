"""Tasks that run actions: one operator for any action, and readable ones for the main sends.

    LinePushOperator(task_id="tell", to="C…", messages=[{"type": "text", "text": "{{ ds }}"}])

A task's retry key is made from its Dag, task, run and map index, which Airflow keeps when it
tries again: LINE carries out one of the tries, whichever answer got lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from airflow.sdk import BaseOperator, conf
from airflow.sdk.exceptions import AirflowException, AirflowFailException

if TYPE_CHECKING:
    from airflow.sdk import Context

    from line_connector.http.output import Output

DEFERRABLE: bool = conf.getboolean("operators", "default_deferrable", fallback=False)


class LineActionOperator(BaseOperator):
    """Runs any declared action.

    Args:
        action: its name, as `line-connector actions` lists it.
        inputs: its input; templates in it are rendered. Text is read as YAML or JSON once it is
            rendered: `inputs="{% include 'order.yaml' %}"` takes a file beside the Dag's.
        conn_id: the Airflow connection; `line_default` or `infobip_default` if absent.
        new_key_when_cleared: send again after a task of the run was cleared. Otherwise LINE
            takes for 24 hours that a cleared task repeats itself, and sends nothing.
        whole_output: leave the whole answer in XCom, else status, request ID and IDs. Absent:
            the whole answer, but not of an action that sends.
        max_items: fetch all pages of the list that the action returns, up to this many items, as
            one answer. Airflow keeps it in its database: mind the size of its XCom.
    """

    template_fields: Sequence[str] = ("inputs", "conn_id")
    template_fields_renderers: ClassVar[dict[str, str]] = {"inputs": "json", "messages": "json"}

    arguments: ClassVar[Sequence[str]] = ()
    """Properties of the action's input that are arguments of their own; None is left out."""

    def __init__(
        self,
        *,
        action: str,
        inputs: Mapping[str, Any] | str | None = None,
        conn_id: str | None = None,
        new_key_when_cleared: bool = False,
        whole_output: bool | None = None,
        max_items: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.action = action
        self.inputs = inputs if inputs is not None else {}
        self.conn_id = conn_id
        self.new_key_when_cleared = new_key_when_cleared
        self.whole_output = whole_output
        self.max_items = max_items

    def execute(self, context: Context) -> Any:
        """Run the action; return what XCom keeps."""
        from line_connector.platforms.airflow.hooks import ConnectorHook
        from line_connector.platforms.airflow.running import (
            airflow_errors,
            refuse_unsafe_retry,
            send,
        )

        with airflow_errors():
            hook = ConnectorHook.for_action(self.action, self.conn_id)
            with hook.get_conn() as connector:
                identity = self._identity(context)
                call = connector.call(self.action, self._raw_input(), identity=identity)
                refuse_unsafe_retry(call, context["ti"], self.retries or 0)
                output = send(call, self.max_items)
        return self._result(output, sends=call.effect.startswith("sends"))

    def _raw_input(self) -> dict[str, Any]:
        """Return the action's input."""
        from line_connector.platforms.airflow.running import read_inputs

        own = {name: getattr(self, name) for name in self.arguments}
        return {
            **read_inputs(self.inputs),
            **{name: value for name, value in own.items() if value is not None},
        }

    def _identity(self, context: Context) -> tuple[str, ...]:
        """Return what stays when Airflow tries again; its own ID of the try does not."""
        task = context["ti"]
        identity = (task.dag_id, task.task_id, task.run_id, str(task.map_index))
        if self.new_key_when_cleared:
            return (*identity, str(context["dag_run"].clear_number))
        return identity

    def _result(self, output: Output[Any], *, sends: bool) -> dict[str, Any]:
        from line_connector.platforms.airflow.running import summary_of

        whole = not sends if self.whole_output is None else self.whole_output
        return output.to_dict() if whole else summary_of(output)


class LinePushOperator(LineActionOperator):
    """Sends messages to one user, group or room."""

    arguments = ("to", "messages")
    template_fields = (*LineActionOperator.template_fields, *arguments)

    def __init__(self, *, to: str, messages: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(action="push_message", **kwargs)
        self.to = to
        self.messages = messages


class LineMulticastOperator(LineActionOperator):
    """Sends the same messages to up to 500 users; for more see `fan_out`."""

    arguments = ("to", "messages")
    template_fields = (*LineActionOperator.template_fields, *arguments)

    def __init__(
        self, *, to: Sequence[str], messages: Sequence[Mapping[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(action="multicast", **kwargs)
        self.to = to
        self.messages = messages


class LineNarrowcastOperator(LineActionOperator):
    """Sends messages to friends chosen by audience and demographics.

    LINE sends later: hand `.output["request_id"]` to a `LineWaitOperator`.
    """

    arguments = ("messages", "recipient", "filter", "limit")
    template_fields = (*LineActionOperator.template_fields, *arguments)

    def __init__(
        self,
        *,
        messages: Sequence[Mapping[str, Any]],
        recipient: Mapping[str, Any] | None = None,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - LINE's word
        limit: Mapping[str, Any] | None = None,
        multiple_outputs: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(action="narrowcast", multiple_outputs=multiple_outputs, **kwargs)
        self.messages = messages
        self.recipient = recipient
        self.filter = filter
        self.limit = limit


class LineBroadcastOperator(LineActionOperator):
    """Sends messages to all friends."""

    arguments = ("messages",)
    template_fields = (*LineActionOperator.template_fields, *arguments)

    def __init__(self, *, messages: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(action="broadcast", **kwargs)
        self.messages = messages


class LineReplyOperator(LineActionOperator):
    """Answers a webhook event, within a minute of it; a lost answer fails for good: no key."""

    arguments = ("reply_token", "messages")
    template_fields = (*LineActionOperator.template_fields, *arguments)

    def __init__(
        self, *, reply_token: str, messages: Sequence[Mapping[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(action="reply_message", **kwargs)
        self.reply_token = reply_token
        self.messages = messages


class InfobipLineOperator(LineActionOperator):
    """Sends LINE messages through Infobip; a lost answer fails for good: no key."""

    arguments = ("messages",)
    template_fields = (*LineActionOperator.template_fields, *arguments)

    def __init__(self, *, messages: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(action="infobip_send_line_messages", **kwargs)
        self.messages = messages


class InfobipOmniOperator(LineActionOperator):
    """Sends over a scenario's channels, LINE and then SMS, say; a lost answer fails for good.

    The contents, one for each channel, are `inputs`.
    """

    arguments = ("destinations",)
    template_fields = (*LineActionOperator.template_fields, *arguments)

    def __init__(self, *, destinations: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(action="infobip_send_omni_message", **kwargs)
        self.destinations = destinations


class LineWaitOperator(LineActionOperator):
    """Waits until a job has ended, such as a narrowcast; fails where the job does.

    Args:
        action: one that tells a job's progress.
        every: seconds between two questions.
        up_to: seconds after which to give up asking; the job continues.
        deferrable: wait in the triggerer, without a worker. Absent: as Airflow's configuration
            has it (`[operators] default_deferrable`).
    """

    def __init__(
        self,
        *,
        action: str = "get_narrowcast_progress",
        every: float = 10,
        up_to: float = 3600,
        deferrable: bool = DEFERRABLE,
        **kwargs: Any,
    ) -> None:
        super().__init__(action=action, **kwargs)
        self.every = every
        self.up_to = up_to
        self.deferrable = deferrable

    def execute(self, context: Context) -> Any:  # noqa: ARG002
        """Wait here, or ask once and leave the rest to the triggerer."""
        from line_connector.platforms.airflow.hooks import ConnectorHook
        from line_connector.platforms.airflow.running import airflow_errors
        from line_connector.platforms.airflow.triggers import wait_or_defer

        with airflow_errors():
            hook = ConnectorHook.for_action(self.action, self.conn_id)
            with hook.get_conn() as connector:
                output = wait_or_defer(
                    self,
                    connector.call(self.action, self._raw_input()),
                    self.conn_id,
                    every=self.every,
                    up_to=self.up_to,
                    deferrable=self.deferrable,
                )
        return output.to_dict()

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:  # noqa: ARG002
        """Go on when the triggerer says how the job ended."""
        error = event.get("error")
        if error is None:
            return event["output"]
        kind = AirflowException if error["retryable"] else AirflowFailException
        raise kind(f"{error['error']}: {error['message']}")
