"""Tell somebody on LINE when a task fails."""

from airflow.sdk import dag, task

from line_connector.platforms.airflow.notifications import LineNotifier

ON_CALL = "U00000000000000000000000000000001"

notice = LineNotifier(
    to=ON_CALL,
    text="{{ ti.dag_id }}.{{ ti.task_id }} failed: {{ exception | string | truncate(4000) }}",
)


@dag(schedule=None, default_args={"on_failure_callback": notice})
def failure_notice() -> None:
    """Fail, to show it."""

    @task
    def load_orders() -> None:
        raise ValueError("the orders' file is empty")

    load_orders()


failure_notice()
