"""Dags whose recipients come from a query."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, BaseHook

from line_connector.platforms.airflow.sql import LineMulticastFromSqlOperator


def change_the_table(context: Any) -> None:
    if context["params"]["between_tries"]:
        BaseHook.get_hook("customers").run(context["params"]["between_tries"])


with DAG(
    "from_sql",
    schedule=None,
    params={
        "inputs": {},
        "sql": "SELECT line_user_id FROM customers WHERE age >= ?",
        "between_tries": "",
    },
    render_template_as_native_obj=True,
):
    LineMulticastFromSqlOperator(
        task_id="send",
        recipients_sql="{{ params.sql }}",
        sql_conn_id="{{ params.conn_id | default('customers') }}",
        parameters=[18],
        messages=[{"type": "text", "text": "Hi"}],
        inputs="{{ params.inputs | tojson }}",
        retries=1,
        retry_delay=timedelta(seconds=0),
        on_retry_callback=change_the_table,
    )
