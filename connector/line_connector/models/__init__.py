"""LINE's objects as classes: `from line_connector.models import TextMessage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.models.line.actions import (
        AltUri as AltUri,
    )
    from line_connector.models.line.actions import (
        CameraAction as CameraAction,
    )
    from line_connector.models.line.actions import (
        CameraRollAction as CameraRollAction,
    )
    from line_connector.models.line.actions import (
        ClipboardAction as ClipboardAction,
    )
    from line_connector.models.line.actions import (
        LocationAction as LocationAction,
    )
    from line_connector.models.line.actions import (
        MessageAction as MessageAction,
    )
    from line_connector.models.line.actions import (
        PostbackAction as PostbackAction,
    )
    from line_connector.models.line.actions import (
        RichMenuSwitchAction as RichMenuSwitchAction,
    )
    from line_connector.models.line.actions import (
        UriAction as UriAction,
    )
    from line_connector.models.line.datetime_picker import (
        DatetimePickerAction as DatetimePickerAction,
    )
    from line_connector.models.line.flex.box import (
        Box as Box,
    )
    from line_connector.models.line.flex.box import (
        LinearGradient as LinearGradient,
    )
    from line_connector.models.line.flex.components import (
        Button as Button,
    )
    from line_connector.models.line.flex.components import (
        Filler as Filler,
    )
    from line_connector.models.line.flex.components import (
        Icon as Icon,
    )
    from line_connector.models.line.flex.components import (
        Image as Image,
    )
    from line_connector.models.line.flex.components import (
        Separator as Separator,
    )
    from line_connector.models.line.flex.components import (
        Span as Span,
    )
    from line_connector.models.line.flex.components import (
        Text as Text,
    )
    from line_connector.models.line.flex.message import (
        BlockStyle as BlockStyle,
    )
    from line_connector.models.line.flex.message import (
        Bubble as Bubble,
    )
    from line_connector.models.line.flex.message import (
        BubbleStyles as BubbleStyles,
    )
    from line_connector.models.line.flex.message import (
        Carousel as Carousel,
    )
    from line_connector.models.line.flex.message import (
        FlexMessage as FlexMessage,
    )
    from line_connector.models.line.flex.message import (
        Video as Video,
    )
    from line_connector.models.line.imagemap import (
        ClipboardImagemapAction as ClipboardImagemapAction,
    )
    from line_connector.models.line.imagemap import (
        ImagemapArea as ImagemapArea,
    )
    from line_connector.models.line.imagemap import (
        ImagemapBaseSize as ImagemapBaseSize,
    )
    from line_connector.models.line.imagemap import (
        ImagemapExternalLink as ImagemapExternalLink,
    )
    from line_connector.models.line.imagemap import (
        ImagemapMessage as ImagemapMessage,
    )
    from line_connector.models.line.imagemap import (
        ImagemapVideo as ImagemapVideo,
    )
    from line_connector.models.line.imagemap import (
        MessageImagemapAction as MessageImagemapAction,
    )
    from line_connector.models.line.imagemap import (
        UriImagemapAction as UriImagemapAction,
    )
    from line_connector.models.line.message import (
        Message as Message,
    )
    from line_connector.models.line.message import (
        Messages as Messages,
    )
    from line_connector.models.line.narrowcast import (
        AgeDemographicFilter as AgeDemographicFilter,
    )
    from line_connector.models.line.narrowcast import (
        AppTypeDemographicFilter as AppTypeDemographicFilter,
    )
    from line_connector.models.line.narrowcast import (
        AreaDemographicFilter as AreaDemographicFilter,
    )
    from line_connector.models.line.narrowcast import (
        AudienceRecipient as AudienceRecipient,
    )
    from line_connector.models.line.narrowcast import (
        Filter as Filter,
    )
    from line_connector.models.line.narrowcast import (
        GenderDemographicFilter as GenderDemographicFilter,
    )
    from line_connector.models.line.narrowcast import (
        Limit as Limit,
    )
    from line_connector.models.line.narrowcast import (
        OperatorDemographicFilter as OperatorDemographicFilter,
    )
    from line_connector.models.line.narrowcast import (
        OperatorRecipient as OperatorRecipient,
    )
    from line_connector.models.line.narrowcast import (
        RedeliveryRecipient as RedeliveryRecipient,
    )
    from line_connector.models.line.narrowcast import (
        SubscriptionPeriodDemographicFilter as SubscriptionPeriodDemographicFilter,
    )
    from line_connector.models.line.phone_numbers import (
        hash_phone_number as hash_phone_number,
    )
    from line_connector.models.line.quick_reply import (
        QuickReply as QuickReply,
    )
    from line_connector.models.line.quick_reply import (
        QuickReplyItem as QuickReplyItem,
    )
    from line_connector.models.line.sender import (
        Sender as Sender,
    )
    from line_connector.models.line.simple_messages import (
        AudioMessage as AudioMessage,
    )
    from line_connector.models.line.simple_messages import (
        CouponMessage as CouponMessage,
    )
    from line_connector.models.line.simple_messages import (
        ImageMessage as ImageMessage,
    )
    from line_connector.models.line.simple_messages import (
        LocationMessage as LocationMessage,
    )
    from line_connector.models.line.simple_messages import (
        StickerMessage as StickerMessage,
    )
    from line_connector.models.line.simple_messages import (
        VideoMessage as VideoMessage,
    )
    from line_connector.models.line.template import (
        ButtonsTemplate as ButtonsTemplate,
    )
    from line_connector.models.line.template import (
        CarouselColumn as CarouselColumn,
    )
    from line_connector.models.line.template import (
        CarouselTemplate as CarouselTemplate,
    )
    from line_connector.models.line.template import (
        ConfirmTemplate as ConfirmTemplate,
    )
    from line_connector.models.line.template import (
        ImageCarouselColumn as ImageCarouselColumn,
    )
    from line_connector.models.line.template import (
        ImageCarouselTemplate as ImageCarouselTemplate,
    )
    from line_connector.models.line.template import (
        TemplateMessage as TemplateMessage,
    )
    from line_connector.models.line.text import (
        Emoji as Emoji,
    )
    from line_connector.models.line.text import (
        TextMessage as TextMessage,
    )
    from line_connector.models.line.text_v2 import (
        AllMention as AllMention,
    )
    from line_connector.models.line.text_v2 import (
        EmojiSubstitution as EmojiSubstitution,
    )
    from line_connector.models.line.text_v2 import (
        MentionSubstitution as MentionSubstitution,
    )
    from line_connector.models.line.text_v2 import (
        TextMessageV2 as TextMessageV2,
    )
    from line_connector.models.line.text_v2 import (
        UserMention as UserMention,
    )
    from line_connector.models.line.text_v2 import (
        escape_braces as escape_braces,
    )
    from line_connector.models.line.webhook.account_link import (
        AccountLinkEvent as AccountLinkEvent,
    )
    from line_connector.models.line.webhook.account_link import (
        LinkContent as LinkContent,
    )
    from line_connector.models.line.webhook.beacon import (
        BeaconContent as BeaconContent,
    )
    from line_connector.models.line.webhook.beacon import (
        BeaconEvent as BeaconEvent,
    )
    from line_connector.models.line.webhook.chat_events import (
        JoinEvent as JoinEvent,
    )
    from line_connector.models.line.webhook.chat_events import (
        LeaveEvent as LeaveEvent,
    )
    from line_connector.models.line.webhook.chat_events import (
        MemberJoinedEvent as MemberJoinedEvent,
    )
    from line_connector.models.line.webhook.chat_events import (
        MemberLeftEvent as MemberLeftEvent,
    )
    from line_connector.models.line.webhook.event import (
        DeliveryContext as DeliveryContext,
    )
    from line_connector.models.line.webhook.event import (
        Event as Event,
    )
    from line_connector.models.line.webhook.event import (
        UnknownEvent as UnknownEvent,
    )
    from line_connector.models.line.webhook.friend_events import (
        FollowDetail as FollowDetail,
    )
    from line_connector.models.line.webhook.friend_events import (
        FollowEvent as FollowEvent,
    )
    from line_connector.models.line.webhook.friend_events import (
        UnfollowEvent as UnfollowEvent,
    )
    from line_connector.models.line.webhook.media import (
        AudioMessageContent as AudioMessageContent,
    )
    from line_connector.models.line.webhook.media import (
        ContentProvider as ContentProvider,
    )
    from line_connector.models.line.webhook.media import (
        FileMessageContent as FileMessageContent,
    )
    from line_connector.models.line.webhook.media import (
        ImageMessageContent as ImageMessageContent,
    )
    from line_connector.models.line.webhook.media import (
        ImageSet as ImageSet,
    )
    from line_connector.models.line.webhook.media import (
        VideoMessageContent as VideoMessageContent,
    )
    from line_connector.models.line.webhook.membership import (
        MembershipContent as MembershipContent,
    )
    from line_connector.models.line.webhook.membership import (
        MembershipEvent as MembershipEvent,
    )
    from line_connector.models.line.webhook.message_content import (
        LocationMessageContent as LocationMessageContent,
    )
    from line_connector.models.line.webhook.message_content import (
        StickerMessageContent as StickerMessageContent,
    )
    from line_connector.models.line.webhook.message_content import (
        UnknownMessageContent as UnknownMessageContent,
    )
    from line_connector.models.line.webhook.message_events import (
        MessageEditedEvent as MessageEditedEvent,
    )
    from line_connector.models.line.webhook.message_events import (
        MessageEvent as MessageEvent,
    )
    from line_connector.models.line.webhook.message_events import (
        UnsendDetail as UnsendDetail,
    )
    from line_connector.models.line.webhook.message_events import (
        UnsendEvent as UnsendEvent,
    )
    from line_connector.models.line.webhook.module_channel import (
        ActivatedEvent as ActivatedEvent,
    )
    from line_connector.models.line.webhook.module_channel import (
        AttachedModuleContent as AttachedModuleContent,
    )
    from line_connector.models.line.webhook.module_channel import (
        BotResumedEvent as BotResumedEvent,
    )
    from line_connector.models.line.webhook.module_channel import (
        BotSuspendedEvent as BotSuspendedEvent,
    )
    from line_connector.models.line.webhook.module_channel import (
        ChatControl as ChatControl,
    )
    from line_connector.models.line.webhook.module_channel import (
        DeactivatedEvent as DeactivatedEvent,
    )
    from line_connector.models.line.webhook.module_channel import (
        DetachedModuleContent as DetachedModuleContent,
    )
    from line_connector.models.line.webhook.module_channel import (
        ModuleEvent as ModuleEvent,
    )
    from line_connector.models.line.webhook.module_channel import (
        UnknownModuleContent as UnknownModuleContent,
    )
    from line_connector.models.line.webhook.notification import (
        DeliveryContent as DeliveryContent,
    )
    from line_connector.models.line.webhook.notification import (
        DeliveryEvent as DeliveryEvent,
    )
    from line_connector.models.line.webhook.postback import (
        DatetimePostbackParams as DatetimePostbackParams,
    )
    from line_connector.models.line.webhook.postback import (
        PostbackContent as PostbackContent,
    )
    from line_connector.models.line.webhook.postback import (
        PostbackEvent as PostbackEvent,
    )
    from line_connector.models.line.webhook.postback import (
        RichMenuSwitchPostbackParams as RichMenuSwitchPostbackParams,
    )
    from line_connector.models.line.webhook.postback import (
        UnknownPostbackParams as UnknownPostbackParams,
    )
    from line_connector.models.line.webhook.reading import (
        read_event as read_event,
    )
    from line_connector.models.line.webhook.source import (
        GroupSource as GroupSource,
    )
    from line_connector.models.line.webhook.source import (
        RoomSource as RoomSource,
    )
    from line_connector.models.line.webhook.source import (
        UnknownSource as UnknownSource,
    )
    from line_connector.models.line.webhook.source import (
        UserSource as UserSource,
    )
    from line_connector.models.line.webhook.text import (
        AllMentionee as AllMentionee,
    )
    from line_connector.models.line.webhook.text import (
        Mention as Mention,
    )
    from line_connector.models.line.webhook.text import (
        SentEmoji as SentEmoji,
    )
    from line_connector.models.line.webhook.text import (
        TextMessageContent as TextMessageContent,
    )
    from line_connector.models.line.webhook.text import (
        UnknownMentionee as UnknownMentionee,
    )
    from line_connector.models.line.webhook.text import (
        UserMentionee as UserMentionee,
    )
    from line_connector.models.line.webhook.video import (
        VideoPlayComplete as VideoPlayComplete,
    )
    from line_connector.models.line.webhook.video import (
        VideoPlayCompleteEvent as VideoPlayCompleteEvent,
    )
    from line_connector.schema.model import (
        Body as Body,
    )
    from line_connector.schema.model import (
        Input as Input,
    )
    from line_connector.schema.model import (
        Model as Model,
    )
    from line_connector.schema.problems import (
        Problem as Problem,
    )
    from line_connector.schema.problems import (
        warning as warning,
    )

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
