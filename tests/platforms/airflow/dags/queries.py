"""Dags whose recipients come from a query."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG

from line_connector.platforms.airflow.sql import LineMulticastFromSqlOperator

with DAG(
    "from_sql",
    schedule=None,
    params={"inputs": {}, "sql": "SELECT line_user_id FROM customers WHERE age >= ?"},
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
    )
