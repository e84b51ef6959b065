"""Dags that ask people in LINE."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from airflow.sdk import DAG, TriggerRule, task

from line_connector.platforms.airflow.playbooks import playbook_dag
from line_connector.platforms.airflow.questions import LineApprovalOperator, LineAskOperator

ASKING = {
    "to": f"U{1:032x}",
    "store_conn_id": "line_events",
    "every": 0.2,
    "retries": 1,
    "retry_delay": timedelta(seconds=0),
}

for deferrable in (True, False):
    with DAG(f"asks_{'deferred' if deferrable else 'here'}", schedule=None, params={"order": 7}):
        LineAskOperator(
            task_id="size",
            text="Which size for order {{ params.order }}?",
            choices=["S", "M", "L"],
            deferrable=deferrable,
            **ASKING,
        )

with DAG("asks_briefly", schedule=None):
    LineAskOperator(task_id="size", text="Which size?", kind="text", timeout=1, **ASKING)

with DAG("asks_wrongly", schedule=None):
    LineAskOperator(task_id="size", text="Which size?", kind="choice", **ASKING)


@task
def deploy() -> str:
    return "deployed"


@task(trigger_rule=TriggerRule.ALL_DONE)
def clean_up() -> None:
    pass


for name, arguments in {"skips": {}, "fails": {"fail_on_deny": True}}.items():
    with DAG(f"approval_{name}", schedule=None):
        approval = LineApprovalOperator(
            task_id="approval", text="Deploy 1.4?", deferrable=True, **ASKING, **arguments
        )
        approval >> deploy() >> clean_up()

RELEASE = Path(__file__).with_name("release.yaml")
release_deferred = playbook_dag(
    RELEASE, dag_id="release_deferred", store_conn_id="line_events", deferrable=True
)
release_here = playbook_dag(
    RELEASE, dag_id="release_here", store_conn_id="line_events", deferrable=False
)
