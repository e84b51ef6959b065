"""The faults there are: which requests they are for, and how long they last."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from line_connector.sandbox.clock import iso
from line_connector.sandbox.fault_kinds import expanded
from line_connector.sandbox.state import State

Fault = Mapping[str, Any]
"""As `POST faults` in `control.yaml` describes it."""

EFFECTS = (
    *("answer", "refuse", "drop", "delayBefore", "delayAfter"),
    *("truncate", "bytesPerSecond", "contentType"),
)
"""The fields of a fault that say what happens."""


class Target(NamedTuple):
    """What a fault may be for: one request."""

    operation: str
    """Empty: there is none at the path."""
    chapter: str
    channel: str
    method: str
    path: str


def add_fault(state: State, fault: Fault) -> int:
    """Add a fault for the next requests it matches; return its ID."""
    fault = expanded(fault)
    lasts = "seconds" in fault or "probability" in fault
    times = fault.get("times", None if lasts else 1)
    until = state.clock.now() + fault["seconds"] if "seconds" in fault else None
    cursor = state.db.execute(
        "INSERT INTO faults (skip, times, until, fault) VALUES (?, ?, ?, ?)",
        (fault.get("skip", 0), times, until, json.dumps(fault)),
    )
    return cursor.lastrowid or 0


def effects(fault: Fault) -> Fault:
    """Return what a fault does, without when: as `POST faults` takes it."""
    return {name: fault[name] for name in EFFECTS if name in fault}


def present_faults(state: State) -> list[dict[str, Any]]:
    """Return the faults that are not over, with the times and skips they have left."""
    rows = state.db.execute(
        "SELECT id, skip, times, until, fault FROM faults"
        " WHERE until IS NULL OR until > ? ORDER BY id",
        (state.clock.now(),),
    )
    return [
        {
            **json.loads(fault),
            "id": number,
            "skip": skip,
            "times": times,
            **({} if until is None else {"until": iso(until)}),
        }
        for number, skip, times, until, fault in rows
    ]


def clear_faults(state: State, number: int | None = None) -> bool:
    """Forget one fault, or all; tell whether there was one."""
    cursor = state.db.execute("DELETE FROM faults WHERE id = coalesce(?, id)", (number,))
    return cursor.rowcount > 0


def take_fault(state: State, target: Target) -> Fault:
    """Take the first fault that befalls a request; empty when there is none."""
    # Almost always there is none: this is all that it costs then.
    rows = state.db.execute("SELECT id, skip, times, until, fault FROM faults ORDER BY id")
    for number, skip, times, until, text in rows.fetchall():
        fault: dict[str, Any] = json.loads(text)
        if until is not None and until <= state.clock.now():
            clear_faults(state, number)
        elif not _matches(fault, target):
            continue
        elif skip:
            state.db.execute("UPDATE faults SET skip = skip - 1 WHERE id = ?", (number,))
        elif "probability" not in fault or state.random.happens(fault["probability"]):
            _count_down(state, number, times)
            return fault
    return {}


def _count_down(state: State, number: int, times: int | None) -> None:
    if times == 1:
        clear_faults(state, number)
    elif times is not None:
        state.db.execute("UPDATE faults SET times = times - 1 WHERE id = ?", (number,))


def _matches(fault: Fault, target: Target) -> bool:
    exact = ("operation", "chapter", "channel", "method")
    return all(
        fault.get(name, getattr(target, name)) == getattr(target, name) for name in exact
    ) and fnmatchcase(target.path, fault.get("path", "*"))
