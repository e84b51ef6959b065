"""Mark the messages up to one as read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class MarkMessagesAsReadByTokenInput(Input):
    """Up to which message."""

    mark_as_read_token: Annotated[str, Field(min_length=1)]
    """`markAsReadToken` of the message, as its webhook event gives it. It does not run out."""


class MarkMessagesAsReadByToken(Action[MarkMessagesAsReadByTokenInput, Body]):
    """Show a message, and all before it in its chat, as read.

    Raises:
        BadRequestError: the token is not one that this account's webhook got.

    Source: https://developers.line.biz/en/reference/messaging-api/#mark-as-read
    """

    method = "POST"
    path = "/v2/bot/chat/markAsRead"
    idempotent = True
    rate_limit = "2000/s"
    example = {"markAsReadToken": "30yhdy232..."}
