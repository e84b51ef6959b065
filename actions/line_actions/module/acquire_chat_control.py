"""Make the module channel a chat's active channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import ChatId
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem, warning


class AcquireChatControlInput(Input):
    """Which chat, and for how long."""

    chat_id: ChatId
    """ID of the user, group or room."""

    expired: bool | None = None
    """False: until it is released. True, or absent: the primary channel gets it back after `ttl`
    seconds."""

    ttl: Annotated[int, Field(ge=1, le=31536000)] | None = None
    """Seconds after which the primary channel gets it back, at most a year; 3600 if absent."""

    def warnings(self) -> Iterator[Problem]:
        """Yield that a time limit without effect was given."""
        if self.expired is False and self.ttl is not None:
            yield warning(("ttl",), "is ignored when expired is false")


class AcquireChatControl(Action[AcquireChatControlInput, Body]):
    """Make the module channel a chat's active channel, the one that may send messages there.

    The channel that was active becomes a standby channel. A module channel that is active by
    default has no need of this. Which account is meant is said by a header whose name LINE tells
    participants of LINE Marketplace only, and which is not sent.

    Raises:
        BadRequestError: the chat's ID is not valid.
        NotFoundError: the user is no friend of the account, or the account not in the chat.
        ApiError: 423: another channel acquired the chat a few seconds ago.

    Source: https://developers.line.biz/en/reference/partner-docs/#acquire-control-api
    """

    method = "POST"
    path = "/v2/bot/chat/{chatId}/control/acquire"
    idempotent = True
    rate_limit = "2000/s"
    example = {"chatId": "U00000000000000000000000000000001", "ttl": 3600}
