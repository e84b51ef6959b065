"""Text, sticker, picture, video, sound, location and coupon."""

from __future__ import annotations

from typing import Any

import pytest

from support.message_problems import refused, warned

URL = "https://example.com/a.jpg"
TEXT = {"type": "text", "text": "Hi $ and $"}
STICKER = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
IMAGE = {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL}
VIDEO = {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL}
AUDIO = {"type": "audio", "originalContentUrl": URL, "duration": 1}
PLACE = {
    "type": "location",
    "title": "Office",
    "address": "Bangkok",
    "latitude": 13.7,
    "longitude": 100.5,
}
COUPON = {"type": "coupon", "couponId": "01JYNW8JMQVFBNWF1APF8Z3FS7"}


def emoji(index: int, **others: Any) -> dict[str, Any]:
    return {"index": index, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001", **others}


@pytest.mark.parametrize(
    "message",
    [
        TEXT,
        TEXT | {"text": " ", "quoteToken": "q3Plxr4AgKd"},
        TEXT | {"emojis": [emoji(3), emoji(9)]},
        TEXT | {"text": "\N{GRINNING FACE}$", "emojis": [emoji(2)]},
        TEXT | {"emojis": None, "quickReply": None, "sender": None},
        TEXT | {"emojis": []},
        TEXT | {"sender": {"name": "Cony", "iconUrl": URL}},
        TEXT | {"sender": {}},
        STICKER | {"quoteToken": "q"},
        IMAGE,
        VIDEO | {"trackingId": "a-Z0.=,+*()%$&;:@{}!?<>[]"},
        AUDIO | {"duration": 60_000},
        PLACE | {"latitude": -90, "longitude": 180},
        COUPON | {"deliveryTag": "winter_2025"},
    ],
)
def test_accepted(message: dict[str, Any]) -> None:
    assert warned(message) == {}


@pytest.mark.parametrize(
    ("message", "path", "sentence"),
    [
        (TEXT | {"text": ""}, "text", "must not be empty"),
        (TEXT | {"text": 5}, "text", "must be a string"),
        (TEXT | {"text": None}, "text", "must be a string"),
        ({"type": "text"}, "text", "is required"),
        (
            TEXT | {"emojis": [emoji(3), emoji(4)]},
            "emojis[1].index",
            "must be the position of a $, in UTF-16 units",
        ),
        (
            TEXT | {"text": "\N{GRINNING FACE}$", "emojis": [emoji(1)]},
            "emojis[0].index",
            "must be the position of a $, in UTF-16 units",
        ),
        (
            TEXT | {"emojis": [emoji(10)]},
            "emojis[0].index",
            "must be the position of a $, in UTF-16 units",
        ),
        (TEXT | {"emojis": [emoji(-1)]}, "emojis[0].index", "must be at least 0"),
        (TEXT | {"emojis": [emoji(3, emojiId="")]}, "emojis[0].emojiId", "must not be empty"),
        (TEXT | {"emojis": [emoji(3)] * 21}, "emojis", "must have at most 20 items, has 21"),
        (
            TEXT | {"sender": {"name": "x" * 21}},
            "sender.name",
            "must be at most 20 characters (UTF-16 units), has 21",
        ),
        (
            TEXT | {"sender": {"iconUrl": "http://example.com/a.png"}},
            "sender.iconUrl",
            "must be an HTTPS URL without spaces",
        ),
        (TEXT | {"sender": "Cony"}, "sender", "must be an object"),
        (STICKER | {"packageId": 446}, "packageId", "must be a string"),
        (STICKER | {"stickerId": ""}, "stickerId", "must not be empty"),
        (
            IMAGE | {"previewImageUrl": None},
            "previewImageUrl",
            "must be an HTTPS URL without spaces",
        ),
        (
            VIDEO | {"trackingId": "a_b"},
            "trackingId",
            "must be at most 100 letters, digits and -.=,+*()%$&;:@{}!?<>[]",
        ),
        (
            VIDEO | {"trackingId": "a" * 101},
            "trackingId",
            "must be at most 100 letters, digits and -.=,+*()%$&;:@{}!?<>[]",
        ),
        (AUDIO | {"duration": 0}, "duration", "must be at least 1"),
        (AUDIO | {"duration": True}, "duration", "must be a number"),
        (PLACE | {"latitude": False}, "latitude", "must be a number"),
        (AUDIO | {"duration": 1.5}, "duration", "must be a whole number"),
        (PLACE | {"latitude": "north"}, "latitude", "must be a number"),
        (PLACE | {"longitude": float("nan")}, "longitude", "must be a finite number"),
        (
            PLACE | {"title": "x" * 101},
            "title",
            "must be at most 100 characters (UTF-16 units), has 101",
        ),
        (
            COUPON | {"deliveryTag": "winter-2025"},
            "deliveryTag",
            "must be at most 30 letters, digits and underscores",
        ),
        (COUPON | {"couponId": ""}, "couponId", "must not be empty"),
        (PLACE | {"address": ""}, "address", "must not be empty"),
        (PLACE | {"title": ""}, "title", "must not be empty"),
        (AUDIO | {"duration": 1e30}, "duration", "must be at most 9223372036854775807"),
        (AUDIO | {"duration": -1e30}, "duration", "must be at least 1"),
        (
            TEXT | {"text": "$", "emojis": [emoji(2**31)]},
            "emojis[0].index",
            "must be at most 2147483647",
        ),
    ],
)
def test_refused(message: dict[str, Any], path: str, sentence: str) -> None:
    assert refused(message) == {path: sentence}


@pytest.mark.parametrize(
    ("message", "path", "sentence"),
    [
        (TEXT | {"sender": {"name": "Line Support"}}, "sender.name", "it holds the word LINE"),
        (TEXT | {"text": "$" * 4990, "emojis": [emoji(0)]}, "text", "may be too long"),
        (PLACE | {"latitude": 91}, "latitude", "outside -90 to 90"),
        (PLACE | {"longitude": -180.5}, "longitude", "outside -180 to 180"),
    ],
)
def test_doubted(message: dict[str, Any], path: str, sentence: str) -> None:
    found = warned(message)

    assert list(found) == [path]
    assert sentence in found[path]


def test_a_name_that_only_begins_with_line_is_not_doubted() -> None:
    assert warned(TEXT | {"sender": {"name": "Linea"}}) == {}
