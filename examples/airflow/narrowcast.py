"""Send to friends by age, and wait until LINE has done it, without keeping a worker busy."""

from airflow.sdk import dag

from line_connector.platforms.airflow.operators import LineNarrowcastOperator, LineWaitOperator


@dag(schedule=None)
def narrowcast() -> None:
    """LINE takes a narrowcast at once and sends it later: the second task tells how it ended."""
    sent = LineNarrowcastOperator(
        task_id="send",
        messages=[{"type": "text", "text": "A coupon for you."}],
        filter={"demographic": {"type": "age", "gte": "age_20", "lt": "age_40"}},
        limit={"max": 100},
    )
    LineWaitOperator(
        task_id="wait",
        inputs={"requestId": sent.output["request_id"]},
        deferrable=True,
    )


narrowcast()
