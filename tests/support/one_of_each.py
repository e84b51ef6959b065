"""One message of each type, with every property that holds text."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
    "DwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
"""A picture that needs no network."""

HTTPS = "https://example.com/a.png"
AREA = {"x": 0, "y": 0, "width": 520, "height": 520}


def action(kind: str = "uri", **more: Any) -> Json:
    """Return an action with every text that one can have."""
    texts = dict.fromkeys(("label", "uri", "data", "displayText", "text", "fillInText"), "text")
    return {"type": kind, **texts, "clipboardText": "text", "altUri": {"desktop": HTTPS}, **more}


def _box(*contents: Json, **more: Any) -> Json:
    return {
        "type": "box",
        "layout": "vertical",
        "contents": list(contents),
        **dict.fromkeys(("spacing", "margin", "paddingAll", "paddingStart", "cornerRadius"), "sm"),
        **dict.fromkeys(("width", "height", "maxWidth", "maxHeight"), "80px"),
        **dict.fromkeys(("offsetTop", "offsetStart", "borderWidth"), "1px"),
        **dict.fromkeys(("backgroundColor", "borderColor"), "#eeeeee"),
        "justifyContent": "center",
        "alignItems": "center",
        "position": "relative",
        "background": {
            "type": "linearGradient",
            "angle": "90deg",
            "startColor": "#ff0000",
            "centerColor": "#00ff00",
            "centerPosition": "10%",
            "endColor": "#0000ff",
        },
        "action": action(),
        **more,
    }


_TEXT = {
    "type": "text",
    "text": "A text",
    "contents": [
        {"type": "span", "text": "A span", "size": "xl", "color": "#ff0000", "weight": "bold"}
    ],
    "size": "lg",
    "color": "#00ff00",
    "weight": "bold",
    "style": "italic",
    "decoration": "underline",
    "align": "end",
    "gravity": "center",
    "wrap": True,
    "lineSpacing": "4px",
    "adjustMode": "shrink-to-fit",
    "action": action("message"),
}
_IMAGE = {
    "type": "image",
    "url": HTTPS,
    "size": "full",
    "aspectRatio": "20:13",
    "aspectMode": "cover",
    "backgroundColor": "#eeeeee",
    "align": "start",
    "action": action("postback"),
}
_BUTTON = {"type": "button", "style": "primary", "color": "#ff0000", "height": "sm"}
_VIDEO = {
    "type": "video",
    "url": HTTPS,
    "previewUrl": HTTPS,
    "altContent": _IMAGE,
    "aspectRatio": "20:13",
    "action": action(),
}
_ICON = {"type": "icon", "url": HTTPS, "size": "xl", "aspectRatio": "2:1", "margin": "sm"}
_STYLE = {"backgroundColor": "#eeeeee", "separator": True, "separatorColor": "#ff0000"}
_BUBBLE = {
    "type": "bubble",
    "size": "kilo",
    "direction": "rtl",
    "header": _box(_TEXT),
    "hero": _IMAGE,
    "body": _box(_TEXT, {"type": "separator", "color": "#ff0000", "margin": "sm"}, _IMAGE),
    "footer": _box({**_BUTTON, "action": action("clipboard")}, _box(_ICON, layout="baseline")),
    "styles": {"header": _STYLE, "hero": _STYLE, "body": _STYLE, "footer": _STYLE},
    "action": action(),
}
_COMMON = {
    "sender": {"name": "Brown", "iconUrl": HTTPS},
    "quickReply": {"items": [{"type": "action", "imageUrl": HTTPS, "action": action("camera")}]},
}
_COLUMN = {
    "thumbnailImageUrl": HTTPS,
    "imageBackgroundColor": "#ff0000",
    "title": "A title",
    "text": "A text",
    "defaultAction": action(),
    "actions": [action("postback"), action("datetimepicker", mode="date", initial="2026-01-01")],
}


def _flex(contents: Json) -> Json:
    return {"type": "flex", "altText": "A text", "contents": contents}


def _template(kind: str, **more: Any) -> Json:
    look = {"imageAspectRatio": "square", "imageSize": "contain"}
    return {"type": "template", "altText": "A text", "template": {"type": kind, **look, **more}}


_SUBSTITUTION = {
    "user": {"type": "mention", "mentionee": {"type": "user", "userId": "U1"}},
    "emoji": {"type": "emoji", "productId": "p", "emojiId": "e"},
}
_PLACE = {"title": "A title", "address": "An address", "latitude": 35.6, "longitude": 139.7}
_MAP = {
    "baseUrl": HTTPS,
    "altText": "A text",
    "baseSize": {"width": 1040, "height": 1040},
    "video": {
        "originalContentUrl": HTTPS,
        "previewImageUrl": HTTPS,
        "area": AREA,
        "externalLink": {"linkUri": HTTPS, "label": "A link"},
    },
    "actions": [{**action(), "linkUri": HTTPS, "area": AREA}],
}
_NOTIFIED = {
    "type": "BUBBLE",
    "size": "KILO",
    "direction": "LEFT_TO_RIGHT",
    "body": {
        "type": "BOX",
        "layout": "VERTICAL",
        "contents": [
            {"type": "TEXT", "text": "A text"},
            {"type": "BUTTON", "action": action("URI")},
        ],
    },
}

ONE_OF_EACH: dict[str, Json] = {
    "text": {
        "type": "text",
        "text": "A $ https://example.com",
        "emojis": [{"index": 2, "productId": "p", "emojiId": "e"}],
        "mention": {"mentionees": [{"index": 0, "length": 1, "type": "user", "userId": "U1"}]},
    },
    "textV2": {"type": "textV2", "text": "{user} {emoji}", "substitution": _SUBSTITUTION},
    "sticker": {"type": "sticker", "packageId": "1", "stickerId": "2"},
    "image": {"type": "image", "originalContentUrl": HTTPS, "previewImageUrl": HTTPS},
    "video": {"type": "video", "originalContentUrl": HTTPS, "previewImageUrl": HTTPS},
    "audio": {"type": "audio", "originalContentUrl": HTTPS, "duration": 60000},
    "location": {"type": "location", **_PLACE},
    "coupon": {"type": "coupon", "couponId": "01J"},
    "imagemap": {"type": "imagemap", **_MAP},
    "buttons": _template("buttons", **_COLUMN),
    "confirm": _template("confirm", text="A text", actions=[action(), action("message")]),
    "carousel": _template("carousel", columns=[_COLUMN, _COLUMN]),
    "image_carousel": _template(
        "image_carousel", columns=[{"imageUrl": HTTPS, "action": action()}]
    ),
    "bubble": _flex(_BUBBLE),
    "flex_carousel": _flex({"type": "carousel", "contents": [_BUBBLE, _BUBBLE]}),
    "flex_video": _flex({"type": "bubble", "hero": _VIDEO}),
    "notification": {"type": "LINE_NOTIFICATION", "altText": "A text", "contents": _NOTIFIED},
    "unknown": {"type": "hologram", "text": "A text"},
}
for _message in ONE_OF_EACH.values():
    _message.update(_COMMON)
