from __future__ import annotations

from typing import Any

import pytest

from line_connector.models.infobip import OmniMessage, OmniScenario
from models.infobip.judging import refused, sent, warned

URL = "https://example.com/a"
PEOPLE = [{"to": {"phoneNumber": "41793026727"}}]
STICKER = {"type": "STICKER", "packageId": "1", "stickerId": "1"}


def message(**more: Any) -> dict[str, Any]:
    return {"destinations": PEOPLE, **more}


def with_days(**channel: Any) -> dict[str, Any]:
    return {**channel, "validityPeriodTimeUnit": "DAYS"}


@pytest.mark.parametrize(
    "good",
    [
        message(scenarioKey="CC9F", bulkId="bulk-17"),
        message(destinations=[{"to": {"emailAddress": "a@example.com"}, "messageId": "x" * 200}]),
        message(destinations=[{"to": {"whatsAppUserId": "TH.abc123", "pushRegistrationId": "a"}}]),
        message(notify=False, notifyUrl=URL, notifyContentType="application/json"),
        message(callbackData="x" * 4000, intermediateReport=True),
        message(line={"type": "TEXT", "text": "a", "validityPeriod": 48 * 60}),
        message(line={"type": "IMAGE", "url": URL, "thumbnailUrl": URL, "text": "a"}),
        message(line={"type": "VIDEO", "url": URL, "thumbnailUrl": URL}),
        message(line={"type": "AUDIO", "url": URL, "duration": 4000}),
        message(line={**STICKER, "validityPeriod": 31, "validityPeriodTimeUnit": "SECONDS"}),
        message(sms={"text": "a", "transliteration": "GREEK", "language": {"languageCode": "TR"}}),
        message(
            sms={"regional": {"indiaDlt": {"principalEntityId": "1"}, "korea": {"title": "a"}}}
        ),
        message(email={"text": "a", "subject": "b"}),
        message(voice={"text": "a", "language": "en"}),
        message(viber={"text": "a"}),
        message(viber={"imageURL": URL, "isPromotional": True}),
        message(viber={"fileUrl": URL, "fileName": "x" * 25, "fileType": "pdf"}),
        message(viber={"text": "a", "buttonText": "x" * 30, "buttonURL": URL}),
        message(viber={"text": "a", "buttonText": "b", "buttonURL": URL, "imageURL": URL}),
        message(viber=with_days(text="a", validityPeriod=14, trackingData="x" * 100)),
        message(push={"text": "x" * 2000, "customPayload": {"a": [1]}}),
        message(push={"notificationOptions": {"badge": 1, "inAppStyle": "MODAL", "title": "a"}}),
        message(push={"personSubscriptions": ["a", "b"], "targetOnlyPrimaryDevices": True}),
        message(whatsApp={"templateName": "a", "templateNamespace": "b", "templateData": ["c"]}),
        message(
            whatsApp={
                "language": "en",
                "mediaTemplateData": {
                    "header": {"imageUrl": URL},
                    "body": {"placeholders": []},
                    "buttons": [{"urlPlaceholder": "x" * 1500}, {"quickReplyPayload": "x" * 128}],
                },
            }
        ),
        message(whatsApp={"latitude": -90, "longitude": 180, "locationName": "a", "address": "b"}),
        message(whatsApp={"text": "a", "previewUrl": True, "contacts": [{"name": {}}]}),
        message(kakaoAlim={"text": "a", "templateCode": "b", "buttons": [{}] * 5, "title": "c"}),
        message(kakaoChingu={"text": "a", "imageUrl": "x" * 250, "imageLink": "x" * 250}),
        message(vKontakte={"templateName": "a", "templateData": {"b": "c"}}),
    ],
)
def test_accepted(good: dict[str, Any]) -> None:
    assert warned(OmniMessage, good) == {}
    assert sent(OmniMessage, good) == good


TOGETHER = (
    "must be a text, an image, a file, a text with a button, or a text with an image and a button"
)
LINE_TYPES = "TEXT, IMAGE, VIDEO, AUDIO, STICKER, FLEX"


@pytest.mark.parametrize(
    ("bad", "problems"),
    [
        ({}, {"destinations": "is required"}),
        (message(destinations=[]), {"destinations": "must not be empty"}),
        (
            message(destinations=[{"to": "41793026727"}]),
            {"destinations[0].to": "must be an object"},
        ),
        (
            message(destinations=[{"to": {}}]),
            {"destinations[0].to": "must have an address, such as phoneNumber"},
        ),
        (
            message(destinations=[{"to": {"phoneNumber": None}}]),
            {"destinations[0].to": "must have an address, such as phoneNumber"},
        ),
        (
            message(destinations=[{"to": {"whatsAppUserId": "x" * 151}}]),
            {"destinations[0].to.whatsAppUserId": "must be at most 150 characters, has 151"},
        ),
        (
            message(callbackData="x" * 4001),
            {"callbackData": "must be at most 4000 characters, has 4001"},
        ),
        (message(validityPeriod=1), {"validityPeriod": "unknown property"}),
        (message(line={"type": "LOCATION"}), {"line.type": f"must be one of {LINE_TYPES}"}),
        (message(line={}), {"line.text": "is required"}),
        (
            message(line={"type": "IMAGE"}),
            dict.fromkeys(["line.url", "line.thumbnailUrl"], "is required"),
        ),
        (
            message(line={"type": "VIDEO", "url": "x" * 1001, "thumbnailUrl": URL}),
            {"line.url": "must be at most 1000 characters, has 1001"},
        ),
        (
            message(line={"type": "AUDIO"}),
            dict.fromkeys(["line.url", "line.duration"], "is required"),
        ),
        (
            message(line={"type": "STICKER"}),
            dict.fromkeys(["line.packageId", "line.stickerId"], "is required"),
        ),
        (
            message(line={"type": "FLEX"}),
            dict.fromkeys(["line.altText", "line.contents"], "is required"),
        ),
        (
            message(line={**STICKER, "validityPeriod": 30, "validityPeriodTimeUnit": "SECONDS"}),
            {"line.validityPeriod": "must be more than 30 seconds"},
        ),
        (
            message(sms={"text": "a", "validityPeriod": 0}),
            {"sms.validityPeriod": "must be more than 30 seconds"},
        ),
        (
            message(viber={"text": "a", "validityPeriod": 35, "validityPeriodTimeUnit": "SECONDS"}),
            {"viber.validityPeriod": "must be more than 35 seconds"},
        ),
        (message(sms={"text": ""}), {"sms.text": "must not be empty"}),
        (
            message(sms={"regional": {"southKorea": {}}}),
            {"sms.regional.southKorea": "unknown property; did you mean 'korea'?"},
        ),
        (message(viber={}), {"viber": TOGETHER}),
        (message(viber={"text": "a", "imageURL": URL}), {"viber": TOGETHER}),
        (message(viber={"imageURL": URL, "buttonURL": URL}), {"viber": TOGETHER}),
        (
            message(viber={"text": "a", "imageUrl": URL}),
            {"viber.imageUrl": "unknown property; did you mean 'imageURL'?"},
        ),
        (
            message(viber={"text": "a", "buttonText": "x" * 31, "buttonURL": "x" * 1001}),
            {
                "viber.buttonText": "must be at most 30 characters, has 31",
                "viber.buttonURL": "must be at most 1000 characters, has 1001",
            },
        ),
        (
            message(push={"text": "x" * 2001}),
            {"push.text": "must be at most 2000 characters, has 2001"},
        ),
        (
            message(push={"deviceSubscriptions": ["a", "a"]}),
            {"push.deviceSubscriptions": "must not name one twice"},
        ),
        (
            message(whatsApp={"latitude": 90.1, "longitude": -180.1}),
            {
                "whatsApp.latitude": "must be at most 90",
                "whatsApp.longitude": "must be at least -180",
            },
        ),
        (
            message(whatsApp={"mediaTemplateData": {}}),
            {"whatsApp.mediaTemplateData.body": "is required"},
        ),
        (
            message(whatsApp={"fileUrl": "x" * 2049}),
            {"whatsApp.fileUrl": "must be at most 2048 characters, has 2049"},
        ),
        (
            message(kakaoAlim={"text": "x" * 1001, "templateCode": "", "buttons": []}),
            {
                "kakaoAlim.text": "must be at most 1000 characters, has 1001",
                "kakaoAlim.templateCode": "must not be empty",
                "kakaoAlim.buttons": "must have 1 to 5 items, has 0",
            },
        ),
        (message(kakaoChingu={}), {"kakaoChingu.text": "is required"}),
        (message(facebok={}), {"facebok": "unknown property; did you mean 'facebook'?"}),
    ],
)
def test_refused(bad: dict[str, Any], problems: dict[str, str]) -> None:
    assert refused(OmniMessage, bad) == problems


@pytest.mark.parametrize(
    ("odd", "warnings"),
    [
        (message(sms={"validityPeriod": 2881}), {"sms.validityPeriod": "is cut to 48 hours"}),
        (
            message(viber=with_days(text="a", validityPeriod=15)),
            {"viber.validityPeriod": "is cut to 336 hours"},
        ),
        (message(facebook={"text": "a"}), {"facebook": "may be refused: no longer documented"}),
        (
            message(destinations=[{"to": {"lineUserKey": "a"}}]),
            {"destinations[0].to.lineUserKey": "may be refused: no longer documented"},
        ),
        (message(bulkId="x" * 101), {"bulkId": "may be refused: not at most 100 characters"}),
    ],
)
def test_warned(odd: dict[str, Any], warnings: dict[str, str]) -> None:
    assert warned(OmniMessage, odd) == warnings


def test_a_line_content_without_type_is_a_text() -> None:
    assert sent(OmniMessage, message(line={"text": "a"}))["line"] == {"type": "TEXT", "text": "a"}


def test_viber_addresses_are_written_as_infobip_writes_them() -> None:
    viber = {"text": "a", "image_url": URL, "button_text": "b", "button_url": URL}

    assert sent(OmniMessage, message(viber=viber))["viber"] == {
        "text": "a",
        "imageURL": URL,
        "buttonText": "b",
        "buttonURL": URL,
    }


def test_channels_of_old_scenarios_are_doubted() -> None:
    flow = [{"channel": "VK", "from": "a"}, {"channel": "LINE", "from": ""}]

    assert warned(OmniScenario, {"flow": flow}) == {
        "flow[0].channel": "may be refused: no longer documented",
        "flow[1].from": "may be required",
    }
