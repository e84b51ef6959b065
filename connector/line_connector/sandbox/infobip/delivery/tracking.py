"""What became of the messages of one request: channels that failed, reports that were pushed."""

import json
from typing import Any

from line_connector.sandbox.infobip.delivery.messages import SELECTED, Message, to_message
from line_connector.sandbox.infobip.delivery.pushes import all_pushes
from line_connector.sandbox.state import State

MOST_SHOWN = 50
"""Of one request's messages, the first ones."""


def track_messages(state: State, request_id: str) -> list[dict[str, Any]]:
    """Return what became of the messages of a request, in its order.

    Returns:
        `[{"messageId", "recipient", "channel", "status", "error", "failovers", "reportPushes"}]`;
        `failovers` are as in the stream, `reportPushes` as the control API has them.
    """
    rows = state.db.execute(
        f"{SELECTED} WHERE request_id = ? ORDER BY number LIMIT ?", (request_id, MOST_SHOWN)
    )
    return [_tracked(state, to_message(row)) for row in rows.fetchall()]


def _tracked(state: State, message: Message) -> dict[str, Any]:
    failovers = state.db.execute(
        "SELECT failover FROM failovers WHERE message = ? ORDER BY number", (message.number,)
    )
    return {
        "messageId": message.message_id,
        "recipient": message.recipient,
        "channel": message.current["channel"],
        "status": message.status,
        "error": message.error,
        "failovers": [json.loads(failover) for (failover,) in failovers],
        "reportPushes": all_pushes(state, message.message_id),
    }
