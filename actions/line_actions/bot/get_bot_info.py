"""Who the account is."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class GetBotInfoInput(Input):
    """No input."""


class GetBotInfoBody(Body):
    """The LINE Official Account that the credentials belong to."""

    user_id: str
    """The account's own user ID, the `destination` of its webhooks."""

    basic_id: str
    """Its basic ID: `@216ru…`."""

    premium_id: str | None = None
    """Its premium ID; absent where it has none."""

    display_name: str
    """Its name."""

    picture_url: str | None = None
    """Address of its picture (HTTPS); absent where there is none."""

    chat_mode: Literal["chat", "bot"] | str
    """`chat` where people answer in LINE Official Account Manager, `bot` where they do not."""

    mark_as_read_mode: Literal["auto", "manual"] | str
    """`manual` where messages are marked as read by request, `auto` where LINE does it."""


class GetBotInfo(Action[GetBotInfoInput, GetBotInfoBody]):
    """Get the name, the IDs and the chat settings of the account.

    The quickest way to see whether the credentials are right.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-bot-info
    """

    method = "GET"
    path = "/v2/bot/info"
    rate_limit = "2000/s"
    example = {}
