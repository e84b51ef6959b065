"""Any message object, and the list of them that a request carries.

LINE's, and our own `card`, which becomes a flex message while it is validated.

Source: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import AfterValidator

from line_connector.schema.lengths import ListLength
from line_connector.schema.model import validation_error
from line_connector.schema.problems import Problem
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


def _refuse_what_one_chat_has(messages: list[Message]) -> list[Message]:
    """Refuse quote tokens and mentions: they mean something in one chat only."""
    if problems := list(_of_one_chat(messages)):
        raise validation_error(problems, messages)
    return messages


def _of_one_chat(messages: list[Message]) -> Iterator[Problem]:
    for position, message in enumerate(messages):
        if getattr(message, "quote_token", None) is not None:
            yield Problem((position, "quoteToken"), _ONE_CHAT)
        substitution: Mapping[str, Any] = getattr(message, "substitution", None) or {}
        for key, value in substitution.items():
            # Lenient validation lets other objects through.
            if getattr(value, "type", None) == "mention":
                yield Problem((position, "substitution", key), f"mention: {_ONE_CHAT}")


_ONE_CHAT = "must not be given here: replies and pushes only"

MessagesToMany = Annotated[Messages, AfterValidator(_refuse_what_one_chat_has)]
"""The messages of one request to many chats: no quote tokens and no mentions."""
