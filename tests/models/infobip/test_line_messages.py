"""Messages of POST /line/1/messages and their options; the flex dialect has a test of its own."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector.models.infobip import LineMessage, RequestOptions
from models.infobip.judging import refused, sent, warned

BUBBLE = {"type": "BUBBLE", "body": {"type": "BOX", "layout": "VERTICAL", "contents": []}}
CONTENT = {"type": "LINE_NOTIFICATION", "altText": "Hi", "contents": BUBBLE}
MESSAGE = {"sender": "ACME", "destinations": [{"to": "66900000001"}], "content": CONTENT}
SIX, SEVEN = {"hour": 6, "minute": 0}, {"hour": 7, "minute": 0}


def message(**more: Any) -> dict[str, Any]:
    return {**MESSAGE, **more}


def options(**given: Any) -> dict[str, Any]:
    return message(options=given)


def window(**ends: Any) -> dict[str, Any]:
    return options(deliveryTimeWindow={"days": ["MONDAY"], **ends})


def failover(**more: Any) -> dict[str, Any]:
    return options(smsFailover={"text": "Hi", **more})


def regional(**countries: Any) -> dict[str, Any]:
    return failover(regional=countries)


@pytest.mark.parametrize(
    "good",
    [
        MESSAGE,
        message(destinations=[{"to": "66900000001", "messageId": "x" * 200}] * 1000),
        message(content={**CONTENT, "altText": "x" * 400}),
        message(content={**CONTENT, "altText": ""}),
        options(),
        options(platform={"entityId": "x" * 255, "applicationId": "x" * 255}),
        options(validityPeriod={"amount": 48, "timeUnit": "HOURS"}),
        options(validityPeriod={"amount": 2880}),
        options(campaignReferenceId="x" * 255),
        window(),
        window(**{"from": SIX, "to": SEVEN}),
        window(**{"from": {"hour": 0, "minute": 0}, "to": {"hour": 23, "minute": 59}}),
        options(deliveryTimeWindow={"days": ["SATURDAY", "SUNDAY"]}),
        failover(sender="ACME", validityPeriod={"amount": 2, "timeUnit": "HOURS"}),
        regional(indiaDlt={"principalEntityId": "1"}),
        regional(indiaDlt={"principalEntityId": "1", "contentTemplateId": "2"}),
        regional(turkeyIys={"recipientType": "TACIR", "brandCode": 7}),
        regional(southKorea={"title": "x" * 66, "resellerCode": 123456789}),
        message(webhooks={"delivery": {"url": "", "notify": False, "intermediateReport": True}}),
        message(webhooks={"contentType": "application/xml", "callbackData": "x" * 4000}),
    ],
)
def test_accepted(good: dict[str, Any]) -> None:
    assert warned(LineMessage, good) == {}
    assert sent(LineMessage, good) == good


@pytest.mark.parametrize(
    ("bad", "problems"),
    [
        ({}, dict.fromkeys(["sender", "destinations", "content"], "is required")),
        (message(sender=""), {"sender": "must not be empty"}),
        (message(destinations=[]), {"destinations": "must not be empty"}),
        (message(destinations=[{}]), {"destinations[0].to": "is required"}),
        (message(destinations=[{"to": ""}]), {"destinations[0].to": "must not be empty"}),
        (
            message(destinations=[{"to": "1", "messageId": "x" * 201}]),
            {"destinations[0].messageId": "must be at most 200 characters, has 201"},
        ),
        (
            message(content={**CONTENT, "altText": "x" * 401}),
            {"content.altText": "must be at most 400 characters, has 401"},
        ),
        (
            message(content={**CONTENT, "type": "TEXT"}),
            {"content.type": "must be 'LINE_NOTIFICATION'"},
        ),
        (
            options(platform={"entityId": "x" * 256}),
            {"options.platform.entityId": "must be at most 255 characters, has 256"},
        ),
        (
            options(campaignReferenceId="x" * 256),
            {"options.campaignReferenceId": "must be at most 255 characters, has 256"},
        ),
        (
            options(validityPeriod={"timeUnit": "HOURS"}),
            {"options.validityPeriod.amount": "is required"},
        ),
        (
            options(validityPeriod={"amount": 2**31}),
            {"options.validityPeriod.amount": "must be at most 2147483647"},
        ),
        (
            options(validityPeriod={"amount": 1, "timeUnit": "DAYS"}),
            {"options.validityPeriod.timeUnit": ("must be one of 'SECONDS', 'MINUTES' or 'HOURS'")},
        ),
        (
            options(deliveryTimeWindow={"days": []}),
            {"options.deliveryTimeWindow.days": "must not be empty"},
        ),
        (
            options(deliveryTimeWindow={"days": ["Monday"]}),
            {
                "options.deliveryTimeWindow.days[0]": (
                    "must be one of 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', "
                    "'SATURDAY' or 'SUNDAY'"
                )
            },
        ),
        (
            window(**{"from": SIX}),
            {"options.deliveryTimeWindow.to": "is required with from"},
        ),
        (window(to=SIX), {"options.deliveryTimeWindow.from": "is required with to"}),
        (
            window(**{"from": SIX, "to": {"hour": 6, "minute": 59}}),
            {"options.deliveryTimeWindow.to": "must be at least 1 hour after from"},
        ),
        (
            window(**{"from": SIX, "to": SIX}),
            {"options.deliveryTimeWindow.to": "must be at least 1 hour after from"},
        ),
        (
            window(**{"from": {"hour": 24, "minute": 60}, "to": SIX}),
            {
                "options.deliveryTimeWindow.from.hour": "must be at most 23",
                "options.deliveryTimeWindow.from.minute": "must be at most 59",
            },
        ),
        (options(smsFailover={}), {"options.smsFailover.text": "is required"}),
        (
            regional(indiaDlt={}),
            {"options.smsFailover.regional.indiaDlt.principalEntityId": "is required"},
        ),
        (
            regional(turkeyIys={"recipientType": "KISI"}),
            {
                "options.smsFailover.regional.turkeyIys.recipientType": (
                    "must be one of 'BIREYSEL' or 'TACIR'"
                )
            },
        ),
        (
            regional(southKorea={"title": "x" * 67}),
            {
                "options.smsFailover.regional.southKorea.title": (
                    "must be at most 66 characters, has 67"
                )
            },
        ),
        (
            message(webhooks={"callbackData": "x" * 4001}),
            {"webhooks.callbackData": "must be at most 4000 characters, has 4001"},
        ),
        (
            message(webhooks={"delivery": {"notify": "yes"}}),
            {"webhooks.delivery.notify": "must be true or false"},
        ),
        (message(sendAt="now"), {"sendAt": "unknown property; did you mean 'sender'?"}),
    ],
)
def test_refused(bad: dict[str, Any], problems: dict[str, str]) -> None:
    assert refused(LineMessage, bad) == problems


@pytest.mark.parametrize(
    ("odd", "warnings"),
    [
        (
            message(destinations=[{"to": "+66 90 000 0001"}]),
            {
                "destinations[0].to": (
                    "may be refused: not digits alone, with the country code in front"
                )
            },
        ),
        (
            message(content={**CONTENT, "altText": "🎉" * 201}),
            {"content.altText": "may be refused: has more than 400 UTF-16 units"},
        ),
        (
            options(validityPeriod={"amount": 2881}),
            {
                "options.validityPeriod.amount": (
                    "is cut to 48 hours, the longest validity there is"
                )
            },
        ),
        (
            options(validityPeriod={"amount": 0}),
            {"options.validityPeriod.amount": "may be refused when not positive"},
        ),
        (
            window(**{"from": SEVEN, "to": SIX}),
            {"options.deliveryTimeWindow.to": "may be refused: is before from"},
        ),
        (
            regional(southKorea={"resellerCode": 12345678}),
            {
                "options.smsFailover.regional.southKorea.resellerCode": (
                    "may be refused: not 9 digits"
                )
            },
        ),
        (
            message(webhooks={"contentType": "text/csv"}),
            {"webhooks.contentType": "may be refused: not application/json or application/xml"},
        ),
    ],
)
def test_warned(odd: dict[str, Any], warnings: dict[str, str]) -> None:
    assert warned(LineMessage, odd) == warnings


def test_what_the_page_seems_to_put_into_delivery_goes_beside_it() -> None:
    stray = {"url": "https://cb.example", "contentType": "application/json", "callbackData": "17"}

    assert sent(LineMessage, message(webhooks={"delivery": stray}))["webhooks"] == {
        "delivery": {"url": "https://cb.example"},
        "contentType": "application/json",
        "callbackData": "17",
    }


def test_callback_data_given_twice_is_refused() -> None:
    twice = {"delivery": {"callbackData": "a"}, "callbackData": "b"}

    assert refused(LineMessage, message(webhooks=twice)) == {
        "webhooks.delivery.callbackData": "unknown property"
    }


@pytest.mark.parametrize("name", ["sendAt", "SendAt", "send_at"])
def test_both_spellings_of_the_date_are_taken(name: str) -> None:
    schedule = {"bulkId": "x" * 100, name: "2026-01-31T16:00:00+07:00"}

    assert sent(RequestOptions, {"schedule": schedule})["schedule"] == {
        "bulkId": "x" * 100,
        "sendAt": "2026-01-31T09:00:00.000+0000",
    }


@pytest.mark.parametrize(
    ("schedule", "problems"),
    [
        ({"bulkId": "x" * 101}, {"schedule.bulkId": "must be at most 100 characters, has 101"}),
        ({"sendingSpeedLimit": {}}, {"schedule.sendingSpeedLimit.amount": "is required"}),
        (
            {"sendingSpeedLimit": {"amount": 1, "timeUnit": "SECOND"}},
            {"schedule.sendingSpeedLimit.timeUnit": "must be one of 'MINUTE', 'HOUR' or 'DAY'"},
        ),
        (
            {"SendAt": "2026-01-31T16:00:00Z", "sendAt": "2026-01-31T16:00:00Z"},
            {"schedule.SendAt": "unknown property; did you mean 'sendAt'?"},
        ),
    ],
)
def test_a_schedule_that_is_refused(schedule: Any, problems: dict[str, str]) -> None:
    assert refused(RequestOptions, {"schedule": schedule}) == problems


def test_a_speed_at_which_nothing_moves_is_doubted() -> None:
    schedule = {"sendingSpeedLimit": {"amount": 0}}

    assert warned(RequestOptions, {"schedule": schedule}) == {
        "schedule.sendingSpeedLimit.amount": "may be refused when not positive"
    }


def test_lenient_validation_keeps_new_properties() -> None:
    new = message(options={"priority": "HIGH"}, colour="red")

    assert refused(LineMessage, new) != {}
    kept = LineMessage.model_validate(new, context={"lenient": True})
    assert kept.to_wire() == new
