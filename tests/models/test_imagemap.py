from __future__ import annotations

from typing import Any

import pytest

from support.message_problems import refused, warned

URL = "https://example.com/map"
AREA = {"x": 0, "y": 0, "width": 520, "height": 1040}
LINK = {"type": "uri", "linkUri": "https://example.com", "area": AREA}
SAY = {"type": "message", "text": "hello", "area": AREA}
COPY = {"type": "clipboard", "clipboardText": "code", "area": AREA}
VIDEO = {"originalContentUrl": URL, "previewImageUrl": URL, "area": AREA}
OFFER = {"linkUri": "https://example.com", "label": "See more"}
MAP = {
    "type": "imagemap",
    "baseUrl": URL,
    "altText": "a map",
    "baseSize": {"width": 1040, "height": 700},
    "actions": [LINK, SAY, COPY],
}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"actions": [LINK] * 50},
        {"actions": [LINK | {"label": "x" * 100}, SAY | {"text": "x" * 400}]},
        {"video": VIDEO},
        {"video": VIDEO | {"externalLink": OFFER | {"label": "x" * 30}}},
        {"altText": "x" * 400},
    ],
)
def test_accepted(change: dict[str, Any]) -> None:
    assert warned(MAP | change) == {}


@pytest.mark.parametrize(
    ("change", "path", "sentence"),
    [
        ({"baseUrl": "http://e.co/a"}, "baseUrl", "must be an HTTPS URL without spaces"),
        ({"baseSize": {"width": 1040}}, "baseSize.height", "is required"),
        ({"baseSize": {"width": 1040, "height": 0}}, "baseSize.height", "must be at least 1"),
        (
            {"altText": "x" * 1501},
            "altText",
            "must be at most 1500 characters (UTF-16 units), has 1501",
        ),
        ({"actions": [LINK] * 51}, "actions", "must have at most 50 items, has 51"),
        (
            {"actions": [{"type": "postback", "area": AREA}]},
            "actions[0].type",
            "must be one of uri, message, clipboard",
        ),
        ({"actions": [{"type": "message", "text": "a"}]}, "actions[0].area", "is required"),
        (
            {"actions": [SAY | {"area": AREA | {"x": -1}}]},
            "actions[0].area.x",
            "must be at least 0",
        ),
        (
            {"actions": [SAY | {"text": "x" * 401}]},
            "actions[0].text",
            "must be at most 400 characters (UTF-16 units), has 401",
        ),
        (
            {"actions": [LINK | {"linkUri": "mailto:a@e.co"}]},
            "actions[0].linkUri",
            "must be a URI with the scheme http, https, line or tel, without spaces",
        ),
        (
            {"actions": [LINK | {"label": "x" * 101}]},
            "actions[0].label",
            "must be at most 100 characters (UTF-16 units), has 101",
        ),
        ({"altText": ""}, "altText", "must not be empty"),
        (
            {"video": {"area": AREA, "previewImageUrl": URL}},
            "video.originalContentUrl",
            "is required",
        ),
        (
            {"video": VIDEO | {"externalLink": {"label": "More"}}},
            "video.externalLink.linkUri",
            "is required",
        ),
        (
            {"video": VIDEO | {"externalLink": OFFER | {"label": "x" * 31}}},
            "video.externalLink.label",
            "must be at most 30 characters (UTF-16 units), has 31",
        ),
    ],
)
def test_refused(change: dict[str, Any], path: str, sentence: str) -> None:
    assert refused(MAP | change) == {path: sentence}


@pytest.mark.parametrize(
    ("change", "path", "sentence"),
    [
        ({"baseSize": {"width": 700, "height": 700}}, "baseSize.width", "when not 1040"),
        ({"actions": []}, "actions", "when empty"),
        ({"actions": [SAY | {"area": AREA | {"width": 0}}]}, "actions[0].area.width", "when 0"),
    ],
)
def test_doubted(change: dict[str, Any], path: str, sentence: str) -> None:
    assert warned(MAP | change) == {path: f"may be refused {sentence}"}
