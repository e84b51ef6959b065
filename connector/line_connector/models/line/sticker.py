"""The sticker message."""

from __future__ import annotations

from typing import Literal

from line_connector.models.line.ids import GivenId
from line_connector.models.line.message_properties import MessageProperties


class StickerMessage(MessageProperties):
    """A sticker, one of those that LINE lets accounts send.

    Source: https://developers.line.biz/en/reference/messaging-api/#sticker-message
    """

    type: Literal["sticker"] = "sticker"

    package_id: GivenId
    """ID of a set of stickers: https://developers.line.biz/en/docs/messaging-api/sticker-list/"""

    sticker_id: GivenId
    """ID of a sticker in the set."""

    quote_token: str | None = None
    """Quote token of the message to quote. Reply and push only."""
