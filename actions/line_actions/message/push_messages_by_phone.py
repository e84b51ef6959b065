"""Send messages to the user behind a phone number."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.action import Action
from line_connector.models.line.message import Messages
from line_connector.models.line.phone_numbers import DeliveryTag, HashedPhoneNumber
from line_connector.models.line.sending import NotificationDisabled
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem, warning

_MEDIA = {"image", "video", "audio"}


class PushMessagesByPhoneInput(Input):
    """Which phone number gets which messages."""

    to: HashedPhoneNumber

    messages: Messages
    """1 to 5 message objects, of a kind that LINE reviewed for the account; no media."""

    notification_disabled: NotificationDisabled = None

    delivery_tag: DeliveryTag = None

    def warnings(self) -> Iterator[Problem]:
        """Yield the media: LINE's terms do not permit them."""
        for index, message in enumerate(self.messages):
            if message.type in _MEDIA:
                text = "may be refused: no images, videos and audio in LINE notification messages"
                yield warning(("messages", index, "type"), text)


class PushMessagesByPhone(Action[PushMessagesByPhoneInput, Body]):
    """Send messages to the user behind a phone number, friend or not: a LINE notification message.

    The account must have applied for it. LINE answers 200 also for a user who blocked the account
    or has not agreed yet to such messages; that one arrived, only the delivery completion event
    tells. There is no retry key.

    Raises:
        BadRequestError: LINE does not take the digest, or a message; nothing was sent.
        ForbiddenError: the account may not send LINE notification messages.
        ApiError: nobody on LINE has this number, or its user refuses such messages.

    Source: https://developers.line.biz/en/reference/line-notification-messages/#send-line-notification-message-flexible
    """

    method = "POST"
    path = "/bot/pnp/push"
    headers = {"deliveryTag": "X-Line-Delivery-Tag"}
    effect = "sends"
    rate_limit = "2000/s"
    example = {
        "to": "fa473245190dbab1643ffb5777603ae08987618fd4d54fc3ca966475c1ec0d31",
        "messages": [{"type": "text", "text": "Your parcel arrives tomorrow."}],
    }
