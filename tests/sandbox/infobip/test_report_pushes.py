"""Reports pushed to a user's server, again and again until it takes them."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from line_connector.sandbox.infobip.delivery import keeping, pusher
from sandbox.infobip.conftest import LINE, PHONE, PHONE_WITHOUT_LINE, SMS, notification
from support.listening import until
from support.ports import unserved

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client
    from sandbox.infobip.conftest import Infobip, Receiver


def webhooks(url: str, content_type: str | None = None, **delivery: Any) -> dict[str, Any]:
    kind = {"contentType": content_type} if content_type else {}
    return {"delivery": {"url": url, **delivery}, "callbackData": "back", **kind}


def pushes(client: Client, query: str = "") -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = client.seen(f"report-pushes?{query}")["reportPushes"]
    return told


def moment(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address where nobody answers."""
    with unserved() as place:
        yield f"http://{place}/reports"


def test_a_report_is_pushed_as_it_would_be_pulled(
    infobip: Infobip, client: Client, receiver: Receiver
) -> None:
    sent = infobip.notify(notification(webhooks=webhooks(receiver.url))).json["messages"][0]
    (push,) = pushes(client)
    ((content_type, body),) = receiver.reports
    assert content_type == "application/json"
    assert json.loads(body) == {"results": infobip.line_reports()}
    assert push == {
        "messageId": sent["messageId"],
        "url": receiver.url,
        "contentType": "application/json",
        "body": body,
        "state": "accepted",
        "nextAt": None,
        "attempts": [{"at": push["attempts"][0]["at"], "status": 200}],
    }


def test_it_comes_by_itself_soon_after_it_is_due(infobip: Infobip, receiver: Receiver) -> None:
    infobip.behave("LINE", "deliver", after=0.1)
    infobip.notify(notification(webhooks=webhooks(receiver.url)))
    until(lambda: receiver.reports)
    assert receiver.statuses == ["DELIVERED_TO_HANDSET"]


def test_it_has_come_when_the_clock_has_moved(infobip: Infobip, receiver: Receiver) -> None:
    infobip.behave("LINE", "never")
    infobip.notify(
        notification(options={"validityPeriod": {"amount": 1}}, webhooks=webhooks(receiver.url))
    )
    infobip.wait(50)
    assert receiver.reports == []
    infobip.wait(11)
    assert receiver.statuses == ["EXPIRED_EXPIRED"]


def test_it_comes_in_xml_if_it_is_wished_for(
    infobip: Infobip, client: Client, receiver: Receiver
) -> None:
    infobip.notify(notification(webhooks=webhooks(receiver.url, "application/xml")))
    assert pushes(client)[0]["state"] == "accepted"
    ((content_type, body),) = receiver.reports
    assert content_type == "application/xml"
    root = ET.fromstring(body)
    assert root.tag == "DeliveryReports"
    (result,) = root.findall("results/result")
    assert result.findtext("to") == PHONE
    assert result.findtext("callbackData") == "back"
    assert result.findtext("status/groupName") == "DELIVERED"
    assert result.findtext("error/permanent") == "false"
    assert result.findtext("price/currency") == "EUR"


def test_omni_reports_are_pushed_too(infobip: Infobip, client: Client, receiver: Receiver) -> None:
    infobip.omni(PHONE_WITHOUT_LINE, notifyUrl=receiver.url, callbackData="back")
    pushes(client)
    (result,) = json.loads(receiver.reports[0][1])["results"]
    assert (result["channel"], result["callbackData"]) == ("SMS", "back")
    infobip.omni(notifyUrl=receiver.url, notifyContentType="application/xml")
    pushes(client)
    root = ET.fromstring(receiver.reports[1][1])
    assert (root.tag, root.findtext("results/result/channel")) == ("omniReportsResponse", "LINE")


@pytest.mark.parametrize("is_omni", [True, False])
def test_intermediate_reports_come_with_each_step(
    infobip: Infobip, client: Client, receiver: Receiver, is_omni: bool
) -> None:
    to = PHONE_WITHOUT_LINE
    if is_omni:
        infobip.omni(to, line=LINE, sms=SMS, notifyUrl=receiver.url, intermediateReport=True)
    else:
        infobip.notify(
            notification(
                to,
                options={"smsFailover": {"text": "Hi"}},
                webhooks=webhooks(receiver.url, intermediateReport=True),
            )
        )
    assert len(pushes(client)) == 3
    waiting = "PENDING_WAITING_DELIVERY"
    assert receiver.statuses == [waiting, waiting, "DELIVERED_TO_HANDSET"]


def test_nothing_is_pushed_if_that_is_not_wished_for(
    infobip: Infobip, client: Client, receiver: Receiver
) -> None:
    infobip.notify(notification(webhooks=webhooks(receiver.url, notify=False)))
    infobip.omni(notify=False, notifyUrl=receiver.url)
    infobip.notify(notification(webhooks={"delivery": {"url": ""}}))
    infobip.omni()
    assert pushes(client) == []
    assert receiver.reports == []


def test_what_is_rejected_at_once_is_reported_too(
    infobip: Infobip, client: Client, receiver: Receiver
) -> None:
    infobip.notify(notification("Nina", webhooks=webhooks(receiver.url)))
    pushes(client)
    assert receiver.statuses == ["REJECTED_DESTINATION"]


@pytest.mark.parametrize("status", [300, 404, 500, 503])
def test_what_was_not_taken_is_pushed_again(
    infobip: Infobip, client: Client, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    infobip.notify(notification(webhooks=webhooks(receiver.url)))
    (push,) = pushes(client)
    assert (push["state"], [each["status"] for each in push["attempts"]]) == ("pending", [status])
    receiver.status = 204
    infobip.wait(55)
    assert len(receiver.reports) == 1
    infobip.wait(6)
    assert len(receiver.reports) == 2
    (push,) = pushes(client)
    assert push["state"] == "accepted"
    assert [each["status"] for each in push["attempts"]] == [status, 204]
    infobip.wait(86400)
    assert len(receiver.reports) == 2


def test_the_pauses_grow_until_the_report_is_lost(
    infobip: Infobip, client: Client, nobody: str
) -> None:
    infobip.notify(notification(webhooks=webhooks(nobody)))
    infobip.wait(41.4 * 3600)
    assert pushes(client)[0]["state"] == "pending"
    infobip.wait(0.2 * 3600)
    (push,) = pushes(client)
    assert (push["state"], push["nextAt"]) == ("lost", None)
    attempts = push["attempts"]
    assert {each["status"] for each in attempts} == {None}
    assert "ConnectionRefusedError" in attempts[0]["problem"]
    begin = moment(attempts[0]["at"])
    minutes = [round((moment(each["at"]) - begin) / 60) for each in attempts]
    assert minutes[:8] == [0, 1, 3, 8, 18, 35, 61, 98]
    assert (len(minutes), minutes[-1]) == (21, 2490)


def test_a_later_attempt_is_announced(infobip: Infobip, client: Client, nobody: str) -> None:
    infobip.notify(notification(webhooks=webhooks(nobody)))
    (push,) = pushes(client)
    assert moment(push["nextAt"]) - moment(push["attempts"][0]["at"]) == pytest.approx(60, abs=0.01)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/reports",
        "http://192.0.2.1/",
        "http://localhost.example.com/",
        "ftp://127.0.0.1/",
        "http://[::1",
        "http://127.0.0.1:port/",
        "reports",
    ],
)
def test_nothing_leaves_this_machine(infobip: Infobip, client: Client, url: str) -> None:
    assert infobip.notify(notification(webhooks=webhooks(url))).status == 200
    (push,) = pushes(client)
    assert (push["url"], push["state"], push["attempts"]) == (url, "notCalled", [])
    assert len(infobip.line_reports()) == 1


def test_other_machines_are_called_only_if_that_is_set(infobip: Infobip, client: Client) -> None:
    client.control("settings", pushAnywhere=True)
    infobip.notify(notification(webhooks=webhooks("http://sandbox.invalid/")))
    until(lambda: pushes(client)[0]["attempts"])
    assert pushes(client)[0]["attempts"][0]["problem"]


def test_a_slow_receiver_does_not_hold_up_the_sandbox(infobip: Infobip, client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        infobip.notify(notification(webhooks=webhooks(url)))
        began = time.monotonic()
        for _ in range(5):
            assert len(infobip.received()) == 1
        assert time.monotonic() - began < pusher.TIMEOUT
        client.control("reset")


def test_pushes_can_be_asked_for_by_message(
    infobip: Infobip, client: Client, receiver: Receiver
) -> None:
    for name in ("a", "b"):
        destination = {"to": PHONE, "messageId": name}
        infobip.notify(notification(destinations=[destination], webhooks=webhooks(receiver.url)))
    assert [push["messageId"] for push in pushes(client, "messageId=b")] == ["b"]
    assert [push["messageId"] for push in pushes(client)] == ["a", "b"]


def test_pushed_reports_can_be_kept_out_of_the_pull(
    infobip: Infobip, client: Client, receiver: Receiver
) -> None:
    client.control("settings", pushedReportsStay=False)
    infobip.omni(notifyUrl=receiver.url)
    assert pushes(client)[0]["state"] == "accepted"
    receiver.status = 500
    infobip.omni(notifyUrl=receiver.url)
    failed = pushes(client)[1]["messageId"]
    assert [each["messageId"] for each in infobip.omni_reports()] == [failed]


def test_reset_forgets_pushes(infobip: Infobip, client: Client, nobody: str) -> None:
    infobip.notify(notification(webhooks=webhooks(nobody)))
    client.control("reset")
    assert pushes(client) == []


def test_stopping_does_not_wait_for_what_is_due_later(sandbox: Sandbox, infobip: Infobip) -> None:
    infobip.behave("LINE", "deliver", after=3600)
    infobip.notify(notification())
    began = time.monotonic()
    sandbox.stop()
    assert time.monotonic() - began < 2
    sandbox.start()


def test_the_oldest_messages_are_forgotten_with_their_reports(
    infobip: Infobip,
    client: Client,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "MOST_MESSAGES", 2)
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    infobip.behave("LINE", "never")
    unfinished = infobip.omni().json["messages"][0]["messageId"]
    sent: list[str] = []
    for _ in range(5):
        answer = infobip.omni(PHONE_WITHOUT_LINE, notifyUrl=receiver.url)
        sent.append(answer.json["messages"][0]["messageId"])
        pushes(client)
    assert [push["messageId"] for push in pushes(client)] == sent[-2:]
    assert {log["messageId"] for log in infobip.logs()} == {unfinished, *sent[-2:]}
