"""What is made wrong with the next webhooks, as the control API asked for it."""

import json
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.line.webhook.events import Event, new_event
from line_connector.sandbox.state import State

Fault = Mapping[str, Any]

KINDS = (
    *("duplicate", "swap", "delay", "redelivery"),
    *("invalidSignature", "oldSecret", "unknownEvent"),
)


def queue_fault(state: State, fault: Fault) -> None:
    """Queue a fault for the next webhooks; `control.yaml` describes its form."""
    state.db.execute(
        "INSERT INTO webhook_faults (times, fault) VALUES (?, ?)",
        (fault.get("times", 1), json.dumps(fault)),
    )


def queued_faults(state: State) -> list[dict[str, Any]]:
    """Return the faults still to come, with the times they have left."""
    rows = state.db.execute("SELECT times, fault FROM webhook_faults ORDER BY id")
    return [{**json.loads(fault), "times": times} for times, fault in rows]


def clear_faults(state: State) -> None:
    """Forget the faults still to come."""
    state.db.execute("DELETE FROM webhook_faults")


def take_fault(state: State) -> Fault:
    """Take the fault of the next webhook; empty when there is none."""
    row = state.db.execute("SELECT * FROM webhook_faults ORDER BY id LIMIT 1").fetchone()
    if row is None:
        return {}
    number, times, fault = row
    if times > 1:
        state.db.execute("UPDATE webhook_faults SET times = times - 1 WHERE id = ?", (number,))
    else:
        state.db.execute("DELETE FROM webhook_faults WHERE id = ?", (number,))
    found: Fault = json.loads(fault)
    return found


def secret_of(state: State, kind: str | None) -> str:
    """Return the secret that a webhook with a fault is signed with."""
    if kind == "invalidSignature":
        return state.random.token_hex(16)
    return state.channel.old_secret if kind == "oldSecret" else state.channel.secret


def additional_events(state: State, kind: str | None) -> list[Event]:
    """Return the events that a fault puts before the others in a webhook."""
    if kind != "unknownEvent":
        return []
    return [new_event(state, "sandboxUnknown", sandboxUnknown={"since": "a later version"})]
