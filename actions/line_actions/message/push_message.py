"""Send messages to one user, group or room."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import ChatId
from line_connector.models.line.message import Messages
from line_connector.models.line.sending import (
    CustomAggregationUnits,
    NotificationDisabled,
    RetryKey,
    SentMessages,
)
from line_connector.schema.model import Input


class PushMessageInput(Input):
    """A recipient and the messages."""

    to: ChatId
    """ID of a user, group or room, as webhooks give it."""

    messages: Messages
    """1 to 5 message objects, sent together; each person reached counts as one message."""

    notification_disabled: NotificationDisabled = None

    custom_aggregation_units: CustomAggregationUnits = None

    retry_key: RetryKey = None


class PushMessage(Action[PushMessageInput, SentMessages]):
    """Send messages to one user, group or room at any time.

    LINE answers 200 also for a user who blocked the account, who then gets nothing.

    Raises:
        BadRequestError: the recipient is unknown, or a message is not valid; nothing was sent.
        QuotaExceededError: the monthly quota is exhausted.

    Source: https://developers.line.biz/en/reference/messaging-api/#send-push-message
    """

    method = "POST"
    path = "/v2/bot/message/push"
    effect = "sends"
    rate_limit = "2000/s"
    example = {
        "to": "U00000000000000000000000000000001",
        "messages": [{"type": "text", "text": "Your order has shipped."}],
    }
