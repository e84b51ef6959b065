"""Show a user that a reply is coming."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class ShowLoadingAnimationInput(Input):
    """The user, and how long the animation is shown."""

    chat_id: UserId
    """User ID of a one-on-one chat; groups and rooms cannot show it."""

    loading_seconds: Annotated[int, Field(ge=5, le=60, multiple_of=5)] | None = None
    """Seconds to show it: 5 to 60, in steps of 5. 20 if absent."""


class ShowLoadingAnimation(Action[ShowLoadingAnimationInput, Body]):
    """Show a loading animation until the next message arrives or the seconds are over.

    LINE answers 202 also when the user is not looking at the chat and nothing is shown.

    Raises:
        BadRequestError: the chat ID is not a user's.

    Source: https://developers.line.biz/en/reference/messaging-api/#display-a-loading-indicator
    """

    method = "POST"
    path = "/v2/bot/chat/loading/start"
    success = frozenset({202})
    idempotent = True
    rate_limit = "100/s"
    example = {"chatId": "U00000000000000000000000000000001", "loadingSeconds": 10}

    @classmethod
    def recipients(cls, data: ShowLoadingAnimationInput) -> list[str]:
        """Return whose chat shows it."""
        return [data.chat_id]
