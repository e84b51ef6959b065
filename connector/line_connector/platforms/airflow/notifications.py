"""Telling people on LINE what became of a task or a Dag.

on_failure_callback=LineNotifier(to="C…", text="{{ ti.task_id }} failed: {{ exception }}")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseNotifier
from asgiref.sync import sync_to_async

if TYPE_CHECKING:
    from airflow.sdk import Context


class LineNotifier(BaseNotifier):
    """Pushes a text, or messages of any kind, to a user, group or room.

    Args:
        to: their ID.
        text: what to say, at most 5000 characters; templates in it are rendered.
        messages: message objects, in place of a text.
        conn_id: the Airflow connection.
    """

    template_fields = ("to", "text", "messages", "conn_id")

    def __init__(
        self,
        *,
        to: str,
        text: str | None = None,
        messages: Sequence[Mapping[str, Any]] | None = None,
        conn_id: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.to = to
        self.text = text
        self.messages = messages
        self.conn_id = conn_id

    def notify(self, context: Context) -> None:  # noqa: ARG002
        """Send it. Airflow calls this once for each event, so each call has a key of its own."""
        from line_connector.platforms.airflow.hooks import LineHook
        from line_connector.platforms.airflow.running import airflow_errors, send

        messages = self.messages or [{"type": "text", "text": self.text or ""}]
        with airflow_errors(), LineHook(self.conn_id).get_conn() as connector:
            send(connector.call("push_message", {"to": self.to, "messages": messages}))

    async def async_notify(self, context: Context) -> None:
        """Send it from the triggerer, as alerts on deadlines are."""
        await sync_to_async(self.notify, thread_sensitive=False)(context)
