"""How messages of every type but flex look, and who they come from."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector.preview.page import Look
from support.one_of_each import PIXEL
from support.phone import Phone

Json = dict[str, Any]

SAY = {"type": "message", "label": "Say", "text": "Said"}
OPEN = {"type": "uri", "label": "Open", "uri": "https://example.com"}
USER = "U00000000000000000000000000000001"


def template(kind: str, **more: Any) -> Json:
    return {"type": "template", "altText": "x", "template": {"type": kind, **more}}


def test_a_text_keeps_its_lines_and_marks_its_links(phone: Phone) -> None:
    phone.show({"type": "text", "text": "One\n  two https://example.com/?a=1&b=2 <b>"})
    assert phone.text(".speech") == "One\n  two https://example.com/?a=1&b=2 <b>"
    assert phone.text(".link") == "https://example.com/?a=1&b=2"


def test_a_long_text_wraps_within_its_bubble(phone: Phone) -> None:
    phone.show({"type": "text", "text": "x" * 500})
    assert phone.area(".speech").width == 260
    assert not phone.is_cut_off(".speech")


def test_line_emoji_stand_where_their_index_in_utf16_is(phone: Phone) -> None:
    emojis = [{"index": 11, "productId": "p", "emojiId": "2"}, {"index": 3, "emojiId": "1"}]
    phone.show({"type": "text", "text": "😀 $ and 12$ end", "emojis": emojis})
    assert phone.texts(".line-emoji") == ["", ""]
    assert phone.text(".speech") == "😀  and 12 end"
    assert phone.attribute(".line-emoji", "title", 1) == "LINE emoji p 2"


def test_emoji_of_an_impossible_index_are_left_out(phone: Phone) -> None:
    emojis = [{"index": index} for index in (-1, 99, "0", None)]
    phone.show({"type": "text", "text": "$", "emojis": [*emojis, "no object"]})
    assert phone.text(".speech") == "$"


def test_mentions_of_a_user_s_text_are_marked(phone: Phone) -> None:
    mention = {"mentionees": [{"index": 0, "length": 3, "type": "all"}]}
    phone.show({"type": "text", "text": "@Al hello", "mention": mention})
    assert phone.texts(".mention") == ["@Al"]


def test_placeholders_of_text_v2_become_mentions_and_emoji(phone: Phone) -> None:
    substitution = {
        "who": {"type": "mention", "mentionee": {"type": "user", "userId": USER}},
        "all": {"type": "mention", "mentionee": {"type": "all"}},
        "smile": {"type": "emoji", "productId": "p", "emojiId": "1"},
    }
    text = "{who}, {all}: {{braces}} {smile} {unknown} {constructor}"
    phone.show({"type": "textV2", "text": text, "substitution": substitution})
    assert phone.texts(".mention") == ["@U0000000…", "@All"]
    assert phone.count(".line-emoji") == 1
    assert "{braces}" in phone.text(".speech")
    assert phone.text(".speech").endswith("{unknown} {constructor}")


def test_a_sticker_says_its_ids(phone: Phone) -> None:
    phone.show({"type": "sticker", "packageId": "446", "stickerId": "1988"})
    assert phone.text(".sticker") == "446 / 1988"
    assert phone.attribute(".sticker", "aria-label") == "Sticker 1988 of package 446"


@pytest.mark.parametrize(("kind", "badges"), [("image", 0), ("video", 1)])
def test_images_and_videos_show_their_preview(phone: Phone, kind: str, badges: int) -> None:
    phone.show({"type": kind, "originalContentUrl": "https://x/a", "previewImageUrl": PIXEL})
    assert phone.attribute("img", "src") == PIXEL
    assert phone.count(".play-badge") == badges
    assert phone.area(".media").width == 240


@pytest.mark.parametrize(
    ("duration", "shown"), [(60000, "1:00"), (1499, "0:01"), (3599600, "60:00"), ("x", "-:--")]
)
def test_an_audio_message_says_how_long_it_is(phone: Phone, duration: Any, shown: str) -> None:
    phone.show({"type": "audio", "originalContentUrl": "https://x/a", "duration": duration})
    assert phone.text(".audio time") == shown


def test_a_location_says_its_title_and_address(phone: Phone) -> None:
    place = {"title": "Office", "address": "1-3 Kioicho", "latitude": 35.6, "longitude": 139.7}
    phone.show({"type": "location", **place})
    assert phone.texts(".location strong, .location-texts span") == ["Office", "1-3 Kioicho"]
    assert phone.attribute(".map", "title") == "35.6, 139.7"


def test_a_coupon_says_its_id(phone: Phone) -> None:
    phone.show({"type": "coupon", "couponId": "01JYNW8JMQVFBNWF1APF8Z3FS7"})
    assert "01JYNW8JMQVFBNWF1APF8Z3FS7" in phone.text(".coupon")


def imagemap(**more: Any) -> Json:
    area = {"x": 520, "y": 260, "width": 260, "height": 130}
    return {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "A map",
        "baseSize": {"width": 1040, "height": 520},
        "actions": [{"type": "message", "text": "Here", "area": area}],
        **more,
    }


def test_the_areas_of_an_imagemap_scale_with_it(phone: Phone) -> None:
    phone.show(imagemap())
    whole, area = phone.area(".imagemap"), phone.area(".imagemap-area")
    assert (whole.width, whole.height) == (300, 150)
    assert (area.left - whole.left, area.top - whole.top) == (150, 75)
    assert (area.width, area.height) == (75, 37.5)
    assert phone.attribute(".imagemap-area", "aria-label") == "Here"


def test_the_areas_of_an_imagemap_are_outlined_on_hover(phone: Phone) -> None:
    phone.show(imagemap())
    phone.find(".imagemap").evaluate("map => map.classList.remove('outlined')")
    assert phone.style(".imagemap-area", "outline-style") == "none"
    phone.find(".imagemap-area").hover()
    assert phone.style(".imagemap-area", "outline-style") == "dashed"


def test_an_imagemap_has_its_video_and_the_video_s_link(phone: Phone) -> None:
    area = {"x": 0, "y": 0, "width": 1040, "height": 260}
    link = {"linkUri": "https://example.com", "label": "See more"}
    video = {"originalContentUrl": "https://x/a", "previewImageUrl": PIXEL, "area": area}
    phone.show(imagemap(video={**video, "externalLink": link}))
    assert phone.area(".imagemap-video").height == 75
    assert phone.text(".external-link") == "See more"


def test_an_imagemap_without_a_size_is_shown_as_json(phone: Phone) -> None:
    phone.show(imagemap(baseSize={"width": 0}))
    assert "baseSize" in phone.text(".as-json strong")


def test_a_buttons_template_has_image_title_text_and_buttons(phone: Phone) -> None:
    phone.show(
        template(
            "buttons", thumbnailImageUrl=PIXEL, title="Menu", text="Choose", actions=[SAY, OPEN]
        )
    )
    card = phone.area(".card")
    assert phone.area(".card-image").height == pytest.approx(card.width / 1.51, abs=0.1)
    assert phone.texts(".card-title, .card-text, button") == ["Menu", "Choose", "Say", "Open"]
    tops = [area.top for area in phone.areas(".card-image, .card-title, .card-text, button")]
    assert tops == sorted(tops)


def test_the_image_of_a_template_may_be_square_and_contained(phone: Phone) -> None:
    look = {"imageAspectRatio": "square", "imageSize": "contain", "imageBackgroundColor": "#ff0000"}
    phone.show(template("buttons", thumbnailImageUrl=PIXEL, text="x", actions=[SAY], **look))
    area = phone.area(".card-image")
    assert area.width == area.height
    assert phone.style("img", "object-fit") == "contain"
    assert phone.style(".card-image", "background-color") == "rgb(255, 0, 0)"


def test_a_confirm_template_has_its_buttons_side_by_side(phone: Phone) -> None:
    phone.show(template("confirm", text="Sure?", actions=[SAY, OPEN]))
    first, second = phone.areas("button")
    assert first.top == second.top
    assert first.width == pytest.approx(second.width, abs=1)


def test_the_columns_of_a_carousel_are_of_one_height(phone: Phone) -> None:
    columns = [{"text": words, "actions": [SAY]} for words in ("short", "longer " * 20)]
    phone.show(template("carousel", columns=columns))
    first, second = phone.areas(".card")
    assert first.height == second.height
    assert phone.area("button").bottom == phone.area("button", 1).bottom


def test_an_image_carousel_has_labels_on_its_images(phone: Phone) -> None:
    columns = [{"imageUrl": PIXEL, "action": SAY}, {"imageUrl": PIXEL, "action": OPEN}]
    phone.show(template("image_carousel", columns=columns))
    first, second = phone.areas(".image-column")
    assert first.width == first.height
    assert second.left > first.right
    assert phone.texts(".image-label") == ["Say", "Open"]


def test_quick_replies_are_those_of_the_last_message(phone: Phone) -> None:
    def asking(label: str) -> Json:
        action = {"type": "message", "label": label, "text": label}
        items = [{"type": "action", "imageUrl": PIXEL, "action": action}]
        return {"type": "text", "text": "?", "quickReply": {"items": items}}

    phone.show(asking("First"), asking("Last"))
    assert phone.texts(".quick-reply") == ["Last"]
    assert phone.area(".quick-replies").top >= phone.area(".row", 1).bottom


def test_a_sender_replaces_name_and_icon(phone: Phone) -> None:
    sender = {"name": "Brown", "iconUrl": PIXEL}
    phone.show({"type": "text", "text": "Hi", "sender": sender}, {"type": "text", "text": "Hi"})
    assert phone.texts(".sender") == ["Brown", "LINE account"]
    assert phone.count(".avatar img") == 1
    assert phone.text(".avatar", 1) == "L"


def test_a_message_keeps_within_a_narrow_phone(phone: Phone) -> None:
    phone.show({"type": "text", "text": "x" * 99}, imagemap(), look=Look(width=200))
    assert phone.area("").width == 200
    assert all(area.right <= 200 for area in phone.areas(".speech"))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hello", "en"),
        ("注文が届きました", "ja"),
        ("您好", "zh-Hant"),
        ("สวัสดี", "th"),
        ("안녕하세요", "ko"),
        ("مرحبا", "ar"),
    ],
)
def test_the_language_of_a_message_is_that_of_its_letters(
    phone: Phone, text: str, lang: str
) -> None:
    phone.show({"type": "text", "text": text})
    assert phone.attribute(".row", "lang") == lang


def test_a_text_has_the_direction_of_its_letters(phone: Phone) -> None:
    phone.show({"type": "text", "text": "مرحبا"}, {"type": "text", "text": "Hello"})
    assert [phone.style(".speech", "direction", number) for number in (0, 1)] == ["rtl", "ltr"]


def test_dark_mode_changes_texts(phone: Phone) -> None:
    phone.show({"type": "text", "text": "Hi"}, look=Look(dark=True))
    assert phone.style(".speech", "background-color") == "rgb(47, 48, 51)"
    assert phone.style(".speech", "color") == "rgb(243, 243, 243)"


@pytest.mark.parametrize(
    "message",
    [
        {"type": "hologram", "depth": 3},
        {"type": "constructor"},
        {"type": "__proto__"},
        {},
        [],
        None,
        "text",
        12,
        {"type": "flex", "contents": None},
        {"type": "flex", "contents": {"type": "bubble", "body": 3}},
        {"type": "template", "template": {"type": "toString"}},
        {"type": "imagemap"},
    ],
)
def test_what_cannot_be_shown_is_shown_as_json(phone: Phone, message: Any) -> None:
    phone.show(message, {"type": "text", "text": "after"})
    assert phone.count(".as-json") == 1
    assert phone.texts(".speech") == ["after"]


@pytest.mark.parametrize(
    "kind", ["text", "textV2", "sticker", "image", "audio", "location", "coupon"]
)
@pytest.mark.parametrize("value", [None, 3, [], {}, [[None]]])
def test_messages_with_wrong_values_are_shown(phone: Phone, kind: str, value: Any) -> None:
    names = (
        "text",
        "emojis",
        "substitution",
        "packageId",
        "duration",
        "title",
        "quickReply",
        "sender",
    )
    phone.show({"type": kind, **dict.fromkeys(names, value)})
    assert phone.count(".row") == 1


def test_infobip_s_notification_is_shown_as_line_s_bubble(phone: Phone) -> None:
    action = {"type": "URI", "label": "View", "uri": "https://example.com"}
    contents = [
        {"type": "TEXT", "text": "LOUD", "weight": "BOLD", "decoration": "LINE_THROUGH"},
        {"type": "BUTTON", "height": "SMALL", "style": "PRIMARY", "action": action},
    ]
    bubble = {
        "type": "BUBBLE",
        "size": "KILO",
        "direction": "RIGHT_TO_LEFT",
        "body": {"type": "BOX", "layout": "VERTICAL", "contents": contents},
        "style": {"body": {"backgroundColor": "#eeeeee"}},
    }
    phone.show({"type": "LINE_NOTIFICATION", "altText": "x", "contents": bubble})
    assert phone.area(".flex-bubble").width == 260
    assert phone.attribute(".flex-bubble", "dir") == "rtl"
    assert phone.text(".flex-text") == "LOUD"
    assert phone.style(".flex-text p", "text-decoration-line") == "line-through"
    assert phone.area("button").height == 40
    assert phone.style(".body", "background-color") == "rgb(238, 238, 238)"


def test_infobip_s_older_messages_are_shown_as_line_s(phone: Phone) -> None:
    phone.show({"type": "IMAGE", "url": "https://x/a", "thumbnailUrl": PIXEL})
    assert phone.attribute("img", "src") == PIXEL
    phone.show({"type": "TEXT", "text": "HI"})
    assert phone.text(".speech") == "HI"
