"""LINE official notifications: sent, received, reported once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sandbox.infobip.conftest import PHONE, PHONE_WITHOUT_LINE, notification

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from sandbox.infobip.conftest import Infobip

ENROUTE = {
    "groupId": 1,
    "groupName": "PENDING",
    "id": 7,
    "name": "PENDING_ENROUTE",
    "description": "Message sent to next instance",
}
DELIVERED = {
    "groupId": 3,
    "groupName": "DELIVERED",
    "id": 5,
    "name": "DELIVERED_TO_HANDSET",
    "description": "Message delivered to handset",
}
NO_ERROR = {
    "groupId": 0,
    "groupName": "OK",
    "id": 0,
    "name": "NO_ERROR",
    "description": "No Error",
    "permanent": False,
}
DATE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000"


def test_the_answer_names_each_message(infobip: Infobip) -> None:
    reply = infobip.notify(notification(PHONE, "66900000002"), notification("66900000003"))
    assert reply.status == 200
    assert re.fullmatch(r"[1-9]\d{18}", reply.json["bulkId"])
    messages = reply.json["messages"]
    assert [each["destination"] for each in messages] == [PHONE, "66900000002", "66900000003"]
    assert [each["status"] for each in messages] == [ENROUTE] * 3
    form = r"[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{5}-[0-9a-f]{4}-[0-9a-f]{12}"
    assert all(re.fullmatch(form, each["messageId"]) for each in messages)
    assert len({each["messageId"] for each in messages}) == 3


def test_ids_of_the_callers_are_kept(infobip: Infobip) -> None:
    destination = {"to": PHONE, "messageId": "order-17"}
    reply = infobip.notify(notification(destinations=[destination]), bulkId="bulk-17")
    assert reply.json["bulkId"] == "bulk-17"
    assert reply.json["messages"][0]["messageId"] == "order-17"


def test_the_phone_receives_the_content(infobip: Infobip, client: Client) -> None:
    message = notification(destinations=[{"to": PHONE, "messageId": "order-17"}])
    infobip.notify(message, bulkId="bulk-17")
    (entry,) = infobip.received()
    (logged,) = client.seen("requests")["requests"]
    assert entry == {
        "to": PHONE,
        "message": message["content"],
        "via": "LINE",
        "at": entry["at"],
        "from": "ACME",
        "messageId": "order-17",
        "bulkId": "bulk-17",
        "requestId": logged["requestId"],
    }


@pytest.mark.parametrize("written", [PHONE, f"+{PHONE}"])
@pytest.mark.parametrize("asked", [PHONE, f"+{PHONE}", f"%2B{PHONE}"])
def test_a_phone_may_have_a_plus_sign(infobip: Infobip, written: str, asked: str) -> None:
    assert infobip.notify(notification(written)).json["messages"][0]["destination"] == PHONE
    assert len(infobip.received(asked)) == 1
    assert infobip.line_reports()[0]["to"] == PHONE


def test_a_report_tells_all_once(infobip: Infobip) -> None:
    message = notification(
        options={
            "platform": {"entityId": "e", "applicationId": "a"},
            "campaignReferenceId": "summer",
        },
        webhooks={"callbackData": "back"},
    )
    sent = infobip.notify(message).json
    (report,) = infobip.line_reports()
    assert report == {
        "bulkId": sent["bulkId"],
        "messageId": sent["messages"][0]["messageId"],
        "to": PHONE,
        "sender": "ACME",
        "sentAt": report["sentAt"],
        "doneAt": report["doneAt"],
        "messageCount": 1,
        "mccMnc": "52001",
        "price": {"pricePerMessage": 0.0, "currency": "EUR"},
        "status": DELIVERED,
        "error": NO_ERROR,
        "callbackData": "back",
        "platform": {"entityId": "e", "applicationId": "a"},
        "campaignReferenceId": "summer",
    }
    assert re.fullmatch(DATE, report["sentAt"])
    assert re.fullmatch(DATE, report["doneAt"])
    assert infobip.line_reports() == []


def test_what_was_not_sent_along_is_not_reported(infobip: Infobip) -> None:
    infobip.notify(notification())
    (report,) = infobip.line_reports()
    assert not {"callbackData", "platform", "campaignReferenceId", "channel"} & report.keys()


@pytest.mark.parametrize(
    "query",
    ["bulkId=b1", "messageId=m1", "entityId=e1", "applicationId=a1", "campaignReferenceId=c1"],
)
def test_reports_can_be_asked_for_by_what_they_are_about(infobip: Infobip, query: str) -> None:
    for number in (1, 2):
        message = notification(
            destinations=[{"to": PHONE, "messageId": f"m{number}"}],
            options={
                "platform": {"entityId": f"e{number}", "applicationId": f"a{number}"},
                "campaignReferenceId": f"c{number}",
            },
        )
        infobip.notify(message, bulkId=f"b{number}")
    assert [each["messageId"] for each in infobip.line_reports(query)] == ["m1"]
    assert [each["messageId"] for each in infobip.line_reports()] == ["m2"]


def test_the_newest_reports_come_first_and_the_others_stay_unread(infobip: Infobip) -> None:
    for number in range(3):
        infobip.notify(notification(destinations=[{"to": PHONE, "messageId": str(number)}]))
    fetched = [infobip.line_reports("limit=2") for _ in range(3)]
    assert [[each["messageId"] for each in batch] for batch in fetched] == [["2", "1"], ["0"], []]


@pytest.mark.parametrize(("limit", "count"), [("", 50), ("many", 50), ("-1", 50), ("60", 55)])
def test_fifty_reports_come_if_no_number_is_asked_for(
    infobip: Infobip, limit: str, count: int
) -> None:
    infobip.notify(notification(*[f"6690000{number:04}" for number in range(55)]))
    assert len(infobip.line_reports(f"limit={limit}")) == count


def test_reports_are_lost_after_two_days(infobip: Infobip) -> None:
    infobip.notify(notification())
    infobip.wait(1)
    infobip.wait(48 * 3600)
    assert infobip.line_reports() == []


def test_without_line_a_message_is_undeliverable(infobip: Infobip) -> None:
    assert infobip.notify(notification(PHONE_WITHOUT_LINE)).json["messages"][0]["status"] == ENROUTE
    (report,) = infobip.line_reports()
    assert (report["status"]["groupName"], report["status"]["id"]) == ("UNDELIVERABLE", 4)
    assert report["error"] == {
        "groupId": 1,
        "groupName": "HANDSET_ERRORS",
        "id": 7002,
        "name": "EC_UNKNOWN_USER",
        "description": "No matching user found (on platform or on provider)",
        "permanent": True,
    }
    assert infobip.received(PHONE_WITHOUT_LINE) == []


def test_without_line_the_sms_takes_over(infobip: Infobip) -> None:
    failover = {"text": "Order 17 shipped", "sender": "SMSACME", "validityPeriod": {"amount": 5}}
    infobip.notify(notification(PHONE_WITHOUT_LINE, options={"smsFailover": failover}))
    (entry,) = infobip.received(PHONE_WITHOUT_LINE)
    assert (entry["via"], entry["from"]) == ("SMS", "SMSACME")
    assert entry["message"] == {"text": "Order 17 shipped"}
    (report,) = infobip.line_reports()
    assert (report["status"], report["sender"]) == (DELIVERED, "SMSACME")
    assert report["messageId"] == entry["messageId"]


def test_an_sms_without_a_sender_has_that_of_the_message(infobip: Infobip) -> None:
    infobip.notify(notification(PHONE_WITHOUT_LINE, options={"smsFailover": {"text": "Hi"}}))
    assert infobip.received(PHONE_WITHOUT_LINE)[0]["from"] == "ACME"


def test_no_sms_when_line_delivers(infobip: Infobip) -> None:
    infobip.notify(notification(options={"smsFailover": {"text": "Hi"}}))
    infobip.wait(3 * 86400)
    assert infobip.channels() == ["LINE"]


def test_a_message_id_is_used_once(infobip: Infobip) -> None:
    message = notification(destinations=[{"to": PHONE, "messageId": "m"}] * 2)
    first, second = infobip.notify(message).json["messages"]
    (third,) = infobip.notify(notification(destinations=[{"to": PHONE, "messageId": "m"}])).json[
        "messages"
    ]
    assert first["status"]["id"] == 7
    for each in (second, third):
        assert each["messageId"] == "m"
        assert (each["status"]["groupName"], each["status"]["id"]) == ("REJECTED", 23)
    assert len(infobip.received()) == 1
    assert [each["status"]["id"] for each in infobip.line_reports()] == [5]


def test_a_message_id_may_be_used_again_if_that_is_set(infobip: Infobip, client: Client) -> None:
    client.control("settings", rejectRepeatedMessageIds=False)
    message = notification(destinations=[{"to": PHONE, "messageId": "m"}] * 2)
    assert [each["status"]["id"] for each in infobip.notify(message).json["messages"]] == [7, 7]
    assert len(infobip.received()) == 2


@pytest.mark.parametrize(
    ("to", "status"),
    [
        ("", (51, "MISSING_TO", "REJECTED")),
        ("Nina", (52, "REJECTED_DESTINATION", "REJECTED")),
        ("1234", (52, "REJECTED_DESTINATION", "REJECTED")),
        ("6690000000123456", (52, "REJECTED_DESTINATION", "REJECTED")),
    ],
)
def test_what_is_no_phone_is_rejected_and_the_others_get_theirs(
    infobip: Infobip, to: str, status: tuple[int, str, str]
) -> None:
    rejected, _ = infobip.notify(notification(to, PHONE)).json["messages"]
    for told in (rejected, *infobip.line_reports(f"messageId={rejected['messageId']}")):
        told_status = told["status"]
        assert (told_status["id"], told_status["name"], told_status["groupName"]) == status
    assert infobip.channels() == ["LINE"]


def test_a_report_that_is_not_wished_for_is_not_made(infobip: Infobip) -> None:
    infobip.notify(notification(webhooks={"delivery": {"notify": False}}))
    assert infobip.channels() == ["LINE"]
    assert infobip.line_reports() == []


def test_reset_forgets_messages_and_reports(infobip: Infobip, client: Client) -> None:
    infobip.notify(notification(), sendAt="2020-01-01T00:00:00.000+0000")
    infobip.notify(notification())
    infobip.behave("LINE", "never")
    client.control("reset")
    assert (infobip.received(), infobip.line_reports()) == ([], [])
    assert client.seen("phones") == {"phones": []}
