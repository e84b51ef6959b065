"""Taking a message in: its ID, its first status, and what the response says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.infobip.delivery.messages import (
    Facts,
    Message,
    add_message,
    message_id_is_taken,
)
from line_connector.sandbox.infobip.delivery.pushes import queue_push
from line_connector.sandbox.infobip.delivery.statuses import status_object
from line_connector.sandbox.infobip.settings import InfobipSettings
from line_connector.sandbox.state import State

REFUSED_ERRORS = {
    "MISSING_TO": "EC_INVALID_DESTINATION_ADDRESS",
    "REJECTED_DESTINATION": "EC_INVALID_DESTINATION_ADDRESS",
}
"""The error that goes with a rejection; no error for those not listed."""


@dataclass(frozen=True)
class Accepting:
    """What all messages of one request share."""

    state: State
    request: Request
    api: str
    bulk_id: str

    def accept(
        self, message_id: str, recipient: str, facts: Facts, turn: float, refused: str = ""
    ) -> dict[str, Any]:
        """Take a message in, and return its ID and status; `refused` names why it is not sent.

        A message whose ID was used is not kept, as its report would be taken for the first one's.
        """
        state, now = self.state, self.state.clock.now()
        unique = state.settings(InfobipSettings).reject_repeated_message_ids
        if unique and message_id_is_taken(state, message_id):
            return _answer(message_id, "REJECTED_DUPLICATE_MESSAGE_ID")
        status = refused or ("PENDING_ACCEPTED" if turn > now else "PENDING_ENROUTE")
        done = now if refused else None
        message = Message(
            api=self.api,
            request_id=self.request.request_id,
            bulk_id=self.bulk_id,
            message_id=message_id,
            recipient=recipient,
            facts=facts,
            step=0,
            turn_at=turn,
            next=None if refused else "start",
            next_at=None if refused else turn,
            status=status,
            error=REFUSED_ERRORS.get(refused, "NO_ERROR"),
            sent_at=done,
            done_at=done,
            unread=facts["notify"],
        )
        kept = add_message(state, message)
        if refused:
            queue_push(state, kept, now)
        return _answer(message_id, status)


def shown_content(content: Mapping[str, Any], *hidden: str) -> dict[str, Any]:
    """Return what a recipient sees of a content: without its delivery options."""
    return {name: value for name, value in content.items() if name not in hidden}


def _answer(message_id: str, status: str) -> dict[str, Any]:
    return {"status": status_object(status), "messageId": message_id}
