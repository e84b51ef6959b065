"""Send messages to all friends."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.message import MessagesToMany
from line_connector.models.line.sending import NotificationDisabled, RetryKey
from line_connector.schema.model import Body, Input


class BroadcastInput(Input):
    """The messages."""

    messages: MessagesToMany
    """1 to 5 message objects, sent together; each person reached counts as one message."""

    notification_disabled: NotificationDisabled = None

    retry_key: RetryKey = None


class Broadcast(Action[BroadcastInput, Body]):
    """Send messages to everybody who is friends with the account.

    Raises:
        BadRequestError: a message is not valid; nothing was sent.
        QuotaExceededError: the monthly quota does not suffice.

    Source: https://developers.line.biz/en/reference/messaging-api/#send-broadcast-message
    """

    method = "POST"
    path = "/v2/bot/message/broadcast"
    effect = "sends_to_many"
    rate_limit = "60/h"
    example = {"messages": [{"type": "text", "text": "Our summer sale starts today."}]}
