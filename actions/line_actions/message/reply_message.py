"""Reply to a webhook event."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.message import Messages
from line_connector.models.line.sending import NotificationDisabled, SentMessages
from line_connector.schema.model import Input


class ReplyMessageInput(Input):
    """The reply token of an event and the messages."""

    reply_token: Annotated[str, Field(min_length=1)]
    """Token of a webhook event. It can be used once, within one minute of the event."""

    messages: Messages
    """1 to 5 message objects, sent together."""

    notification_disabled: NotificationDisabled = None


class ReplyMessage(Action[ReplyMessageInput, SentMessages]):
    """Reply to a webhook event; replies are free of charge.

    There is no retry key: after a lost response the outcome is unknown, and a second attempt is
    refused if the first one went through.

    Raises:
        BadRequestError: the reply token is used, expired or not valid, or a message is not valid.

    Source: https://developers.line.biz/en/reference/messaging-api/#send-reply-message
    """

    method = "POST"
    path = "/v2/bot/message/reply"
    effect = "sends"
    rate_limit = "2000/s"
    example = {
        "replyToken": "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA",
        "messages": [{"type": "text", "text": "Thank you, we have got your message."}],
    }
