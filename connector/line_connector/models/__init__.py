"""LINE's objects as classes: `from line_connector.models import TextMessage`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from line_connector.models.actions import (
        AltUri,
        CameraAction,
        CameraRollAction,
        ClipboardAction,
        LocationAction,
        MessageAction,
        PostbackAction,
        RichMenuSwitchAction,
        UriAction,
    )
    from line_connector.models.base import Body, Doubt, Input, Model
    from line_connector.models.coupon import CouponMessage
    from line_connector.models.datetime_picker import DatetimePickerAction
    from line_connector.models.flex.box import Box, LinearGradient
    from line_connector.models.flex.bubble import BlockStyle, Bubble, BubbleStyles
    from line_connector.models.flex.button import Button
    from line_connector.models.flex.carousel import Carousel
    from line_connector.models.flex.lines import Filler, Separator
    from line_connector.models.flex.message import FlexMessage
    from line_connector.models.flex.pictures import Icon, Image, Video
    from line_connector.models.flex.text import Span, Text
    from line_connector.models.imagemap import (
        ClipboardImagemapAction,
        ImagemapArea,
        ImagemapBaseSize,
        ImagemapExternalLink,
        ImagemapMessage,
        ImagemapVideo,
        MessageImagemapAction,
        UriImagemapAction,
    )
    from line_connector.models.location import LocationMessage
    from line_connector.models.media import AudioMessage, ImageMessage, VideoMessage
    from line_connector.models.message import Message, Messages
    from line_connector.models.narrowcast import (
        AgeDemographicFilter,
        AppTypeDemographicFilter,
        AreaDemographicFilter,
        AudienceRecipient,
        Filter,
        GenderDemographicFilter,
        Limit,
        OperatorDemographicFilter,
        OperatorRecipient,
        RedeliveryRecipient,
        SubscriptionPeriodDemographicFilter,
    )
    from line_connector.models.quick_reply import QuickReply, QuickReplyItem
    from line_connector.models.sender import Sender
    from line_connector.models.sticker import StickerMessage
    from line_connector.models.template import (
        ButtonsTemplate,
        CarouselColumn,
        CarouselTemplate,
        ConfirmTemplate,
        ImageCarouselColumn,
        ImageCarouselTemplate,
        TemplateMessage,
    )
    from line_connector.models.text import Emoji, TextMessage
    from line_connector.models.text_v2 import (
        AllMention,
        EmojiSubstitution,
        MentionSubstitution,
        TextMessageV2,
        UserMention,
        escape_braces,
    )

__all__ = [
    "AgeDemographicFilter",
    "AllMention",
    "AltUri",
    "AppTypeDemographicFilter",
    "AreaDemographicFilter",
    "AudienceRecipient",
    "AudioMessage",
    "BlockStyle",
    "Body",
    "Box",
    "Bubble",
    "BubbleStyles",
    "Button",
    "ButtonsTemplate",
    "CameraAction",
    "CameraRollAction",
    "Carousel",
    "CarouselColumn",
    "CarouselTemplate",
    "ClipboardAction",
    "ClipboardImagemapAction",
    "ConfirmTemplate",
    "CouponMessage",
    "DatetimePickerAction",
    "Doubt",
    "Emoji",
    "EmojiSubstitution",
    "Filler",
    "Filter",
    "FlexMessage",
    "GenderDemographicFilter",
    "Icon",
    "Image",
    "ImageCarouselColumn",
    "ImageCarouselTemplate",
    "ImageMessage",
    "ImagemapArea",
    "ImagemapBaseSize",
    "ImagemapExternalLink",
    "ImagemapMessage",
    "ImagemapVideo",
    "Input",
    "Limit",
    "LinearGradient",
    "LocationAction",
    "LocationMessage",
    "MentionSubstitution",
    "Message",
    "MessageAction",
    "MessageImagemapAction",
    "Messages",
    "Model",
    "OperatorDemographicFilter",
    "OperatorRecipient",
    "PostbackAction",
    "QuickReply",
    "QuickReplyItem",
    "RedeliveryRecipient",
    "RichMenuSwitchAction",
    "Sender",
    "Separator",
    "Span",
    "StickerMessage",
    "SubscriptionPeriodDemographicFilter",
    "TemplateMessage",
    "Text",
    "TextMessage",
    "TextMessageV2",
    "UriAction",
    "UriImagemapAction",
    "UserMention",
    "Video",
    "VideoMessage",
    "escape_braces",
]

_NAMES = {
    "actions": (
        "PostbackAction",
        "MessageAction",
        "AltUri",
        "UriAction",
        "CameraAction",
        "CameraRollAction",
        "LocationAction",
        "RichMenuSwitchAction",
        "ClipboardAction",
    ),
    "base": (
        "Body",
        "Doubt",
        "Input",
        "Model",
    ),
    "coupon": ("CouponMessage",),
    "datetime_picker": ("DatetimePickerAction",),
    "flex.box": (
        "LinearGradient",
        "Box",
    ),
    "flex.bubble": (
        "BlockStyle",
        "BubbleStyles",
        "Bubble",
    ),
    "flex.button": ("Button",),
    "flex.carousel": ("Carousel",),
    "flex.lines": (
        "Separator",
        "Filler",
    ),
    "flex.message": ("FlexMessage",),
    "flex.pictures": (
        "Image",
        "Icon",
        "Video",
    ),
    "flex.text": (
        "Span",
        "Text",
    ),
    "imagemap": (
        "ImagemapArea",
        "UriImagemapAction",
        "MessageImagemapAction",
        "ClipboardImagemapAction",
        "ImagemapBaseSize",
        "ImagemapExternalLink",
        "ImagemapVideo",
        "ImagemapMessage",
    ),
    "location": ("LocationMessage",),
    "media": (
        "ImageMessage",
        "VideoMessage",
        "AudioMessage",
    ),
    "message": (
        "Message",
        "Messages",
    ),
    "narrowcast": (
        "AudienceRecipient",
        "RedeliveryRecipient",
        "OperatorRecipient",
        "GenderDemographicFilter",
        "AppTypeDemographicFilter",
        "AreaDemographicFilter",
        "AgeDemographicFilter",
        "SubscriptionPeriodDemographicFilter",
        "OperatorDemographicFilter",
        "Filter",
        "Limit",
    ),
    "quick_reply": (
        "QuickReplyItem",
        "QuickReply",
    ),
    "sender": ("Sender",),
    "sticker": ("StickerMessage",),
    "template": (
        "ButtonsTemplate",
        "ConfirmTemplate",
        "CarouselColumn",
        "CarouselTemplate",
        "ImageCarouselColumn",
        "ImageCarouselTemplate",
        "TemplateMessage",
    ),
    "text": (
        "Emoji",
        "TextMessage",
    ),
    "text_v2": (
        "UserMention",
        "AllMention",
        "MentionSubstitution",
        "EmojiSubstitution",
        "TextMessageV2",
        "escape_braces",
    ),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> Any:
        # Imported when first used: a text message has no use for flex.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
