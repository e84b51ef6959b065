"""Have LINE validate message objects for a broadcast."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.sending import RequestToManyToCheck
from line_connector.schema.model import Body


class ValidateBroadcast(Action[RequestToManyToCheck, Body]):
    """Have LINE validate message objects for a broadcast; nothing is sent.

    Raises:
        BadRequestError: LINE rejects them; the details say why.

    Source: https://developers.line.biz/en/reference/messaging-api/#validate-message-objects-of-broadcast-message
    """

    method = "POST"
    path = "/v2/bot/message/validate/broadcast"
    idempotent = True
    effect = "reads"
    rate_limit = "2000/s"
    example = {"messages": [{"type": "text", "text": "Is this one good?"}]}
