"""Give a chat back to the account's primary channel."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import ChatId
from line_connector.schema.model import Body, Input


class ReleaseChatControlInput(Input):
    """Which chat."""

    chat_id: ChatId
    """ID of the user, group or room."""


class ReleaseChatControl(Action[ReleaseChatControlInput, Body]):
    """Give a chat back: the account's primary channel becomes its active channel.

    Which account is meant is said by a header whose name LINE tells participants of LINE
    Marketplace only, and which is not sent.

    Raises:
        BadRequestError: the chat's ID is not valid.

    Source: https://developers.line.biz/en/reference/partner-docs/#release-control-api
    """

    method = "POST"
    path = "/v2/bot/chat/{chatId}/control/release"
    idempotent = True
    rate_limit = "2000/s"
    example = {"chatId": "U00000000000000000000000000000001"}
