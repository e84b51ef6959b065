"""Send messages to those friends that a filter selects."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.message import MessagesToMany
from line_connector.models.line.narrowcast import Filter, Limit, Recipient
from line_connector.models.line.sending import NotificationDisabled, RetryKey
from line_connector.schema.model import Body, Input


class NarrowcastInput(Input):
    """The messages, and which friends receive them."""

    messages: MessagesToMany
    """1 to 5 message objects, sent together; each person reached counts as one message."""

    recipient: Recipient | None = None
    """Audiences and earlier narrowcasts to choose from, combined as you like. Absent: all
    friends."""

    filter: Filter | None = None
    """Demographic conditions on them. Absent: none."""

    limit: Limit | None = None
    """Maximum number of recipients."""

    notification_disabled: NotificationDisabled = None

    retry_key: RetryKey = None


class Narrowcast(Action[NarrowcastInput, Body]):
    """Send messages to friends chosen by audience and demographics.

    LINE answers 202 before it has sent anything: take the request ID from the header
    `x-line-request-id` and call `get_narrowcast_progress` for the outcome.

    Raises:
        BadRequestError: an audience, a condition or a message is not valid; nothing is sent.
        ForbiddenError: the account has too few friends to choose among.

    Source: https://developers.line.biz/en/reference/messaging-api/#send-narrowcast-message
    """

    method = "POST"
    path = "/v2/bot/message/narrowcast"
    success = frozenset({202})
    effect = "sends_to_many"
    rate_limit = "60/h"
    example = {
        "messages": [{"type": "text", "text": "A coupon for you."}],
        "limit": {"max": 100},
    }
