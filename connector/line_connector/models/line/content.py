"""Which message's content is asked for."""

from __future__ import annotations

from line_connector.models.line.ids import MessageId
from line_connector.schema.model import Input


class ContentInput(Input):
    """Which message, sent by a user."""

    message_id: MessageId
    """ID of the message, as its webhook gives it. Its `contentProvider.type` must be `line`; what
    is `external` is at the addresses in the webhook."""
