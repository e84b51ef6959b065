"""Send one LINE message to one user with the legacy operation."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.infobip.answers import AcceptedSingleMessages
from line_connector.models.infobip.single.messages import SingleMessage
from line_connector.models.infobip.values import Filled
from line_connector.schema.model import Input


class InfobipSendLineMessageInput(Input):
    """A recipient and a message."""

    from_: Filled
    """Key of the application that sends, 32 hex digits."""

    to: Filled
    """User key or phone number."""

    message: SingleMessage
    """The message: TEXT, IMAGE, VIDEO, AUDIO, LOCATION, STICKER, IMAGEMAP or TEMPLATE."""


class InfobipSendLineMessage(Action[InfobipSendLineMessageInput, AcceptedSingleMessages]):
    """Send one LINE message to one user: text, media, sticker, imagemap or template.

    Infobip's current reference no longer lists this operation; new integrations should use
    `infobip_send_line_messages` or `infobip_send_omni_message`. After a lost response the
    outcome is unknown, and nothing is sent again.

    Raises:
        BadRequestError: the message is not valid; nothing is sent.

    Source: https://www.infobip.com/docs/api/channels/line
    """

    method = "POST"
    path = "/line/1/single"
    effect = "sends"
    rate_limit = "unpublished"
    example = {
        "from": "8F0792F86035A9F4290821F1EE6BC06A",
        "to": "66900000001",
        "message": {"type": "TEXT", "text": "Your order has shipped."},
    }
