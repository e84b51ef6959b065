"""Telling people on LINE what became of a task or a Dag.

on_failure_callback=LineFailureNotifier(to="C…")
on_success_callback=LineNotifier(to="C…", text="{{ ti.task_id }} is done")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from airflow.sdk import BaseNotifier
from asgiref.sync import sync_to_async

if TYPE_CHECKING:
    from airflow.sdk import Context


class LineNotifier(BaseNotifier):
    """Pushes a text, a card, or messages of any kind, to a user, group or room.

    Args:
        to: their ID.
        text: what to say, at most 5000 characters; templates in it are rendered.
        card: name of a card, in place of a text: alert, report …
        values: values of the card; templates in them are rendered.
        messages: message objects, in place of a text.
        conn_id: the Airflow connection.
    """

    template_fields = ("to", "text", "card", "values", "messages", "conn_id")

    def __init__(
        self,
        *,
        to: str,
        text: str | None = None,
        card: str | None = None,
        values: Mapping[str, Any] | None = None,
        messages: Sequence[Mapping[str, Any]] | None = None,
        conn_id: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.to = to
        self.text = text
        self.card = card
        self.values = values
        self.messages = messages
        self.conn_id = conn_id

    def message_objects(self, context: Context) -> Sequence[Mapping[str, Any]]:  # noqa: ARG002
        """Return what to send."""
        if self.card:
            return [{**(self.values or {}), "type": "card", "card": self.card}]
        return self.messages or [{"type": "text", "text": self.text or ""}]

    def notify(self, context: Context) -> None:
        """Send it. Airflow calls this once for each event, so each call has a key of its own."""
        from line_connector.platforms.airflow.hooks import LineHook
        from line_connector.platforms.airflow.running import airflow_errors, send

        messages = self.message_objects(context)
        with airflow_errors(), LineHook(self.conn_id).get_conn() as connector:
            send(connector.call("push_message", {"to": self.to, "messages": messages}))

    async def async_notify(self, context: Context) -> None:
        """Send it from the triggerer, as alerts on deadlines are."""
        await sync_to_async(self.notify, thread_sensitive=False)(context)


class LineFailureNotifier(LineNotifier):
    """Pushes an alert card about a failed task or Dag: its names, the error, a link to the log.

    Args:
        to: ID of a user, group or room.
        values: values of the card `alert` to use in place of these; templates are rendered.
        conn_id: the Airflow connection.
    """

    def __init__(
        self,
        *,
        to: str,
        values: Mapping[str, Any] | None = None,
        conn_id: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(to=to, card="alert", values=values, conn_id=conn_id, **kwargs)

    def message_objects(self, context: Context) -> Sequence[Mapping[str, Any]]:
        """Return the card."""
        from line_connector.platforms.airflow.failure_alert import failure_alert

        own = failure_alert(cast("Mapping[str, Any]", context))
        return [{**own, **(self.values or {}), "type": "card", "card": "alert"}]
