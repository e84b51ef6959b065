"""Send LINE Official Notifications by phone number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.infobip.answers import AcceptedLineMessages
from line_connector.models.infobip.line_messages import LineMessage
from line_connector.models.infobip.resending import Resend, refuse_nameless
from line_connector.models.infobip.scheduling import RequestOptions
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem


class InfobipSendLineMessagesInput(Input):
    """The messages, their recipients, and when they are sent."""

    messages: Annotated[list[LineMessage], Field(min_length=1)]
    """Messages, each to any number of people; at least one."""

    options: RequestOptions | None = None
    """When they are sent, and how fast."""

    resend: Resend = None

    def errors(self) -> Iterator[Problem]:
        """Yield destinations without a message ID if `resend` is true."""
        return refuse_nameless(
            self.resend,
            (
                (("messages", number, "destinations", place), destination)
                for number, message in enumerate(self.messages)
                for place, destination in enumerate(message.destinations)
            ),
        )


class InfobipSendLineMessages(Action[InfobipSendLineMessagesInput, AcceptedLineMessages]):
    """Send LINE Official Notifications, made of approved templates, to people by phone number.

    They need not be friends of your account. Infobip has no key that makes a send idempotent:
    after a lost response the outcome is unknown, unless `resend` is given. A single refused message
    is no error: check its `status`, and the delivery reports.

    Raises:
        BadRequestError: a message is not valid; nothing is sent.
        ForbiddenError: the credentials lack the scope `line:message:send`.

    Source: https://www.infobip.com/docs/api/channels/line
    """

    method = "POST"
    path = "/line/1/messages"
    effect = "sends_to_many"
    rate_limit = "unpublished"
    example = {
        "messages": [
            {
                "sender": "ACME-OA",
                "destinations": [{"to": "66900000001", "messageId": "order-17"}],
                "content": {
                    "type": "LINE_NOTIFICATION",
                    "altText": "Order 17 has shipped.",
                    "contents": {
                        "type": "BUBBLE",
                        "body": {
                            "type": "BOX",
                            "layout": "VERTICAL",
                            "contents": [{"type": "TEXT", "text": "Order 17 has shipped."}],
                        },
                    },
                },
                "options": {"smsFailover": {"sender": "ACME", "text": "Order 17 has shipped."}},
            }
        ],
    }

    @classmethod
    def recipients(cls, data: InfobipSendLineMessagesInput) -> list[str]:
        """Return everybody's phone number."""
        return [to.to for message in data.messages for to in message.destinations]
