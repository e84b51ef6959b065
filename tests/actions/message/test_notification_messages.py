"""LINE notification messages: to the user behind a phone number."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import ApiError, BadRequestError, UnknownOutcomeError
from line_connector.models import hash_phone_number
from support.days import DAY, day
from support.sandboxed import USER, Line, text

PHONE = "+66900000001"
DIGEST = hash_phone_number(PHONE)
TAG = "order-4711-shipped"
FLEXIBLE, TEMPLATE = "push_messages_by_phone", "push_templated_message_by_phone"
ITEM = {"itemKey": "number_001_ja", "content": "1234567"}
BODY: dict[str, Any] = {
    "emphasizedItem": {"itemKey": "date_002_ja", "content": "10 August 2024"},
    "items": [ITEM],
    "buttons": [{"buttonKey": "contact_ja", "url": "https://example.com/contact"}],
}
FILLED: dict[str, dict[str, Any]] = {
    FLEXIBLE: {"messages": text()},
    TEMPLATE: {"templateKey": "shipment_completed_ja", "body": BODY},
}

both = pytest.mark.parametrize("action", [FLEXIBLE, TEMPLATE])


def send(connector: Connector, action: str, to: str = DIGEST, **more: Any) -> Any:
    return connector.run(action, {"to": to, **FILLED[action], **more})


def test_messages_arrive_with_the_user_behind_the_number(connector: Connector, line: Line) -> None:
    output = send(connector, FLEXIBLE, deliveryTag=TAG)

    assert (output.status_code, output.json_body) == (200, {})
    (entry,) = line.received()
    assert (entry["via"], entry["messages"], entry["deliveryTag"]) == ("pnp", text(), TAG)
    (seen,) = line.requests("/bot/pnp/push")
    assert seen["headers"]["x-line-delivery-tag"] == TAG
    assert seen["body"] == {"to": DIGEST, "messages": text()}


def test_template_arrives_filled(connector: Connector, line: Line) -> None:
    assert send(connector, TEMPLATE).status_code == 202

    (entry,) = line.received()
    assert (entry["via"], entry["message"]) == ("templated", FILLED[TEMPLATE])


def test_template_needs_no_body(connector: Connector) -> None:
    given = {"to": DIGEST, "templateKey": "shipment_completed_ja"}
    assert connector.run(TEMPLATE, given).status_code == 202


@both
def test_user_need_not_be_a_friend(connector: Connector, line: Line, action: str) -> None:
    line.control("users", {"userId": USER, "status": "stranger"})
    send(connector, action)
    assert len(line.received()) == 1


@both
def test_one_that_blocked_or_has_not_agreed_gets_nothing_although_it_was_accepted(
    connector: Connector, line: Line, action: str
) -> None:
    line.control("phone-users", {"phone": PHONE, "userId": USER, "consent": "unset"})
    send(connector, action)
    line.control("phone-users", {"phone": PHONE, "userId": USER})
    line.control("users", {"userId": USER, "status": "blocked"})
    send(connector, action)
    assert line.received() == []


@both
@pytest.mark.parametrize("reason", ["nobody's", "refused", "deleted", "abroad"])
def test_number_that_cannot_be_reached(
    connector: Connector, line: Line, action: str, reason: str
) -> None:
    phone = {"nobody's": "+818000009999", "abroad": "+4915112345678"}.get(reason, PHONE)
    if reason == "deleted":
        line.control("users", {"userId": USER, "status": "deleted"})
    elif reason != "nobody's":
        consent = "refused" if reason == "refused" else "given"
        line.control("phone-users", {"phone": phone, "userId": USER, "consent": consent})

    with pytest.raises(ApiError, match="Failed to send messages") as caught:
        send(connector, action, to=hash_phone_number(phone))

    assert caught.value.output.status_code == 422
    assert line.received() == []


@pytest.mark.parametrize(
    ("action", "statistics"),
    [
        (FLEXIBLE, "get_pnp_message_statistics"),
        (TEMPLATE, "get_templated_pnp_message_statistics"),
    ],
)
def test_what_reached_users_is_counted_the_day_after_and_uses_no_quota(
    connector: Connector, line: Line, action: str, statistics: str
) -> None:
    send(connector, action)
    today = {"date": day(line)}
    assert connector.run(statistics, today).body.status == "unready"
    assert connector.run("get_message_quota_consumption").body.total_usage == 0

    line.control("clock", {"advance": DAY})

    body = connector.run(statistics, today).body
    assert (body.status, body.success) == ("ready", 1)
    deliveries = connector.run("get_number_of_message_deliveries", today).body
    assert deliveries.pnp_notice_message == 1


@both
@pytest.mark.parametrize("to", [PHONE, "0900000001", USER, "", "g" * 64])
def test_number_itself_is_refused_with_the_way_to_hash_it(
    connector: Connector, line: Line, action: str, to: str
) -> None:
    with pytest.raises(InputError, match=r"to: must be a phone number's SHA-256.*sha256sum"):
        send(connector, action, to=to)
    assert line.requests() == []


@both
@pytest.mark.parametrize("tag", ["x" * 15, "x" * 101, "sixteen long, ü..", " " * 16])
def test_delivery_tag_has_16_to_100_characters(
    connector: Connector, line: Line, action: str, tag: str
) -> None:
    with pytest.raises(InputError, match="deliveryTag: must be 16 to 100"):
        send(connector, action, deliveryTag=tag)
    assert line.requests() == []


@both
def test_sandbox_refuses_a_digest_in_lines_words(connector: Connector, action: str) -> None:
    path = connector.manifest.actions[action].action.path
    body = {"to": PHONE, **FILLED[action]}
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", {"method": "POST", "path": path, "body": body})
    assert caught.value.output.json_body == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "The value must be a valid SHA-256 digest.", "property": "to"}],
    }


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"items": [ITEM] * 16}, r"body\.items: must have at most 15"),
        ({"items": [ITEM, ITEM]}, r"body\.items\[1\]\.itemKey: must not be the key of another"),
        ({"emphasizedItem": ITEM, "items": [ITEM]}, r"body\.items\[0\]\.itemKey"),
        ({"items": [{**ITEM, "content": "x" * 301}]}, r"body\.items\[0\]\.content"),
        ({"items": [{"itemKey": "a"}]}, r"body\.items\[0\]\.content"),
        ({"buttons": BODY["buttons"] * 3}, r"body\.buttons: must have at most 2"),
        ({"buttons": [{"buttonKey": "a", "url": "x"}]}, r"body\.buttons\[0\]\.url"),
    ],
)
def test_template_is_filled_within_limits(
    connector: Connector, line: Line, body: dict[str, Any], where: str
) -> None:
    with pytest.raises(InputError, match=where):
        send(connector, TEMPLATE, body=body)
    assert line.requests() == []


def test_sandbox_refuses_an_item_that_is_there_twice(connector: Connector) -> None:
    body = {"to": DIGEST, "templateKey": "x", "body": {"emphasizedItem": ITEM, "items": [ITEM]}}
    path = "/v2/bot/message/pnp/templated/push"
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", {"method": "POST", "path": path, "body": body})
    assert caught.value.output.json_body["details"] == [
        {
            "message": "Duplicate itemKey in items or between emphasizedItem and items are not"
            " allowed: number_001_ja",
            "property": "body.emphasizedItem.itemKey",
        }
    ]


def test_template_and_items_that_do_not_exist(connector: Connector, line: Line) -> None:
    known = {"templateKey": "shipment_completed_ja", "itemKeys": ["date_002_ja"]}
    line.control("notification-templates", known)

    with pytest.raises(BadRequestError, match="Invalid templateKey: reserve_004"):
        send(connector, TEMPLATE, templateKey="reserve_004")
    with pytest.raises(BadRequestError) as caught:
        send(connector, TEMPLATE)
    assert caught.value.output.json_body == {
        "message": "The request body has 1 invalid key(s).",
        "details": [
            {
                "message": "The specified item key does not exist: number_001_ja",
                "property": "body.items[0].itemKey",
            }
        ],
    }


@pytest.mark.parametrize(
    ("action", "change"),
    [
        (
            FLEXIBLE,
            {
                "messages": [
                    {
                        "type": "image",
                        "originalContentUrl": "https://example.com/a.png",
                        "previewImageUrl": "https://example.com/a.png",
                    }
                ]
            },
        ),
        (TEMPLATE, {"body": {"emphasizedItem": {**ITEM, "content": "x" * 16}}}),
    ],
)
def test_what_lines_terms_forbid_is_warned_about(
    connector: Connector, action: str, change: dict[str, Any]
) -> None:
    call = connector.call(action, {"to": DIGEST, **FILLED[action], **change})
    assert [each.message for each in call.warnings if "may be refused" in each.message]


def test_lost_answer_is_not_tried_again(connector: Connector, line: Line) -> None:
    line.fault("/bot/pnp/push", drop="after")
    with pytest.raises(UnknownOutcomeError):
        send(connector, FLEXIBLE)
    assert len(line.received()) == 1


@pytest.mark.parametrize("number", ["+66 90-000-0001", "+66 (90) 000.0001"])
def test_number_is_hashed_without_its_separators(number: str) -> None:
    assert hash_phone_number(number) == DIGEST


@pytest.mark.parametrize("number", ["0900000001", "66900000001", "+66", "", "+066900000001"])
def test_number_without_country_is_not_hashed(number: str) -> None:
    with pytest.raises(ValueError, match="country"):
        hash_phone_number(number)
