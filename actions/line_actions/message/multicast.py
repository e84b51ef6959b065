"""Send messages to many users."""

from __future__ import annotations

from typing import Annotated

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.models.line.message import MessagesToMany
from line_connector.models.line.sending import (
    CustomAggregationUnits,
    NotificationDisabled,
    RetryKey,
)
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Body, Input


class MulticastInput(Input):
    """The users and the messages."""

    to: Annotated[list[UserId], ListLength(500, least=1)]
    """1 to 500 user IDs; group and room IDs are refused. One malformed ID refuses all."""

    messages: MessagesToMany
    """1 to 5 message objects, sent together; each person reached counts as one message."""

    notification_disabled: NotificationDisabled = None

    custom_aggregation_units: CustomAggregationUnits = None

    retry_key: RetryKey = None


class Multicast(Action[MulticastInput, Body]):
    """Send the same messages to up to 500 users.

    LINE answers 200 also for users who blocked the account, who then get nothing.

    Raises:
        BadRequestError: an ID or a message is not valid; nothing was sent to anyone.
        QuotaExceededError: the monthly quota is exhausted.

    Source: https://developers.line.biz/en/reference/messaging-api/#send-multicast-message
    """

    method = "POST"
    path = "/v2/bot/message/multicast"
    effect = "sends_to_many"
    rate_limit = "200/s"
    example = {
        "to": ["U00000000000000000000000000000001", "U00000000000000000000000000000002"],
        "messages": [{"type": "text", "text": "The office is closed tomorrow."}],
    }
