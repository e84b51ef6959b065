"""Long lists: all items of an action, and a playbook that sends to each."""

from __future__ import annotations

from pathlib import Path

from airflow.sdk import DAG

from line_connector.platforms.airflow.operators import LineActionOperator
from line_connector.platforms.airflow.playbooks import playbook_dag

with DAG("friends", schedule=None):
    for most in (3, 1000):
        LineActionOperator(
            task_id=f"at_most_{most}",
            action="get_followers",
            inputs={"limit": 2},
            max_items=most,
        )

to_friends = playbook_dag(Path(__file__).with_name("to_friends.yaml"))
