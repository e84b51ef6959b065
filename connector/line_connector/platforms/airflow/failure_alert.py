"""A failed task or Dag as the values of an alert card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.cards.buttons import usable_link


def failure_alert(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the card `alert` for what a callback is given.

    Args:
        context: Airflow's, of a task or of a Dag as a whole; what is not in it is left out.
    """
    task = context.get("ti") or context.get("task_instance")
    dag_id = getattr(context.get("dag"), "dag_id", None) or getattr(task, "dag_id", None)
    task_id = getattr(task, "task_id", None)
    fields = {
        "Dag": dag_id,
        "Task": task_id,
        "Run": context.get("run_id"),
        "Try": getattr(task, "try_number", None),
    }
    why = context.get("exception") or context.get("reason")
    return {
        "title": f"{task_id or dag_id or 'A Dag'} failed",
        "severity": "error",
        "text": "" if why is None else str(why),
        "fields": {name: value for name, value in fields.items() if value is not None},
        "link": usable_link(getattr(task, "log_url", None)),
        "linkLabel": "Log",
        "source": "Airflow",
        "time": context.get("ts"),
    }
