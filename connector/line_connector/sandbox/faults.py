"""Faults that were asked for: wrong answers, lost connections, delays."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from line_connector.sandbox.exchange import Response
from line_connector.sandbox.json_values import compact_json
from line_connector.sandbox.state import State


def queue_fault(state: State, fault: Mapping[str, Any]) -> None:
    """Queue a fault for the next requests it matches; `control.yaml` describes its form."""
    state.db.execute(
        "INSERT INTO faults (skip, times, fault) VALUES (?, ?, ?)",
        (fault.get("skip", 0), fault.get("times", 1), json.dumps(fault)),
    )


def queued_faults(state: State) -> list[dict[str, Any]]:
    """Return the faults still to come, with the times and skips they have left."""
    rows = state.db.execute("SELECT skip, times, fault FROM faults ORDER BY id")
    return [{**json.loads(fault), "skip": skip, "times": times} for skip, times, fault in rows]


def clear_faults(state: State) -> None:
    """Forget the faults still to come."""
    state.db.execute("DELETE FROM faults")


def take_fault(state: State, method: str, path: str) -> dict[str, Any]:
    """Take the fault that is queued for this request; empty when there is none."""
    for number, skip, times, text in state.db.execute(
        "SELECT * FROM faults ORDER BY id"
    ).fetchall():
        fault: dict[str, Any] = json.loads(text)
        if not _matches(fault, method, path):
            continue
        if skip:
            state.db.execute("UPDATE faults SET skip = skip - 1 WHERE id = ?", (number,))
            continue
        if times > 1:
            state.db.execute("UPDATE faults SET times = times - 1 WHERE id = ?", (number,))
        else:
            state.db.execute("DELETE FROM faults WHERE id = ?", (number,))
        return fault
    return {}


def fault_response(answer: Mapping[str, Any]) -> Response:
    """Make the response a fault gives in the operation's place."""
    headers = {name.lower(): value for name, value in answer.get("headers", {}).items()}
    if "text" in answer:
        content, content_type = answer["text"].encode(), "text/html"
    else:
        content, content_type = compact_json(answer.get("json", {})), "application/json"
    return Response(
        answer["status"], content, headers.pop("content-type", content_type), headers=headers
    )


def _matches(fault: Mapping[str, Any], method: str, path: str) -> bool:
    return fault.get("method", method) == method and fnmatchcase(path, fault.get("path", "*"))
