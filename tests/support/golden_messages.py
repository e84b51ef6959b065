"""Messages whose pictures are compared: what people send, and each thing that flex can do."""

from __future__ import annotations

from typing import Any

from line_connector.cards import CARDS
from support.one_of_each import PIXEL

Json = dict[str, Any]

OPEN: Json = {"type": "uri", "label": "Open", "uri": "https://example.com"}
YES: Json = {"type": "message", "label": "Yes", "text": "Yes"}
NO: Json = {"type": "postback", "label": "No", "data": "no"}
WHEN: Json = {"type": "datetimepicker", "label": "Pick a day", "data": "day", "mode": "date"}
HTTPS = "https://example.com/a.png"
WORDS = "The order left our warehouse this morning and should arrive tomorrow."


def _template(kind: str, **more: Any) -> Json:
    return {"type": "template", "altText": "A template", "template": {"type": kind, **more}}


def _flex(contents: Json) -> Json:
    return {"type": "flex", "altText": "A flex message", "contents": contents}


def _bubble(*contents: Json, layout: str = "vertical", **more: Any) -> Json:
    box = {"type": "box", "layout": layout, "contents": list(contents), **more.pop("box", {})}
    return {"type": "bubble", "body": box, **more}


def _box(*contents: Json, layout: str = "vertical", **more: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def _text(text: str = "Text", **more: Any) -> Json:
    return {"type": "text", "text": text, **more}


def _block(color: str, **more: Any) -> Json:
    return _box(_text(" ", size="xs"), backgroundColor=color, **{"paddingAll": "14px", **more})


def _image(**more: Any) -> Json:
    return {"type": "image", "url": PIXEL, **more}


def _button(style: str, **more: Any) -> Json:
    return {"type": "button", "action": OPEN, "style": style, **more}


def _sizes(*names: str) -> list[Json]:
    return [_text(name, size=name) for name in names]


MESSAGES: dict[str, Json] = {
    "text": _text("Disk: 91 %"),
    "text_long": _text(" ".join([WORDS] * 4)),
    "text_lines": _text("First line\nSecond line\n\nhttps://example.com"),
    "text_thai": _text("สวัสดีครับ สินค้าของคุณถูกจัดส่งแล้ว"),
    "text_japanese": _text("ご注文の商品を発送しました。明日お届けの予定です。"),
    "text_quick_reply": {
        **_text("Shall we?"),
        "quickReply": {"items": [{"type": "action", "action": each} for each in (YES, NO, WHEN)]},
    },
    "text_sender": {**_text("From a bot"), "sender": {"name": "Ops", "iconUrl": PIXEL}},
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "image": {"type": "image", "originalContentUrl": HTTPS, "previewImageUrl": HTTPS},
    "video": {"type": "video", "originalContentUrl": HTTPS, "previewImageUrl": HTTPS},
    "audio": {"type": "audio", "originalContentUrl": HTTPS, "duration": 65_000},
    "location": {
        "type": "location",
        "title": "Warehouse",
        "address": "1-1 Yotsuya, Tokyo",
        "latitude": 35.68,
        "longitude": 139.73,
    },
    "imagemap": {
        "type": "imagemap",
        "altText": "A map",
        "baseUrl": "https://example.com/map",
        "baseSize": {"width": 1040, "height": 520},
        "actions": [],
    },
    "confirm": _template("confirm", text="Shall we?", actions=[YES, NO]),
    "buttons": _template(
        "buttons", title="A title", text=WORDS, thumbnailImageUrl=HTTPS, actions=[OPEN, YES, WHEN]
    ),
    "buttons_plain": _template("buttons", text="Choose", actions=[OPEN]),
    "carousel": _template(
        "carousel",
        columns=[
            {"title": f"Column {number}", "text": WORDS[:60], "actions": [OPEN, YES]}
            for number in (1, 2, 3)
        ],
    ),
    "image_carousel": _template(
        "image_carousel", columns=[{"imageUrl": HTTPS, "action": OPEN} for _ in range(3)]
    ),
    "card_alert": CARDS["alert"].build(
        {"title": "Disk almost full", "severity": "critical", "text": WORDS}
    ),
    "flex_hello": _flex(_bubble(_text("Hello"))),
    "flex_blocks": _flex(
        {
            "type": "bubble",
            "header": _box(_text("Header")),
            "hero": _image(size="full", aspectRatio="20:9", aspectMode="cover"),
            "body": _box(_text("Body")),
            "footer": _box(_text("Footer")),
        }
    ),
    "flex_styles": _flex(
        {
            "type": "bubble",
            "header": _box(_text("Header", color="#ffffff")),
            "body": _box(_text("Body")),
            "footer": _box(_text("Footer")),
            "styles": {
                "header": {"backgroundColor": "#0367d3"},
                "body": {"backgroundColor": "#ffe9b0"},
                "footer": {"separator": True, "separatorColor": "#ff0000"},
            },
        }
    ),
    "flex_text_sizes": _flex(_bubble(*_sizes("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl"))),
    "flex_text_styles": _flex(
        _bubble(
            _text("bold", weight="bold"),
            _text("red", color="#ff0000"),
            _text("end", align="end"),
            _text("center", align="center"),
            _text("line-through", decoration="line-through"),
        )
    ),
    "flex_wrap": _flex(_bubble(_text(WORDS, wrap=True), _text(WORDS))),
    "flex_max_lines": _flex(_bubble(_text(" ".join([WORDS] * 3), wrap=True, maxLines=2))),
    "flex_spans": _flex(
        _bubble(
            {
                "type": "text",
                "contents": [
                    {"type": "span", "text": "Total ", "color": "#888888"},
                    {"type": "span", "text": "1,200", "weight": "bold", "size": "xl"},
                ],
            }
        )
    ),
    "flex_horizontal": _flex(
        _bubble(*map(_block, ("#ff0000", "#00aa00", "#0000ff")), layout="horizontal")
    ),
    "flex_flex": _flex(
        _bubble(
            _block("#ff0000", flex=1),
            _block("#00aa00", flex=3),
            _block("#0000ff", flex=2),
            layout="horizontal",
        )
    ),
    "flex_baseline": _flex(
        _bubble(_text("Small", size="xs"), _text("Large", size="xxl"), layout="baseline")
    ),
    "flex_spacing": _flex(
        _bubble(
            _block("#ff0000"),
            _block("#00aa00", margin="xxl"),
            _block("#0000ff"),
            box={"spacing": "lg", "paddingAll": "30px"},
        )
    ),
    "flex_nested": _flex(
        _bubble(
            _box(
                _box(_block("#ff0000"), _block("#ffaa00"), width="100px"),
                _box(_block("#0000ff"), _block("#00aaff")),
                layout="horizontal",
                spacing="md",
            )
        )
    ),
    "flex_borders": _flex(
        _bubble(
            _block("#ffffff", borderWidth="4px", borderColor="#ff0000", cornerRadius="12px"),
            _block("#ddddff", margin="lg", borderWidth="bold", borderColor="#0000ff"),
        )
    ),
    "flex_gradient": _flex(
        _bubble(
            _box(
                height="120px",
                background={
                    "type": "linearGradient",
                    "angle": "90deg",
                    "startColor": "#ff0000",
                    "endColor": "#0000ff",
                },
            )
        )
    ),
    "flex_justify": _flex(
        _bubble(
            *(
                _box(
                    _block("#0367d3", width="40px"),
                    _block("#ff8800", width="40px"),
                    layout="horizontal",
                    justifyContent=name,
                    margin="md",
                )
                for name in ("flex-start", "center", "flex-end", "space-between", "space-evenly")
            )
        )
    ),
    "flex_absolute": _flex(
        _bubble(
            _block("#dddddd", width="200px"),
            _block(
                "#ff0000", position="absolute", width="30px", offsetTop="30px", offsetEnd="20px"
            ),
        )
    ),
    "flex_separators": _flex(
        _bubble(
            _block("#0367d3"),
            {"type": "separator", "margin": "lg", "color": "#ff0000"},
            _block("#0367d3", margin="lg"),
        )
    ),
    "flex_buttons": _flex(
        _bubble(
            _button("primary"),
            _button("secondary", margin="md"),
            _button("link", margin="md"),
            _button("primary", margin="md", color="#ff0000", height="sm"),
        )
    ),
    "flex_images": _flex(
        _bubble(
            _image(size="xs", align="start"),
            _image(size="md", aspectRatio="2:1", aspectMode="cover"),
            _image(size="full", aspectRatio="4:1", backgroundColor="#ffe9b0"),
        )
    ),
    "flex_rating": _flex(
        _bubble(
            *({"type": "icon", "url": PIXEL, "size": "lg"} for _ in range(4)),
            _text("4.0", margin="md"),
            layout="baseline",
        )
    ),
    "flex_table": _flex(
        _bubble(
            *(
                _box(
                    _text(name, color="#888888", flex=1),
                    _text(price, align="end", flex=1),
                    layout="horizontal",
                )
                for name, price in (("Tea", "120"), ("Rice", "300"), ("Total", "420"))
            ),
            box={"spacing": "md"},
        )
    ),
    "flex_direction": _flex(
        _bubble(
            _block("#ff0000", width="60px"),
            _block("#0000ff", flex=1),
            layout="horizontal",
            direction="rtl",
        )
    ),
    "flex_nano": _flex(_bubble(_block("#00aa00"), size="nano")),
    "flex_kilo": _flex(_bubble(_block("#00aa00"), size="kilo")),
    "flex_giga": _flex(_bubble(_block("#00aa00"), size="giga")),
    "flex_carousel": _flex(
        {
            "type": "carousel",
            "contents": [
                _bubble(_block(color), size="micro") for color in ("#ff0000", "#00aa00", "#0000ff")
            ],
        }
    ),
}
