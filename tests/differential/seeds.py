"""A message of each type with every property it can have: where the differential test starts."""

from __future__ import annotations

from typing import Any

USER = f"U{1:032x}"
HTTPS = "https://example.com/a.png"

URI = {"type": "uri", "label": "Open", "uri": "https://example.com/", "altUri": {"desktop": HTTPS}}
POSTBACK = {
    "type": "postback",
    "label": "Buy",
    "data": "item=1",
    "displayText": "Buy it",
    "inputOption": "openKeyboard",
    "fillInText": "Size: ",
}
PICKER = {
    "type": "datetimepicker",
    "label": "When",
    "data": "when",
    "mode": "datetime",
    "initial": "2026-01-15T10:00",
    "min": "2026-01-01T00:00",
    "max": "2026-12-31T23:59",
}
SAY = {"type": "message", "label": "Yes", "text": "Yes"}
COPY = {"type": "clipboard", "label": "Copy", "clipboardText": "A1B2"}
COMMON = {
    "quickReply": {
        "items": [
            {"type": "action", "imageUrl": HTTPS, "action": SAY},
            {"type": "action", "action": {"type": "camera", "label": "Camera"}},
            {"type": "action", "action": {"type": "cameraRoll", "label": "Pictures"}},
            {"type": "action", "action": {"type": "location", "label": "Place"}},
            {"type": "action", "action": PICKER},
        ]
    },
    "sender": {"name": "Shop", "iconUrl": HTTPS},
}
POSITION = {
    "position": "relative",
    "offsetTop": "-2px",
    "offsetBottom": "10%",
    "offsetStart": "sm",
    "offsetEnd": "none",
}
TEXT = {
    "type": "text",
    "text": "Words",
    "flex": 1,
    "margin": "md",
    "size": "xl",
    "align": "start",
    "gravity": "top",
    "color": "#112233",
    "weight": "bold",
    "style": "italic",
    "decoration": "underline",
    "wrap": True,
    "lineSpacing": "2px",
    "maxLines": 2,
    "adjustMode": "shrink-to-fit",
    "scaling": True,
    "action": URI,
    **POSITION,
}
SPANS = {
    "type": "text",
    "contents": [
        {
            "type": "span",
            "text": "Part",
            "color": "#AABBCCDD",
            "size": "12px",
            "weight": "regular",
            "style": "normal",
            "decoration": "line-through",
        }
    ],
}
IMAGE = {
    "type": "image",
    "url": HTTPS,
    "flex": 0,
    "margin": "5px",
    "align": "end",
    "gravity": "bottom",
    "size": "full",
    "aspectRatio": "1.91:1",
    "aspectMode": "cover",
    "backgroundColor": "#FFFFFF",
    "animated": True,
    "action": SAY,
    **POSITION,
}
BUTTON = {
    "type": "button",
    "action": URI,
    "flex": 2,
    "margin": "xxl",
    "height": "sm",
    "style": "primary",
    "color": "#00ff00",
    "gravity": "center",
    "adjustMode": "shrink-to-fit",
    "scaling": False,
    **POSITION,
}
ICON_LINE = {
    "type": "box",
    "layout": "baseline",
    "contents": [
        {
            "type": "icon",
            "url": HTTPS,
            "margin": "sm",
            "size": "3xl",
            "aspectRatio": "2:1",
            "scaling": True,
            **POSITION,
        },
        {"type": "text", "text": "4.0", "gravity": "center"},
        {"type": "filler", "flex": 1},
    ],
}
BOX = {
    "type": "box",
    "layout": "vertical",
    "contents": [
        TEXT,
        SPANS,
        IMAGE,
        BUTTON,
        ICON_LINE,
        {"type": "separator", "margin": "lg", "color": "#eeeeee"},
        {"type": "filler"},
        {"type": "box", "layout": "horizontal", "contents": []},
    ],
    "flex": 1,
    "spacing": "10px",
    "margin": "xs",
    "paddingAll": "5%",
    "paddingTop": "1px",
    "paddingBottom": "md",
    "paddingStart": "none",
    "paddingEnd": "2.5px",
    "width": "100px",
    "maxWidth": "50%",
    "height": "30px",
    "maxHeight": "100%",
    "borderWidth": "semi-bold",
    "cornerRadius": "xl",
    "backgroundColor": "#00000000",
    "borderColor": "#123456",
    "justifyContent": "space-between",
    "alignItems": "center",
    "background": {
        "type": "linearGradient",
        "angle": "45deg",
        "startColor": "#000000",
        "endColor": "#ffffff",
        "centerColor": "#777777",
        "centerPosition": "50%",
    },
    "action": POSTBACK,
    **POSITION,
}
VIDEO = {
    "type": "video",
    "url": "https://example.com/v.mp4",
    "previewUrl": HTTPS,
    "altContent": IMAGE,
    "aspectRatio": "16:9",
    "action": URI,
}
STYLE = {"backgroundColor": "#ffffff", "separator": True, "separatorColor": "#000000"}
BUBBLE = {
    "type": "bubble",
    "size": "mega",
    "direction": "rtl",
    "header": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "Top"}]},
    "hero": IMAGE,
    "body": BOX,
    "footer": {"type": "box", "layout": "horizontal", "contents": [BUTTON]},
    "styles": {"header": STYLE, "hero": STYLE, "body": STYLE, "footer": STYLE},
    "action": COPY,
}
COLUMN = {
    "thumbnailImageUrl": HTTPS,
    "imageBackgroundColor": "#FFFFFF",
    "title": "Title",
    "text": "Text",
    "defaultAction": URI,
    "actions": [POSTBACK, SAY, COPY],
}
AREA = {"x": 0, "y": 0, "width": 520, "height": 520}


def _template(template: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "altText": "Choose", "template": template, **COMMON}


def _flex(contents: dict[str, Any]) -> dict[str, Any]:
    return {"type": "flex", "altText": "Card", "contents": contents, **COMMON}


SEEDS: dict[str, list[dict[str, Any]]] = {
    "text": [
        {
            "type": "text",
            "text": "$ Hi $",
            "emojis": [
                {"index": 0, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"},
                {"index": 5, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "002"},
            ],
            "quoteToken": "yHAz4Ua2wx7",
            **COMMON,
        }
    ],
    "textV2": [
        {
            "type": "textV2",
            "text": "{everyone} {who} {smile} {{plain}}",
            "substitution": {
                "everyone": {"type": "mention", "mentionee": {"type": "all"}},
                "who": {"type": "mention", "mentionee": {"type": "user", "userId": USER}},
                "smile": {"type": "emoji", "productId": "5ac1", "emojiId": "002"},
            },
            "quoteToken": "yHAz4Ua2wx7",
            **COMMON,
        }
    ],
    "sticker": [
        {
            "type": "sticker",
            "packageId": "446",
            "stickerId": "1988",
            "quoteToken": "yHAz4Ua2wx7",
            **COMMON,
        }
    ],
    "image": [{"type": "image", "originalContentUrl": HTTPS, "previewImageUrl": HTTPS, **COMMON}],
    "video": [
        {
            "type": "video",
            "originalContentUrl": "https://example.com/v.mp4",
            "previewImageUrl": HTTPS,
            "trackingId": "track-1",
            **COMMON,
        }
    ],
    "audio": [
        {
            "type": "audio",
            "originalContentUrl": "https://example.com/a.m4a",
            "duration": 60000,
            **COMMON,
        }
    ],
    "location": [
        {
            "type": "location",
            "title": "Office",
            "address": "1-3 Kioicho",
            "latitude": 35.67966,
            "longitude": 139.73669,
            **COMMON,
        }
    ],
    "coupon": [{"type": "coupon", "couponId": "01JYNW8JMQ", "deliveryTag": "spring_1", **COMMON}],
    "imagemap": [
        {
            "type": "imagemap",
            "baseUrl": "https://example.com/map",
            "altText": "Map",
            "baseSize": {"width": 1040, "height": 1040},
            "video": {
                "originalContentUrl": "https://example.com/v.mp4",
                "previewImageUrl": HTTPS,
                "area": AREA,
                "externalLink": {"linkUri": "https://example.com/", "label": "More"},
            },
            "actions": [
                {"type": "uri", "label": "Go", "linkUri": "https://example.com/", "area": AREA},
                {"type": "message", "label": "Say", "text": "Hi", "area": AREA},
                {"type": "clipboard", "label": "Copy", "clipboardText": "A1", "area": AREA},
            ],
            **COMMON,
        }
    ],
    "template": [
        _template(
            {
                "type": "buttons",
                "thumbnailImageUrl": HTTPS,
                "imageAspectRatio": "rectangle",
                "imageSize": "cover",
                "imageBackgroundColor": "#FFFFFF",
                "title": "Menu",
                "text": "Please choose",
                "defaultAction": URI,
                "actions": [POSTBACK, SAY, PICKER, COPY],
            }
        ),
        _template({"type": "confirm", "text": "Sure?", "actions": [SAY, POSTBACK]}),
        _template(
            {
                "type": "carousel",
                "imageAspectRatio": "square",
                "imageSize": "contain",
                "columns": [COLUMN, COLUMN],
            }
        ),
        _template(
            {
                "type": "image_carousel",
                "columns": [{"imageUrl": HTTPS, "action": URI}, {"imageUrl": HTTPS, "action": SAY}],
            }
        ),
    ],
    "flex": [
        _flex(BUBBLE),
        _flex({**BUBBLE, "hero": VIDEO, "size": "giga"}),
        _flex({"type": "carousel", "contents": [BUBBLE, {**BUBBLE, "hero": BOX}]}),
    ],
}
