"""Send one message to many: recipients in chunks of 500, one mapped task for each chunk."""

from airflow.sdk import dag, task

from line_connector.platforms.airflow.fan_out import recipients_in_chunks
from line_connector.platforms.airflow.operators import LineMulticastOperator


@task
def recipients() -> list[str]:
    """Return everybody; a query of your own goes here."""
    return [f"U{number:032x}" for number in range(1, 6)]


@dag(schedule=None)
def campaign() -> None:
    """Chunk first: Airflow maps at most 1024 times, and LINE takes 500 at once."""
    chunks = task(recipients_in_chunks)(recipients())
    LineMulticastOperator.partial(
        task_id="send",
        messages=[{"type": "text", "text": "The office is closed tomorrow."}],
        retries=3,
        max_active_tis_per_dagrun=4,
    ).expand_kwargs(chunks)


campaign()
