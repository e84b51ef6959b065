"""A body with every property it can have for each Infobip operation that sends something."""

from __future__ import annotations

from typing import Any

PHONE = "66900000001"
PAGE = "https://example.com/"
PICTURE = f"{PAGE}a.png"
SEND_AT = "2026-01-31T09:00:00.000+0000"
INDIA = {"principalEntityId": "1", "contentTemplateId": "2", "telemarketerId": "3"}

LON_URI = {"type": "URI", "label": "Open", "uri": PAGE, "altUri": {"desktop": PAGE}}
LON_POSTBACK = {"type": "POSTBACK", "label": "Buy", "data": "item=1", "altUri": {"desktop": PAGE}}
PLACING = {
    "margin": "md",
    "position": "RELATIVE",
    "offsetTop": "2px",
    "offsetBottom": "10%",
    "offsetStart": "sm",
    "offsetEnd": "none",
}
SPAN = {
    "type": "SPAN",
    "text": "Part",
    "color": "#112233",
    "size": "12px",
    "weight": "REGULAR",
    "style": "ITALIC",
    "decoration": "UNDERLINE",
}
LON_TEXT = {
    "type": "TEXT",
    "text": "Words",
    "contents": [SPAN],
    "flex": 1,
    "size": "xl",
    "color": "#112233",
    "align": "START",
    "gravity": "TOP",
    "wrap": True,
    "maxLines": 2,
    "weight": "BOLD",
    "action": LON_URI,
    **PLACING,
}
LON_IMAGE = {
    "type": "IMAGE",
    "url": PICTURE,
    "flex": 0,
    "align": "END",
    "gravity": "BOTTOM",
    "size": "80%",
    "aspectRatio": "20:13",
    "aspectMode": "COVER",
    "backgroundColor": "#FFFFFF",
    "action": LON_POSTBACK,
    **PLACING,
}
LON_BUTTON = {
    "type": "BUTTON",
    "action": LON_URI,
    "flex": 2,
    "height": "SMALL",
    "style": "PRIMARY",
    "color": "#00FF00",
    "gravity": "CENTER",
    **PLACING,
}
STYLE = {"backgroundColor": "#FFFFFF", "separator": True, "separatorColor": "#000000"}
LON_BOX = {
    "type": "BOX",
    "layout": "VERTICAL",
    "contents": [
        LON_TEXT,
        SPAN,
        LON_IMAGE,
        LON_BUTTON,
        {**LON_BUTTON, "style": {"header": STYLE}},
        {"type": "ICON", "url": PICTURE, "size": "sm", "aspectRatio": "1:1", **PLACING},
        {"type": "SEPARATOR", "margin": "lg", "color": "#EEEEEE"},
        {"type": "BOX", "layout": "BASELINE"},
    ],
    "flex": 1,
    "spacing": "10px",
    "paddingAll": "5%",
    "paddingTop": "1px",
    "paddingBottom": "md",
    "paddingStart": "none",
    "paddingEnd": "2.5px",
    "width": "100px",
    "height": "30px",
    "borderWidth": "1px",
    "borderColor": "#123456",
    "cornerRadius": "xl",
    "backgroundColor": "#000000",
    "action": LON_POSTBACK,
    **PLACING,
}
NOTIFICATION = {
    "type": "LINE_NOTIFICATION",
    "altText": "Order 17 has shipped.",
    "contents": {
        "type": "BUBBLE",
        "size": "MEGA",
        "direction": "LEFT_TO_RIGHT",
        "header": {"type": "BOX", "layout": "HORIZONTAL", "contents": []},
        "body": LON_BOX,
        "footer": {"type": "BOX", "layout": "VERTICAL", "contents": [LON_BUTTON]},
        "style": {"header": STYLE, "body": STYLE, "footer": STYLE},
        "action": LON_URI,
    },
}
VALIDITY = {"amount": 30, "timeUnit": "MINUTES"}
OPTIONS = {
    "platform": {"entityId": "entity", "applicationId": "application"},
    "validityPeriod": VALIDITY,
    "deliveryTimeWindow": {
        "days": ["MONDAY", "SUNDAY"],
        "from": {"hour": 6, "minute": 0},
        "to": {"hour": 15, "minute": 30},
    },
    "campaignReferenceId": "spring",
    "smsFailover": {
        "text": "Order 17 has shipped.",
        "sender": "ACME",
        "validityPeriod": VALIDITY,
        "regional": {
            "indiaDlt": INDIA,
            "turkeyIys": {"recipientType": "TACIR", "brandCode": 1},
            "southKorea": {"title": "Order", "resellerCode": 123456789},
        },
    },
}
WEBHOOKS = {
    "delivery": {"url": "", "intermediateReport": True, "notify": True},
    "contentType": "application/json",
    "callbackData": "order-17",
}
NOTIFICATIONS = {
    "messages": [
        {
            "sender": "ACME-OA",
            "destinations": [{"to": PHONE, "messageId": "order-17"}],
            "content": NOTIFICATION,
            "options": OPTIONS,
            "webhooks": WEBHOOKS,
        }
    ],
    "options": {
        "schedule": {
            "bulkId": "bulk-17",
            "sendAt": SEND_AT,
            "sendingSpeedLimit": {"amount": 10, "timeUnit": "MINUTE"},
        }
    },
}

CARD = {
    "thumbnailImageUrl": PICTURE,
    "title": "Title",
    "text": "Text",
    "actions": [
        {"type": "POSTBACK", "label": "Buy", "data": "item=1"},
        {"type": "MESSAGE", "label": "Yes", "text": "Yes"},
        {"type": "URI", "label": "Open", "uri": PAGE},
    ],
}
AREA = {"x": 0, "y": 0, "width": 520, "height": 1040.5}
TEMPLATES: list[dict[str, Any]] = [
    {"type": "BUTTONS", **CARD},
    {"type": "CONFIRM", "text": "Sure?", "actions": CARD["actions"]},
    {"type": "CAROUSEL", "columns": [CARD, CARD]},
]
SINGLES: list[dict[str, Any]] = [
    {"type": "TEXT", "text": "Hello"},
    {"type": "IMAGE", "url": PICTURE, "thumbnailUrl": PICTURE},
    {"type": "VIDEO", "url": f"{PAGE}v.mp4", "thumbnailUrl": PICTURE},
    {"type": "AUDIO", "url": f"{PAGE}a.m4a", "duration": 60000},
    {
        "type": "LOCATION",
        "title": "Office",
        "address": "1-3 Kioicho",
        "latitude": 35.67966,
        "longitude": 139.73669,
    },
    {"type": "STICKER", "packageId": "446", "stickerId": "1988"},
    {
        "type": "IMAGEMAP",
        "baseUrl": f"{PAGE}map",
        "altText": "Map",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [
            {"type": "URI", "linkUri": PAGE, "area": AREA},
            {"type": "MESSAGE", "text": "Hi", "area": [AREA]},
        ],
    },
    *({"type": "TEMPLATE", "altText": "Choose", "template": each} for each in TEMPLATES),
]

OMNI_URI = {"type": "URI", "label": "Open", "uri": PAGE}
OMNI_SAY = {"type": "MESSAGE", "label": "Yes", "text": "Yes"}
OMNI_POSTBACK = {"type": "POSTBACK", "label": "Buy", "data": "item=1", "displayText": "Buy it"}
OMNI_TEXT = {
    "type": "TEXT",
    "text": "Words",
    "flex": 1,
    "margin": "MD",
    "size": "XXXXL",
    "align": "START",
    "gravity": "TOP",
    "wrap": True,
    "maxLines": 2,
    "color": "#112233",
    "weight": "BOLD",
    "action": OMNI_SAY,
}
OMNI_IMAGE = {
    "type": "IMAGE",
    "url": PICTURE,
    "flex": 2,
    "margin": "NONE",
    "align": "CENTER",
    "gravity": "BOTTOM",
    "size": "FULL",
    "aspectRatio": "20:13",
    "aspectMode": "FIT",
    "backgroundColor": "#FFFFFF",
    "action": OMNI_URI,
}
OMNI_BUTTON = {
    "type": "BUTTON",
    "action": OMNI_POSTBACK,
    "flex": 3,
    "margin": "XS",
    "color": "#00FF00",
    "gravity": "CENTER",
    "height": "SM",
    "style": "LINK",
}
OMNI_LINE = {
    "type": "BOX",
    "layout": "BASELINE",
    "contents": [
        {"type": "ICON", "url": PICTURE, "margin": "SM", "size": "XXS", "aspectRatio": "1:1"},
        OMNI_TEXT,
        {"type": "FILLER"},
        {"type": "SPACER", "size": "XXL"},
    ],
}
OMNI_BOX = {
    "type": "BOX",
    "layout": "VERTICAL",
    "contents": [
        OMNI_LINE,
        OMNI_TEXT,
        OMNI_IMAGE,
        OMNI_BUTTON,
        {"type": "SEPARATOR", "margin": "LG", "color": "#EEEEEE"},
        {"type": "FILLER"},
        {"type": "SPACER", "size": "SM"},
    ],
    "flex": 10,
    "spacing": "XL",
    "margin": "MD",
    "action": OMNI_URI,
}
OMNI_BUBBLE = {
    "type": "BUBBLE",
    "direction": "RIGHT_TO_LEFT",
    "header": OMNI_LINE,
    "hero": OMNI_IMAGE,
    "body": OMNI_BOX,
    "footer": {"type": "BOX", "layout": "HORIZONTAL", "contents": [OMNI_BUTTON]},
    "styles": {"header": STYLE, "hero": STYLE, "body": STYLE, "footer": STYLE},
}
WAIT = {"validityPeriod": 5, "validityPeriodTimeUnit": "MINUTES"}
OMNI_LINES: list[dict[str, Any]] = [
    {"type": "TEXT", "text": "Hello"},
    *SINGLES[1:4],
    SINGLES[5],
    {"type": "FLEX", "altText": "Card", "contents": OMNI_BUBBLE},
    {
        "type": "FLEX",
        "altText": "Cards",
        "contents": {"type": "CAROUSEL", "contents": [OMNI_BUBBLE]},
    },
]
CHANNELS: dict[str, Any] = {
    "sms": {
        "text": "Hello",
        "transliteration": "TURKISH",
        "language": {"languageCode": "TR", "singleShift": True, "lockingShift": False},
        "regional": {"indiaDlt": INDIA, "korea": {"title": "Order"}},
        **WAIT,
    },
    "email": {"text": "Hello", "subject": "Order", **WAIT},
    "voice": {"text": "Hello", "language": "en", **WAIT},
    "viber": {
        "text": "Hello",
        "imageURL": PICTURE,
        "buttonText": "Open",
        "buttonURL": PAGE,
        "fileName": "a.pdf",
        "fileType": "pdf",
        "trackingData": "order-17",
        "isPromotional": False,
        "forcePrimaryDevice": True,
        **WAIT,
    },
    "push": {
        "text": "Hello",
        "customPayload": {"order": 17},
        "notificationOptions": {
            "vibrationEnabled": True,
            "soundEnabled": True,
            "soundName": "bell",
            "badge": 1,
            "contentUrl": PICTURE,
            "category": "order",
            "inAppStyle": "MODAL",
            "title": "Order",
            "isSilent": False,
            "webViewUrl": PAGE,
            "inboxTopic": "orders",
        },
        "targetOnlyPrimaryDevices": True,
        "includeNotificationsDisabledDevices": False,
        "personSubscriptions": ["orders", "news"],
        "deviceSubscriptions": ["orders"],
        **WAIT,
    },
    "whatsApp": {
        "text": "Hello",
        "templateNamespace": "namespace",
        "templateName": "order",
        "templateData": ["17"],
        "mediaTemplateData": {
            "header": {
                "textPlaceholder": "17",
                "documentUrl": PAGE,
                "documentFilename": "a.pdf",
                "imageUrl": PICTURE,
                "videoUrl": PAGE,
                "latitude": 1.5,
                "longitude": 2.5,
            },
            "body": {"placeholders": ["17"]},
            "buttons": [{"urlPlaceholder": "17", "quickReplyPayload": "yes"}],
        },
        "language": "en",
        "fileUrl": PAGE,
        "imageUrl": PICTURE,
        "audioUrl": PAGE,
        "videoUrl": PAGE,
        "locationName": "Office",
        "address": "1-3 Kioicho",
        "longitude": 139.7,
        "latitude": 35.7,
        "previewUrl": True,
        "contacts": [{"name": "A"}],
        **WAIT,
    },
    "kakaoAlim": {
        "text": "Hello",
        "templateCode": "order",
        "buttons": [{"name": "Open"}],
        "title": "Order",
        "groupKey": "group",
        **WAIT,
    },
    "kakaoChingu": {
        "text": "Hello",
        "buttons": [{"name": "Open"}],
        "imageUrl": PICTURE,
        "imageLink": PAGE,
        "isPromotional": True,
        **WAIT,
    },
    "vKontakte": {
        "text": "Hello",
        "templateName": "order",
        "templateData": {"order": "17"},
        **WAIT,
    },
    "facebook": {"text": "Hello"},
    "parseco": {"text": "Hello"},
}
# Without a scenario's key: which keys there are is a matter of the account, not of the rules.
OMNI: dict[str, Any] = {
    "bulkId": "bulk-17",
    "destinations": [
        {
            "messageId": "order-17",
            "to": {
                "phoneNumber": PHONE,
                "emailAddress": "a@example.com",
                "pushRegistrationId": "device",
                "whatsAppUserId": "TH.abc1",
                "facebookUserKey": "facebook",
                "lineUserKey": "line",
            },
        }
    ],
    "sendAt": SEND_AT,
    "notify": True,
    "notifyUrl": "",
    "notifyContentType": "application/xml",
    "callbackData": "order-17",
    "intermediateReport": False,
}

SEEDS: dict[str, list[dict[str, Any]]] = {
    "infobip_send_line_messages": [NOTIFICATIONS],
    "infobip_send_line_message": [
        {"from": "8F0792F86035A9F4290821F1EE6BC06A", "to": PHONE, "message": message}
        for message in SINGLES
    ],
    "infobip_create_omni_scenario": [
        {
            "name": "LINE, else SMS",
            "flow": [{"channel": "LINE", "from": "ACME-OA"}, {"channel": "SMS", "from": "ACME"}],
            "default": False,
        }
    ],
    "infobip_send_omni_message": [
        {**OMNI, **CHANNELS},
        *({**OMNI, "line": {**line, **WAIT}} for line in OMNI_LINES),
    ],
}
