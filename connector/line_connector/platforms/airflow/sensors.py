"""A task that waits for something to happen in LINE.

LineEventSensor(task_id="reply", on="message.text", chat="C…", matching="(?i)^(yes|no)$")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseSensorOperator, PokeReturnValue, timezone
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from line_connector.platforms.airflow.operators import DEFERRABLE

if TYPE_CHECKING:
    from airflow.sdk import Context


class LineEventSensor(BaseSensorOperator):
    """Waits for an event that `line-connector listen` stores; returns it.

    An event is taken: no other task of the same consumer gets it, and another try of this task
    gets the same one.

    Args:
        on: types of events, their beginnings, or patterns: `message.text`, `message`, `*`.
        matching: a regular expression that is found in the message's text or postback's data.
        chat: ID of the user, group or room where it happens; any if absent.
        user: ID of the person; any if absent.
        since: when it arrived at the earliest, as ISO 8601. Absent: since the run of the Dag began,
            so that an answer that comes before this task begins is not missed.
        consumer: name, at most 64 characters, that tasks share of which only one gets an event.
            Absent: the tasks of one run.
        store_conn_id: Airflow connection, of type `postgres` or `sqlite`, of the listener's
            database. Absent: as the variable LINE_CONNECTOR_STORE has it.
        deferrable: wait in the triggerer, without a worker. Absent: as Airflow's configuration
            has it (`[operators] default_deferrable`).
        poke_interval: seconds between two looks.
    """

    template_fields: Sequence[str] = (
        "on",
        "matching",
        "chat",
        "user",
        "since",
        "consumer",
        "store_conn_id",
    )

    def __init__(
        self,
        *,
        on: str | Sequence[str] = "*",
        matching: str | None = None,
        chat: str | None = None,
        user: str | None = None,
        since: str | datetime | None = None,
        consumer: str | None = None,
        store_conn_id: str | None = None,
        deferrable: bool = DEFERRABLE,
        poke_interval: timedelta | float = 5,
        **kwargs: Any,
    ) -> None:
        super().__init__(poke_interval=poke_interval, **kwargs)
        self.on = on
        self.matching = matching
        self.chat = chat
        self.user = user
        self.since = since
        self.consumer = consumer
        self.store_conn_id = store_conn_id
        self.deferrable = deferrable

    def poke(self, context: Context) -> PokeReturnValue:
        """Take an event if there is one."""
        from line_connector.events import Taker
        from line_connector.platforms.airflow.events import names_of, open_store, selection_of
        from line_connector.platforms.airflow.running import airflow_errors

        with airflow_errors(), open_store(self.store_conn_id) as store:
            names = names_of(context["ti"], self.consumer)
            event = Taker(store, selection_of(self._wanted(context)), *names).take()
        return PokeReturnValue(event is not None, event and event.to_dict())

    def execute(self, context: Context) -> Any:
        """Wait here, or look once and leave the rest to the triggerer."""
        from line_connector.platforms.airflow.event_triggers import TakeEventTrigger
        from line_connector.platforms.airflow.events import names_of

        if not self.deferrable:
            return super().execute(context)
        found = self.poke(context)
        if found:
            return found.xcom_value
        consumer, taker = names_of(context["ti"], self.consumer)
        trigger = TakeEventTrigger(
            self._wanted(context), consumer, taker, self.store_conn_id, self.poke_interval
        )
        return self.defer(
            trigger=trigger,
            method_name="execute_complete",
            timeout=timedelta(seconds=self.timeout),
        )

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:  # noqa: ARG002
        """Return the event that the triggerer took."""
        error = event.get("error")
        if error is None:
            return event["event"]
        kind = AirflowException if error["retryable"] else AirflowFailException
        raise kind(f"{error['error']}: {error['message']}")

    def _wanted(self, context: Context) -> dict[str, Any]:
        """Return which events are wanted, as the trigger keeps it."""
        return {
            "on": [self.on] if isinstance(self.on, str) else list(self.on),
            "matching": self.matching,
            "chat": self.chat,
            "user": self.user,
            "since": round(self._since(context).timestamp() * 1000),
        }

    def _since(self, context: Context) -> datetime:
        """Return when an event must have arrived at the earliest.

        Raises:
            InputError: it is no time.
        """
        from line_connector.errors import InputError

        since: Any = self.since or context["dag_run"].start_date
        try:
            return timezone.parse(since) if isinstance(since, str) else since
        except ValueError:
            raise InputError(f"since: must be a time as ISO 8601, not {since!r}") from None
