"""Any message object, and the list of them that a request carries.

LINE's, and our own `card`, which becomes a flex message while it is validated.

Source: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from line_connector.schema.lengths import ListLength
from line_connector.schema.union import OneOf

_MODELS = "line_connector.models.line"

if TYPE_CHECKING:
    from line_connector.models.line.flex.message import FlexMessage
    from line_connector.models.line.imagemap import ImagemapMessage
    from line_connector.models.line.simple_messages import (
        AudioMessage,
        CouponMessage,
        ImageMessage,
        LocationMessage,
        StickerMessage,
        VideoMessage,
    )
    from line_connector.models.line.template import TemplateMessage
    from line_connector.models.line.text import TextMessage
    from line_connector.models.line.text_v2 import TextMessageV2

    Message: TypeAlias = (
        TextMessage
        | TextMessageV2
        | StickerMessage
        | ImageMessage
        | VideoMessage
        | AudioMessage
        | LocationMessage
        | ImagemapMessage
        | TemplateMessage
        | FlexMessage
        | CouponMessage
    )
else:
    Message = Annotated[
        Any,
        OneOf(
            {
                "text": f"{_MODELS}.text:TextMessage",
                "textV2": f"{_MODELS}.text_v2:TextMessageV2",
                "sticker": f"{_MODELS}.simple_messages:StickerMessage",
                "image": f"{_MODELS}.simple_messages:ImageMessage",
                "video": f"{_MODELS}.simple_messages:VideoMessage",
                "audio": f"{_MODELS}.simple_messages:AudioMessage",
                "location": f"{_MODELS}.simple_messages:LocationMessage",
                "imagemap": f"{_MODELS}.imagemap:ImagemapMessage",
                "template": f"{_MODELS}.template:TemplateMessage",
                "flex": f"{_MODELS}.flex.message:FlexMessage",
                "coupon": f"{_MODELS}.simple_messages:CouponMessage",
                "card": f"{_MODELS}.card:CardMessage",
            }
        ),
    ]

Messages = Annotated[list[Message], ListLength(5, least=1)]
"""The messages of one request: 1 to 5, shown in this order."""
