"""Waiting for a job in Airflow's triggerer, which keeps thousands of waits in one process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

from airflow.sdk import BaseOperator
from airflow.triggers.base import BaseTrigger, TriggerEvent
from asgiref.sync import sync_to_async

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.errors import ConnectorError, JobUnfinishedError
from line_connector.http.output import Output
from line_connector.platforms.airflow.hooks import ConnectorHook
from line_connector.progress import Progress


class JobTrigger(BaseTrigger):
    """Asks for a job's progress until it has ended; fires with its output or an error.

    Args:
        action: one that tells a job's progress.
        inputs: its input.
        conn_id: the Airflow connection. Its credentials are read here and kept nowhere.
        every: seconds between two questions.
        until: when to give up asking, in seconds since 1970: it outlives a restart.
    """

    def __init__(
        self,
        action: str,
        inputs: dict[str, Any],
        conn_id: str | None = None,
        *,
        every: float,
        until: float,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.action = action
        self.inputs = inputs
        self.conn_id = conn_id
        self.every = every
        self.until = until

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """Return what Airflow keeps in its database until the trigger runs."""
        names = ("action", "inputs", "conn_id", "every", "until")
        path = f"{type(self).__module__}.{type(self).__name__}"
        return path, {name: getattr(self, name) for name in names}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Fire once."""
        with await _in_thread(self._connect)() as connector:
            ended = await _in_thread(self._ask)(connector)
            while ended is None:
                await asyncio.sleep(self.every)
                ended = await _in_thread(self._ask)(connector)
        yield TriggerEvent(ended)

    def _connect(self) -> Connector:
        return ConnectorHook.for_action(self.action, self.conn_id).get_conn()

    def _ask(self, connector: Connector) -> dict[str, Any] | None:
        """Ask once; return the event to fire, or None to ask again later."""
        try:
            output = connector.wait(self.action, self.inputs, up_to=0, watch=self._tell)
        except JobUnfinishedError as error:
            if time.time() + self.every <= self.until:
                return None
            text = f"{self.action}: still pending when the polling timeout was over"
            return {"error": {**error.to_dict(), "message": text}}
        except ConnectorError as error:
            return {"error": error.to_dict()}
        return {"output": output.to_dict()}

    def _tell(self, progress: Progress) -> None:
        self.log.info("%s: %s", self.action, progress.text)


def wait_or_defer(
    task: BaseOperator,
    call: Call,
    conn_id: str | None,
    *,
    every: float,
    up_to: float,
    deferrable: bool,
) -> Output[Any]:
    """Wait for a job here, or ask once and leave the rest to the triggerer.

    Args:
        task: its `execute_complete` gets the trigger's event.
        call: asks for the job's progress.
        conn_id: the Airflow connection.
        every: seconds between two questions.
        up_to: seconds after which to give up asking.
        deferrable: whether to leave it to the triggerer.

    Raises:
        TaskDeferred: the job is under way, and the triggerer asks from now on.
        ConnectorError: as `Call.wait`.
    """
    until = time.time() + up_to

    def log(progress: Progress) -> None:
        task.log.info("%s: %s", call.spec.name, progress.text)

    try:
        return call.wait(every=every, up_to=0 if deferrable else up_to, watch=log)
    except JobUnfinishedError:
        if not deferrable:
            raise
        trigger = JobTrigger(call.spec.name, call.input, conn_id, every=every, until=until)
        task.defer(trigger=trigger, method_name="execute_complete")


def _in_thread(function: Any) -> Any:
    """Return a blocking function as one to await, which may read Airflow connections."""
    return sync_to_async(function, thread_sensitive=False)
