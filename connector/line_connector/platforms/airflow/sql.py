"""Messages to as many users as a query returns.

LineMulticastFromSqlOperator(
    task_id="send",
    recipients_sql="SELECT line_user_id FROM customers WHERE subscribed",
    sql_conn_id="warehouse",
    messages=[{"type": "text", "text": "The office is closed tomorrow."}],
)
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowException

from line_connector.platforms.airflow.operators import LineActionOperator

if TYPE_CHECKING:
    from airflow.sdk import Context

    from line_connector.connector import Connector
    from line_connector.platforms.airflow.recipients import Recipients

_log = logging.getLogger(__name__)

_ROWS = 5000
"""Rows that are fetched at once."""


class LineMulticastFromSqlOperator(LineActionOperator):
    """Sends the same messages to all users that a query returns, 500 at a time.

    All of them are read and checked before the first batch is sent. Each batch has its own retry
    key, made from the run and its number, and is recorded in Airflow before it is sent. When the
    task is tried again, the recorded batches go out as they were, so that LINE sends only those
    that it has not accepted; then come those users that the query returns beside them. Nobody gets
    it twice and nobody is left out, even if the query returns other users than before.

    Airflow keeps such records since 3.3. On earlier versions a task sends on its first try only.

    Args:
        recipients_sql: a query whose result has one column, user IDs. Duplicates are left out.
        sql_conn_id: the Airflow connection of the database.
        messages: 1 to 5 message objects.
        parameters: values for the query's placeholders, as the database's driver takes them.
        inputs: further properties of `multicast`, such as `notificationDisabled`.
        conn_id: the Airflow connection of LINE; `line_default` if absent.
        new_key_when_cleared: send again after the task was cleared.
    """

    template_fields = (
        *LineActionOperator.template_fields,
        "recipients_sql",
        "sql_conn_id",
        "parameters",
        "messages",
    )

    def __init__(
        self,
        *,
        recipients_sql: str,
        sql_conn_id: str,
        messages: Sequence[Mapping[str, Any]],
        parameters: Sequence[Any] | Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(action="multicast", **kwargs)
        self.recipients_sql = recipients_sql
        self.sql_conn_id = sql_conn_id
        self.messages = messages
        self.parameters = parameters

    def execute(self, context: Context) -> dict[str, Any]:
        """Send; return the number of recipients and batches, and the first and last request ID."""
        from line_connector.platforms.airflow.hooks import ConnectorHook
        from line_connector.platforms.airflow.recipients import Recipients
        from line_connector.platforms.airflow.running import airflow_errors

        with airflow_errors(), Recipients() as recipients:
            recipients.add(self._rows())
            hook = ConnectorHook.for_action(self.action, self.conn_id)
            with hook.get_conn() as connector:
                return self._send(connector, recipients, context)

    def _raw_input(self) -> dict[str, Any]:
        from line_connector.errors import InputError

        raw = super()._raw_input()
        for name in ("to", "retryKey", "retry_key"):
            if name in raw:
                raise InputError(f"inputs.{name}: must be absent: each batch has its own")
        return {**raw, "messages": self.messages}

    def _send(
        self, connector: Connector, recipients: Recipients, context: Context
    ) -> dict[str, Any]:
        from line_connector.errors import ConnectorError
        from line_connector.platforms.airflow.recorded_batches import RecordedBatches
        from line_connector.platforms.airflow.running import send

        raw, identity = self._raw_input(), self._identity(context)
        rows, duplicates = recipients.given, recipients.given - len(recipients)
        _log.info("%s different recipients in %s rows", rows - duplicates, rows)
        batches = RecordedBatches(context, identity[4:], recipients)
        users, sent, before, request_ids = batches.users, 0, 0, list[str]()
        for name, batch in batches:
            call = connector.call(self.action, {**raw, "to": batch}, identity=(*identity, name))
            try:
                output = send(call)
            except ConnectorError:
                _log.warning("stopped: %s of %s recipients were accepted", sent, users)
                raise
            sent += len(batch)
            before += len(batch) if output.accepted_request_id else 0
            request_ids.append(output.accepted_request_id or output.request_id or "")
        return {
            "recipients": users,
            "duplicates": duplicates,
            "batches": len(request_ids),
            "accepted_before": before,
            "first_request_id": request_ids[0] if request_ids else None,
            "last_request_id": request_ids[-1] if request_ids else None,
        }

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the query's result."""
        hook = self._database()
        values = () if self.parameters is None else (self.parameters,)
        with closing(hook.get_conn()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(self.recipients_sql, *values)
            while rows := cursor.fetchmany(_ROWS):
                yield from map(tuple, rows)

    def _database(self) -> Any:
        """Return the hook of the database."""
        from line_connector.errors import InputError

        try:
            from airflow.providers.common.sql.hooks.sql import DbApiHook
        except ImportError:
            install = "pip install apache-airflow-providers-common-sql"
            raise InputError(
                f"recipients_sql: Airflow's SQL hooks are missing: {install}"
            ) from None
        try:
            hook = BaseHook.get_hook(self.sql_conn_id)
        except AirflowException as error:
            text = f"sql_conn_id: {error}; is the database's Airflow provider installed?"
            raise InputError(text) from None
        if not isinstance(hook, DbApiHook):
            raise InputError(f"sql_conn_id: {self.sql_conn_id} is not a connection to a database")
        return hook
