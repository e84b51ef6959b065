"""A channel failed, and the next one of the message had its turn: what the stream tells of it."""

import json
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.clock import iso
from line_connector.sandbox.infobip.delivery.messages import Message
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source


def remember_failover(state: State, failed: Message, at: float, status: str, error: str) -> None:
    """Remember that a message goes on to its next channel.

    Args:
        state: of the sandbox.
        failed: the message, on the channel that failed.
        at: when, by the sandbox's clock.
        status: how it ended there, in Infobip's words.
        error: why.
    """
    failover = {
        "from": failed.current["channel"],
        "to": failed.facts["steps"][failed.step + 1]["channel"],
        "status": status,
        "error": error,
        "at": iso(at),
    }
    state.db.execute(
        "INSERT INTO failovers (message, failover) VALUES (?, ?)",
        (failed.number, json.dumps(failover)),
    )


def _shown(message_id: str, recipient: str, failover: str) -> Mapping[str, Any]:
    return {"messageId": message_id, "recipient": recipient, **json.loads(failover)}


SOURCE = Source(
    event="failover",
    table="failovers",
    query="SELECT failovers.number, message_id, recipient, failover FROM failovers"
    " JOIN infobip_messages ON infobip_messages.number = failovers.message"
    " WHERE failovers.number > ? ORDER BY failovers.number LIMIT ?",
    shown=_shown,
)
