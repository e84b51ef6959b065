"""Let a user download a mission sticker."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class MissionStickerV3Input(Input):
    """Who may download which stickers."""

    to: UserId
    """ID of the user."""

    product_id: Annotated[str, Field(min_length=1)]
    """Package ID of the mission sticker."""

    product_type: Literal["STICKER"]
    """`STICKER`; LINE has no other value."""

    send_present_message: Literal[False]
    """`false`; LINE has no other value."""


class MissionStickerV3(Action[MissionStickerV3Input, Body]):
    """Let a user who completed a mission download the mission sticker.

    LINE must have allowed the channel to use mission stickers. The user gets no message: tell the
    user where the stickers are.

    Raises:
        BadRequestError: the user ID is invalid (`invalid request`), or the package is no mission
            sticker (`illegal argument`), out of its period (`not in sales period`), another
            channel's (`sticker set not available for channel`) or not for this user's country,
            phone or LINE app (`not available`).
        ForbiddenError: the channel may not use mission stickers.
        NotFoundError: there is no such package.

    Source: https://developers.line.biz/en/reference/partner-docs/#send-mission-stickers-v3
    """

    method = "POST"
    path = "/shop/v3/mission"
    rate_limit = "2000/s"
    example = {
        "to": "U00000000000000000000000000000001",
        "productId": "0000",
        "productType": "STICKER",
        "sendPresentMessage": False,
    }
