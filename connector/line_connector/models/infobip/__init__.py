"""Infobip's objects as classes: `from line_connector.models.infobip import LonBubble`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.models.infobip.answers import (
        AcceptedLineMessage as AcceptedLineMessage,
    )
    from line_connector.models.infobip.answers import (
        AcceptedLineMessages as AcceptedLineMessages,
    )
    from line_connector.models.infobip.answers import (
        AcceptedMessage as AcceptedMessage,
    )
    from line_connector.models.infobip.answers import (
        AcceptedOmniMessage as AcceptedOmniMessage,
    )
    from line_connector.models.infobip.answers import (
        AcceptedOmniMessages as AcceptedOmniMessages,
    )
    from line_connector.models.infobip.answers import (
        AcceptedSingleMessage as AcceptedSingleMessage,
    )
    from line_connector.models.infobip.answers import (
        AcceptedSingleMessages as AcceptedSingleMessages,
    )
    from line_connector.models.infobip.catalogue import (
        KnownError as KnownError,
    )
    from line_connector.models.infobip.catalogue import (
        KnownStatus as KnownStatus,
    )
    from line_connector.models.infobip.catalogue import (
        errors as errors,
    )
    from line_connector.models.infobip.catalogue import (
        statuses as statuses,
    )
    from line_connector.models.infobip.delivery_report import (
        DeliveryReport as DeliveryReport,
    )
    from line_connector.models.infobip.delivery_report import (
        DeliveryReports as DeliveryReports,
    )
    from line_connector.models.infobip.delivery_report import (
        OmniLog as OmniLog,
    )
    from line_connector.models.infobip.delivery_report import (
        OmniLogs as OmniLogs,
    )
    from line_connector.models.infobip.delivery_report import (
        ReportPlatform as ReportPlatform,
    )
    from line_connector.models.infobip.delivery_report import (
        ReportPrice as ReportPrice,
    )
    from line_connector.models.infobip.delivery_report import (
        UnknownReport as UnknownReport,
    )
    from line_connector.models.infobip.inbound_message import (
        InboundContent as InboundContent,
    )
    from line_connector.models.infobip.inbound_message import (
        InboundMessage as InboundMessage,
    )
    from line_connector.models.infobip.inbound_message import (
        UnknownInboundMessage as UnknownInboundMessage,
    )
    from line_connector.models.infobip.line_messages import (
        LineDestination as LineDestination,
    )
    from line_connector.models.infobip.line_messages import (
        LineMessage as LineMessage,
    )
    from line_connector.models.infobip.line_messages import (
        LineMessageOptions as LineMessageOptions,
    )
    from line_connector.models.infobip.line_messages import (
        Platform as Platform,
    )
    from line_connector.models.infobip.line_messages import (
        SmsFailover as SmsFailover,
    )
    from line_connector.models.infobip.lon.components import (
        LonAltUri as LonAltUri,
    )
    from line_connector.models.infobip.lon.components import (
        LonBlockStyle as LonBlockStyle,
    )
    from line_connector.models.infobip.lon.components import (
        LonBox as LonBox,
    )
    from line_connector.models.infobip.lon.components import (
        LonBubbleStyle as LonBubbleStyle,
    )
    from line_connector.models.infobip.lon.components import (
        LonButton as LonButton,
    )
    from line_connector.models.infobip.lon.components import (
        LonIcon as LonIcon,
    )
    from line_connector.models.infobip.lon.components import (
        LonImage as LonImage,
    )
    from line_connector.models.infobip.lon.components import (
        LonPostbackAction as LonPostbackAction,
    )
    from line_connector.models.infobip.lon.components import (
        LonSeparator as LonSeparator,
    )
    from line_connector.models.infobip.lon.components import (
        LonSpan as LonSpan,
    )
    from line_connector.models.infobip.lon.components import (
        LonText as LonText,
    )
    from line_connector.models.infobip.lon.components import (
        LonUriAction as LonUriAction,
    )
    from line_connector.models.infobip.lon.notification import (
        LineNotification as LineNotification,
    )
    from line_connector.models.infobip.lon.notification import (
        LonBubble as LonBubble,
    )
    from line_connector.models.infobip.omni.destination import (
        OmniDestination as OmniDestination,
    )
    from line_connector.models.infobip.omni.destination import (
        OmniTo as OmniTo,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniBlockStyle as OmniBlockStyle,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniBox as OmniBox,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniBubble as OmniBubble,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniBubbleStyles as OmniBubbleStyles,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniButton as OmniButton,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniCarousel as OmniCarousel,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniFiller as OmniFiller,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniIcon as OmniIcon,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniImage as OmniImage,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniMessageAction as OmniMessageAction,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniPostbackAction as OmniPostbackAction,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniSeparator as OmniSeparator,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniSpacer as OmniSpacer,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniText as OmniText,
    )
    from line_connector.models.infobip.omni.flex import (
        OmniUriAction as OmniUriAction,
    )
    from line_connector.models.infobip.omni.kakao import (
        OmniKakaoAlim as OmniKakaoAlim,
    )
    from line_connector.models.infobip.omni.kakao import (
        OmniKakaoChingu as OmniKakaoChingu,
    )
    from line_connector.models.infobip.omni.kakao import (
        OmniVKontakte as OmniVKontakte,
    )
    from line_connector.models.infobip.omni.line import (
        OmniLineAudio as OmniLineAudio,
    )
    from line_connector.models.infobip.omni.line import (
        OmniLineFlex as OmniLineFlex,
    )
    from line_connector.models.infobip.omni.line import (
        OmniLineImage as OmniLineImage,
    )
    from line_connector.models.infobip.omni.line import (
        OmniLineSticker as OmniLineSticker,
    )
    from line_connector.models.infobip.omni.line import (
        OmniLineText as OmniLineText,
    )
    from line_connector.models.infobip.omni.line import (
        OmniLineVideo as OmniLineVideo,
    )
    from line_connector.models.infobip.omni.message import (
        OmniMessage as OmniMessage,
    )
    from line_connector.models.infobip.omni.push import (
        OmniNotificationOptions as OmniNotificationOptions,
    )
    from line_connector.models.infobip.omni.push import (
        OmniPush as OmniPush,
    )
    from line_connector.models.infobip.omni.scenario import (
        OmniScenario as OmniScenario,
    )
    from line_connector.models.infobip.omni.scenario import (
        OmniScenarioBody as OmniScenarioBody,
    )
    from line_connector.models.infobip.omni.scenario import (
        OmniScenariosBody as OmniScenariosBody,
    )
    from line_connector.models.infobip.omni.scenario import (
        OmniStep as OmniStep,
    )
    from line_connector.models.infobip.omni.scenario import (
        OmniStepBody as OmniStepBody,
    )
    from line_connector.models.infobip.omni.sms import (
        OmniEmail as OmniEmail,
    )
    from line_connector.models.infobip.omni.sms import (
        OmniKorea as OmniKorea,
    )
    from line_connector.models.infobip.omni.sms import (
        OmniSms as OmniSms,
    )
    from line_connector.models.infobip.omni.sms import (
        OmniSmsLanguage as OmniSmsLanguage,
    )
    from line_connector.models.infobip.omni.sms import (
        OmniSmsRegional as OmniSmsRegional,
    )
    from line_connector.models.infobip.omni.sms import (
        OmniVoice as OmniVoice,
    )
    from line_connector.models.infobip.omni.viber import (
        OmniViber as OmniViber,
    )
    from line_connector.models.infobip.omni.whatsapp import (
        OmniWhatsApp as OmniWhatsApp,
    )
    from line_connector.models.infobip.omni.whatsapp import (
        WhatsAppBody as WhatsAppBody,
    )
    from line_connector.models.infobip.omni.whatsapp import (
        WhatsAppButton as WhatsAppButton,
    )
    from line_connector.models.infobip.omni.whatsapp import (
        WhatsAppHeader as WhatsAppHeader,
    )
    from line_connector.models.infobip.omni.whatsapp import (
        WhatsAppTemplateData as WhatsAppTemplateData,
    )
    from line_connector.models.infobip.regional import (
        IndiaDlt as IndiaDlt,
    )
    from line_connector.models.infobip.regional import (
        SmsRegional as SmsRegional,
    )
    from line_connector.models.infobip.regional import (
        SouthKorea as SouthKorea,
    )
    from line_connector.models.infobip.regional import (
        TurkeyIys as TurkeyIys,
    )
    from line_connector.models.infobip.scheduling import (
        DeliveryTimeWindow as DeliveryTimeWindow,
    )
    from line_connector.models.infobip.scheduling import (
        RequestOptions as RequestOptions,
    )
    from line_connector.models.infobip.scheduling import (
        Schedule as Schedule,
    )
    from line_connector.models.infobip.scheduling import (
        SendingSpeedLimit as SendingSpeedLimit,
    )
    from line_connector.models.infobip.scheduling import (
        TimeOfDay as TimeOfDay,
    )
    from line_connector.models.infobip.single.imagemap import (
        SingleImagemapArea as SingleImagemapArea,
    )
    from line_connector.models.infobip.single.imagemap import (
        SingleImagemapBaseSize as SingleImagemapBaseSize,
    )
    from line_connector.models.infobip.single.imagemap import (
        SingleImagemapMessage as SingleImagemapMessage,
    )
    from line_connector.models.infobip.single.imagemap import (
        SingleImagemapMessageAction as SingleImagemapMessageAction,
    )
    from line_connector.models.infobip.single.imagemap import (
        SingleImagemapUriAction as SingleImagemapUriAction,
    )
    from line_connector.models.infobip.single.messages import (
        SingleAudioMessage as SingleAudioMessage,
    )
    from line_connector.models.infobip.single.messages import (
        SingleImageMessage as SingleImageMessage,
    )
    from line_connector.models.infobip.single.messages import (
        SingleLocationMessage as SingleLocationMessage,
    )
    from line_connector.models.infobip.single.messages import (
        SingleStickerMessage as SingleStickerMessage,
    )
    from line_connector.models.infobip.single.messages import (
        SingleTextMessage as SingleTextMessage,
    )
    from line_connector.models.infobip.single.messages import (
        SingleVideoMessage as SingleVideoMessage,
    )
    from line_connector.models.infobip.single.template import (
        SingleButtonsTemplate as SingleButtonsTemplate,
    )
    from line_connector.models.infobip.single.template import (
        SingleCarouselColumn as SingleCarouselColumn,
    )
    from line_connector.models.infobip.single.template import (
        SingleCarouselTemplate as SingleCarouselTemplate,
    )
    from line_connector.models.infobip.single.template import (
        SingleConfirmTemplate as SingleConfirmTemplate,
    )
    from line_connector.models.infobip.single.template import (
        SingleMessageAction as SingleMessageAction,
    )
    from line_connector.models.infobip.single.template import (
        SinglePostbackAction as SinglePostbackAction,
    )
    from line_connector.models.infobip.single.template import (
        SingleTemplateMessage as SingleTemplateMessage,
    )
    from line_connector.models.infobip.single.template import (
        SingleUriAction as SingleUriAction,
    )
    from line_connector.models.infobip.status import (
        MessageError as MessageError,
    )
    from line_connector.models.infobip.status import (
        MessageStatus as MessageStatus,
    )
    from line_connector.models.infobip.validity import (
        ValidityPeriod as ValidityPeriod,
    )
    from line_connector.models.infobip.webhooks import (
        DeliveryWebhook as DeliveryWebhook,
    )
    from line_connector.models.infobip.webhooks import (
        Webhooks as Webhooks,
    )

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
