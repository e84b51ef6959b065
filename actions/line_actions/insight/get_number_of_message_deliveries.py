"""Count a day's messages by how they were sent."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.models.line.sending import SentOnDate
from line_connector.schema.model import Body


class GetNumberOfMessageDeliveriesBody(Body):
    """Messages of one day, by their kind; the numbers are only there when `status` is `ready`."""

    status: Literal["ready", "unready", "out_of_service"] | str | None = None
    """`ready`; `unready` (not counted yet, mostly until the next day); `out_of_service` (before
    2017-03-01)."""

    broadcast: int | None = None
    """Sent to all friends in LINE Official Account Manager."""

    targeting: int | None = None
    """Sent to some friends, by their attributes, in LINE Official Account Manager."""

    step_message: int | None = None
    """Step messages of LINE Official Account Manager."""

    auto_response: int | None = None
    """Automatic answers to messages of users."""

    welcome_response: int | None = None
    """Greetings to new friends."""

    chat: int | None = None
    """Sent in the chat screen of LINE Official Account Manager."""

    api_broadcast: int | None = None
    """Broadcasts through the Messaging API."""

    api_push: int | None = None
    """Pushes through the Messaging API."""

    api_multicast: int | None = None
    """Multicasts through the Messaging API."""

    api_narrowcast: int | None = None
    """Narrowcasts through the Messaging API."""

    api_reply: int | None = None
    """Replies through the Messaging API."""

    cc_auto_reply: int | None = None
    """Automatic answers of LINE Chat Plus."""

    cc_manual_reply: int | None = None
    """Answers that people gave in LINE Chat Plus."""

    pnp_notice_message: int | None = None
    """LINE notification messages, sent to phone numbers."""

    pnp_call_to_line: int | None = None
    """Messages of Call to LINE, which takes no new accounts."""

    third_party_chat_tool: int | None = None
    """Sent with chat tools of other providers."""


class GetNumberOfMessageDeliveries(Action[SentOnDate, GetNumberOfMessageDeliveriesBody]):
    """Count the messages of one day by how they were sent, through the API and otherwise.

    Raises:
        BadRequestError: LINE does not take the date.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-number-of-delivery-messages
    """

    method = "GET"
    path = "/v2/bot/insight/message/delivery"
    rate_limit = "60/h"
    example = {"date": "20260131"}
