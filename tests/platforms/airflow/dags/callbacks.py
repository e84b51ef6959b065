"""A Dag that tells of its own failure: Airflow's Dag processor runs that callback."""

from __future__ import annotations

from airflow.sdk import dag, task

from line_connector.platforms.airflow.notifications import LineNotifier

GROUP = f"C{1:032x}"


@dag(schedule=None, on_failure_callback=LineNotifier(to=GROUP, text="{{ dag.dag_id }} failed"))
def telling_dag() -> None:
    @task
    def fail() -> None:
        raise ValueError("on purpose")

    fail()


telling_dag()
