"""Send messages to one user, group or room."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.action import Action
from line_connector.models.line.ids import ChatId
from line_connector.models.line.message import Messages, mentions
from line_connector.models.line.sending import (
    CustomAggregationUnits,
    NotificationDisabled,
    RetryKey,
    SentMessages,
)
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning


class PushMessageInput(Input):
    """A recipient and the messages."""

    to: ChatId
    """ID of a user, group or room, as webhooks give it."""

    messages: Messages
    """1 to 5 message objects, sent together; each person reached counts as one message."""

    notification_disabled: NotificationDisabled = None

    custom_aggregation_units: CustomAggregationUnits = None

    retry_key: RetryKey = None

    def warnings(self) -> Iterator[Problem]:
        """Yield what the documentation keeps to other kinds of chats than this one."""
        for position, message in enumerate(self.messages):
            if self.to.startswith(("C", "R")):
                if getattr(message, "tracking_id", None) is not None:
                    path = ("messages", position, "trackingId")
                    yield warning(path, "may be refused in groups and rooms")
            elif mentions(message):
                path = ("messages", position, "substitution")
                yield warning(path, "may be refused outside groups and rooms")


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
