"""Tell a group on LINE about an order: one push, its text filled in from the Dag run."""

from airflow.sdk import dag

from line_connector.platforms.airflow.operators import LinePushOperator

GROUP = "C00000000000000000000000000000001"


@dag(schedule=None, params={"order": 1024, "status": "shipped"})
def order_alert() -> None:
    """Push one message; however often the task runs again, it arrives once."""
    LinePushOperator(
        task_id="tell_the_group",
        to=GROUP,
        messages=[{"type": "text", "text": "Order {{ params.order }} is {{ params.status }}."}],
        retries=3,
    )


order_alert()
