"""Infobip's objects as classes: `from line_connector.models.infobip import LonBubble`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from line_connector.models.infobip.answers import (
        AcceptedLineMessage,
        AcceptedLineMessages,
        AcceptedMessage,
        AcceptedOmniMessage,
        AcceptedOmniMessages,
        AcceptedSingleMessage,
        AcceptedSingleMessages,
    )
    from line_connector.models.infobip.catalogue import KnownError, KnownStatus, errors, statuses
    from line_connector.models.infobip.delivery_report import (
        DeliveryReport,
        DeliveryReports,
        ReportPlatform,
        ReportPrice,
        parse_delivery_reports,
    )
    from line_connector.models.infobip.line_messages import (
        LineDestination,
        LineMessage,
        LineMessageOptions,
        Platform,
        SmsFailover,
    )
    from line_connector.models.infobip.lon.actions import LonAltUri, LonPostbackAction, LonUriAction
    from line_connector.models.infobip.lon.box import LonBox
    from line_connector.models.infobip.lon.bubble import LonBlockStyle, LonBubble, LonBubbleStyle
    from line_connector.models.infobip.lon.components import (
        LonButton,
        LonIcon,
        LonImage,
        LonSeparator,
    )
    from line_connector.models.infobip.lon.notification import LineNotification
    from line_connector.models.infobip.lon.text import LonSpan, LonText
    from line_connector.models.infobip.omni.destination import OmniDestination, OmniTo
    from line_connector.models.infobip.omni.flex.actions import (
        OmniMessageAction,
        OmniPostbackAction,
        OmniUriAction,
    )
    from line_connector.models.infobip.omni.flex.box import OmniBox
    from line_connector.models.infobip.omni.flex.bubble import (
        OmniBlockStyle,
        OmniBubble,
        OmniBubbleStyles,
        OmniCarousel,
    )
    from line_connector.models.infobip.omni.flex.components import (
        OmniButton,
        OmniFiller,
        OmniIcon,
        OmniImage,
        OmniSeparator,
        OmniSpacer,
        OmniText,
    )
    from line_connector.models.infobip.omni.kakao import (
        OmniKakaoAlim,
        OmniKakaoChingu,
        OmniVKontakte,
    )
    from line_connector.models.infobip.omni.line import (
        OmniLineAudio,
        OmniLineFlex,
        OmniLineImage,
        OmniLineSticker,
        OmniLineText,
        OmniLineVideo,
    )
    from line_connector.models.infobip.omni.logs import OmniLog, OmniLogs
    from line_connector.models.infobip.omni.message import OmniMessage
    from line_connector.models.infobip.omni.push import OmniNotificationOptions, OmniPush
    from line_connector.models.infobip.omni.scenario import (
        OmniScenario,
        OmniScenarioBody,
        OmniScenariosBody,
        OmniStep,
        OmniStepBody,
    )
    from line_connector.models.infobip.omni.sms import (
        OmniEmail,
        OmniKorea,
        OmniSms,
        OmniSmsLanguage,
        OmniSmsRegional,
        OmniVoice,
    )
    from line_connector.models.infobip.omni.viber import OmniViber
    from line_connector.models.infobip.omni.whatsapp import (
        OmniWhatsApp,
        WhatsAppBody,
        WhatsAppButton,
        WhatsAppHeader,
        WhatsAppTemplateData,
    )
    from line_connector.models.infobip.regional import IndiaDlt, SmsRegional, SouthKorea, TurkeyIys
    from line_connector.models.infobip.scheduling import (
        DeliveryTimeWindow,
        RequestOptions,
        Schedule,
        SendingSpeedLimit,
        TimeOfDay,
    )
    from line_connector.models.infobip.single.imagemap import (
        SingleImagemapArea,
        SingleImagemapBaseSize,
        SingleImagemapMessage,
        SingleImagemapMessageAction,
        SingleImagemapUriAction,
    )
    from line_connector.models.infobip.single.messages import (
        SingleAudioMessage,
        SingleImageMessage,
        SingleLocationMessage,
        SingleStickerMessage,
        SingleTextMessage,
        SingleVideoMessage,
    )
    from line_connector.models.infobip.single.template import (
        SingleButtonsTemplate,
        SingleCarouselColumn,
        SingleCarouselTemplate,
        SingleConfirmTemplate,
        SingleMessageAction,
        SinglePostbackAction,
        SingleTemplateMessage,
        SingleUriAction,
    )
    from line_connector.models.infobip.status import MessageError, MessageStatus
    from line_connector.models.infobip.validity import ValidityPeriod
    from line_connector.models.infobip.webhooks import DeliveryWebhook, Webhooks

__all__ = [
    "AcceptedLineMessage",
    "AcceptedLineMessages",
    "AcceptedMessage",
    "AcceptedOmniMessage",
    "AcceptedOmniMessages",
    "AcceptedSingleMessage",
    "AcceptedSingleMessages",
    "DeliveryReport",
    "DeliveryReports",
    "DeliveryTimeWindow",
    "DeliveryWebhook",
    "IndiaDlt",
    "KnownError",
    "KnownStatus",
    "LineDestination",
    "LineMessage",
    "LineMessageOptions",
    "LineNotification",
    "LonAltUri",
    "LonBlockStyle",
    "LonBox",
    "LonBubble",
    "LonBubbleStyle",
    "LonButton",
    "LonIcon",
    "LonImage",
    "LonPostbackAction",
    "LonSeparator",
    "LonSpan",
    "LonText",
    "LonUriAction",
    "MessageError",
    "MessageStatus",
    "OmniBlockStyle",
    "OmniBox",
    "OmniBubble",
    "OmniBubbleStyles",
    "OmniButton",
    "OmniCarousel",
    "OmniDestination",
    "OmniEmail",
    "OmniFiller",
    "OmniIcon",
    "OmniImage",
    "OmniKakaoAlim",
    "OmniKakaoChingu",
    "OmniKorea",
    "OmniLineAudio",
    "OmniLineFlex",
    "OmniLineImage",
    "OmniLineSticker",
    "OmniLineText",
    "OmniLineVideo",
    "OmniLog",
    "OmniLogs",
    "OmniMessage",
    "OmniMessageAction",
    "OmniNotificationOptions",
    "OmniPostbackAction",
    "OmniPush",
    "OmniScenario",
    "OmniScenarioBody",
    "OmniScenariosBody",
    "OmniSeparator",
    "OmniSms",
    "OmniSmsLanguage",
    "OmniSmsRegional",
    "OmniSpacer",
    "OmniStep",
    "OmniStepBody",
    "OmniText",
    "OmniTo",
    "OmniUriAction",
    "OmniVKontakte",
    "OmniViber",
    "OmniVoice",
    "OmniWhatsApp",
    "Platform",
    "ReportPlatform",
    "ReportPrice",
    "RequestOptions",
    "Schedule",
    "SendingSpeedLimit",
    "SingleAudioMessage",
    "SingleButtonsTemplate",
    "SingleCarouselColumn",
    "SingleCarouselTemplate",
    "SingleConfirmTemplate",
    "SingleImageMessage",
    "SingleImagemapArea",
    "SingleImagemapBaseSize",
    "SingleImagemapMessage",
    "SingleImagemapMessageAction",
    "SingleImagemapUriAction",
    "SingleLocationMessage",
    "SingleMessageAction",
    "SinglePostbackAction",
    "SingleStickerMessage",
    "SingleTemplateMessage",
    "SingleTextMessage",
    "SingleUriAction",
    "SingleVideoMessage",
    "SmsFailover",
    "SmsRegional",
    "SouthKorea",
    "TimeOfDay",
    "TurkeyIys",
    "ValidityPeriod",
    "Webhooks",
    "WhatsAppBody",
    "WhatsAppButton",
    "WhatsAppHeader",
    "WhatsAppTemplateData",
    "errors",
    "parse_delivery_reports",
    "statuses",
]

_NAMES = {
    "answers": (
        "AcceptedLineMessage",
        "AcceptedLineMessages",
        "AcceptedMessage",
        "AcceptedOmniMessage",
        "AcceptedOmniMessages",
        "AcceptedSingleMessage",
        "AcceptedSingleMessages",
    ),
    "catalogue": (
        "KnownError",
        "KnownStatus",
        "errors",
        "statuses",
    ),
    "delivery_report": (
        "DeliveryReport",
        "DeliveryReports",
        "ReportPlatform",
        "ReportPrice",
        "parse_delivery_reports",
    ),
    "line_messages": (
        "LineDestination",
        "LineMessage",
        "LineMessageOptions",
        "Platform",
        "SmsFailover",
    ),
    "lon.actions": (
        "LonAltUri",
        "LonPostbackAction",
        "LonUriAction",
    ),
    "lon.box": ("LonBox",),
    "lon.bubble": (
        "LonBlockStyle",
        "LonBubble",
        "LonBubbleStyle",
    ),
    "lon.components": (
        "LonButton",
        "LonIcon",
        "LonImage",
        "LonSeparator",
    ),
    "lon.notification": ("LineNotification",),
    "lon.text": (
        "LonSpan",
        "LonText",
    ),
    "omni.destination": (
        "OmniDestination",
        "OmniTo",
    ),
    "omni.flex.actions": (
        "OmniMessageAction",
        "OmniPostbackAction",
        "OmniUriAction",
    ),
    "omni.flex.box": ("OmniBox",),
    "omni.flex.bubble": (
        "OmniBlockStyle",
        "OmniBubble",
        "OmniBubbleStyles",
        "OmniCarousel",
    ),
    "omni.flex.components": (
        "OmniButton",
        "OmniFiller",
        "OmniIcon",
        "OmniImage",
        "OmniSeparator",
        "OmniSpacer",
        "OmniText",
    ),
    "omni.kakao": (
        "OmniKakaoAlim",
        "OmniKakaoChingu",
        "OmniVKontakte",
    ),
    "omni.line": (
        "OmniLineAudio",
        "OmniLineFlex",
        "OmniLineImage",
        "OmniLineSticker",
        "OmniLineText",
        "OmniLineVideo",
    ),
    "omni.logs": (
        "OmniLog",
        "OmniLogs",
    ),
    "omni.message": ("OmniMessage",),
    "omni.push": (
        "OmniNotificationOptions",
        "OmniPush",
    ),
    "omni.scenario": (
        "OmniScenario",
        "OmniScenarioBody",
        "OmniScenariosBody",
        "OmniStep",
        "OmniStepBody",
    ),
    "omni.sms": (
        "OmniEmail",
        "OmniKorea",
        "OmniSms",
        "OmniSmsLanguage",
        "OmniSmsRegional",
        "OmniVoice",
    ),
    "omni.viber": ("OmniViber",),
    "omni.whatsapp": (
        "OmniWhatsApp",
        "WhatsAppBody",
        "WhatsAppButton",
        "WhatsAppHeader",
        "WhatsAppTemplateData",
    ),
    "regional": (
        "IndiaDlt",
        "SmsRegional",
        "SouthKorea",
        "TurkeyIys",
    ),
    "scheduling": (
        "DeliveryTimeWindow",
        "RequestOptions",
        "Schedule",
        "SendingSpeedLimit",
        "TimeOfDay",
    ),
    "single.imagemap": (
        "SingleImagemapArea",
        "SingleImagemapBaseSize",
        "SingleImagemapMessage",
        "SingleImagemapMessageAction",
        "SingleImagemapUriAction",
    ),
    "single.messages": (
        "SingleAudioMessage",
        "SingleImageMessage",
        "SingleLocationMessage",
        "SingleStickerMessage",
        "SingleTextMessage",
        "SingleVideoMessage",
    ),
    "single.template": (
        "SingleButtonsTemplate",
        "SingleCarouselColumn",
        "SingleCarouselTemplate",
        "SingleConfirmTemplate",
        "SingleMessageAction",
        "SinglePostbackAction",
        "SingleTemplateMessage",
        "SingleUriAction",
    ),
    "status": (
        "MessageError",
        "MessageStatus",
    ),
    "validity": ("ValidityPeriod",),
    "webhooks": (
        "DeliveryWebhook",
        "Webhooks",
    ),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> Any:
        # Imported when first used: a LINE notification has no use for OMNI.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
