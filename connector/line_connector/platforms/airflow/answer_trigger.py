"""Waiting for the answer to a question in Airflow's triggerer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import lru_cache
from typing import Any

from airflow.sdk import BaseOperator
from airflow.triggers.base import BaseTrigger, TriggerEvent
from asgiref.sync import sync_to_async

from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.events.database import StoreError
from line_connector.platforms.airflow.events import name_of, store_url
from line_connector.questions import Asked, Question, Questions


class AnswerTrigger(BaseTrigger):
    """Looks until a question has ended; fires with how it did, or an error.

    Args:
        question: its ID.
        store_conn_id: as the operator's.
        every: seconds between two looks.
    """

    def __init__(self, question: str, store_conn_id: str | None, every: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.question = question
        self.store_conn_id = store_conn_id
        self.every = every

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """Return what Airflow keeps in its database until the trigger runs."""
        names = ("question", "store_conn_id", "every")
        path = f"{type(self).__module__}.{type(self).__name__}"
        return path, {name: getattr(self, name) for name in names}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Fire once."""
        try:
            asked = await _in_thread(self._look)()
            while asked is None:
                await asyncio.sleep(self.every)
                asked = await _in_thread(self._look)()
        except ConnectorError as error:
            yield TriggerEvent({"error": error.to_dict()})
        else:
            yield TriggerEvent(ended(asked))

    async def on_kill(self) -> None:
        """Withdraw the question: somebody cleared the task, or set its state."""
        await _in_thread(self._withdraw)()

    def _look(self) -> Asked | None:
        """Return a question that has ended; None while it is open or the database fails."""
        try:
            asked = self._questions().get(self.question)
        except StoreError as error:
            self.log.warning("%s; trying again", error)
            return None
        return None if asked.is_open else asked

    def _withdraw(self) -> None:
        self._questions().cancel(self.question)

    def _questions(self) -> Questions:
        return _shared(store_url(self.store_conn_id))


def ask_or_defer(
    task: BaseOperator,
    question: Question,
    connector: Connector,
    key: str,
    *,
    store_conn_id: str | None,
    every: float,
    deferrable: bool,
) -> dict[str, Any]:
    """Ask, and wait here, or leave that to the triggerer; return how the question ended.

    Args:
        task: its `execute_complete` gets the trigger's event.
        question: what is asked.
        connector: pushes the card.
        key: as `key_of` makes it.
        store_conn_id: as the operator's.
        every: seconds between two looks of the triggerer.
        deferrable: whether to leave the waiting to it.

    Raises:
        TaskDeferred: the question is open, and the triggerer waits from now on.
        ConnectorError: as `Questions.ask` and `Questions.wait`.
    """
    with Questions(store_url(store_conn_id), connector) as questions:
        asked = questions.ask(question, key, warn=task.log.warning)
        task.log.info("question %s: %s", asked.id, asked.state)
        if asked.is_open and not deferrable:
            asked = questions.wait(asked.id)
    if asked.is_open:
        trigger = AnswerTrigger(asked.id, store_conn_id, every)
        task.defer(trigger=trigger, method_name="execute_complete")
    return ended(asked)


def key_of(task: Any, dag_run: Any) -> str:
    """Return a key that stays when Airflow tries again, but not when tasks are cleared.

    Args:
        task: the task instance.
        dag_run: its run.
    """
    identity = (task.dag_id, task.task_id, task.run_id, str(task.map_index))
    cleared = str(dag_run.clear_number)
    return name_of(f"airflow {task.dag_id}.{task.task_id}", (*identity, cleared))


def ended(asked: Asked) -> dict[str, Any]:
    """Return how a question ended, as JSON."""
    answer = asked.answer and asked.answer.to_dict()
    return {"id": asked.id, "state": asked.state, "answer": answer}


@lru_cache(maxsize=8)
def _shared(url: str | None) -> Questions:
    """Return what all triggers of this process look with."""
    return Questions(url)


def _in_thread(function: Any) -> Any:
    """Return a blocking function as one to await, which may read Airflow connections."""
    return sync_to_async(function, thread_sensitive=False)
