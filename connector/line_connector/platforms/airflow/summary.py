"""What a task that sends leaves to later tasks: little, as Airflow keeps it in its database."""

from __future__ import annotations

from typing import Any

from line_connector.http.output import Output
from line_connector.json_values import is_list, is_object


def summary_of(output: Output[Any]) -> dict[str, Any]:
    """Return status, request ID and the body's IDs: what later tasks ask for after a send."""
    found: dict[str, Any] = {
        "status_code": output.status_code,
        "request_id": output.accepted_request_id or output.request_id,
    }
    ids = _ids(output.json_body)
    return {**found, "ids": ids} if ids else found


def _ids(value: Any) -> Any:
    """Return what is left of a JSON value without everything that is no ID; None if nothing."""
    if is_list(value):
        return [ids for item in value if (ids := _ids(item))] or None
    if not is_object(value):
        return None
    found = {
        name: item if isinstance(item, str) else _ids(item)
        for name, item in value.items()
        if not isinstance(item, str) or name == "id" or name.endswith("Id")
    }
    return {name: ids for name, ids in found.items() if ids} or None
