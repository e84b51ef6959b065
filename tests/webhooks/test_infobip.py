from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timezone
from typing import Any

import pytest

from line_connector.errors import InputError, WebhookBodyError
from line_connector.models.infobip import (
    DeliveryReport,
    InboundMessage,
    UnknownInboundMessage,
    UnknownReport,
)
from line_connector.webhooks import parse_infobip_messages, parse_infobip_reports

JSON = "application/json; charset=UTF-8"
XML = "application/xml"
REPORT = {
    "bulkId": "bulk-17",
    "messageId": "order-17",
    "to": "66900000001",
    "sender": "ACME-OA",
    "sentAt": "2026-01-31T09:00:00.000+0000",
    "doneAt": "2026-01-31T16:00:01.500+0700",
    "messageCount": 1,
    "mccMnc": "52001",
    "price": {"pricePerMessage": 0.01, "currency": "EUR"},
    "status": {
        "groupId": 3,
        "groupName": "DELIVERED",
        "id": 5,
        "name": "DELIVERED_TO_HANDSET",
        "description": "Message delivered to handset",
    },
    "error": {
        "groupId": 0,
        "groupName": "OK",
        "id": 0,
        "name": "NO_ERROR",
        "description": "No Error",
        "permanent": False,
    },
    "callbackData": "order 17",
    "platform": {"entityId": "shop", "applicationId": "orders"},
    "campaignReferenceId": "spring",
}


def pushed(*reports: Any) -> bytes:
    return json.dumps({"results": list(reports)}).encode()


def as_xml(value: Any, name: str = "result") -> str:
    if isinstance(value, dict):
        value = "".join(as_xml(inner, key) for key, inner in value.items())
    text = str(value).lower() if isinstance(value, bool) else value
    return f"<{name}>{text}</{name}>"


def document(results: str, root: str = "DeliveryReports") -> bytes:
    return f"<?xml version='1.0'?><{root}><results>{results}</results></{root}>".encode()


def one(body: bytes, kind: str = JSON) -> DeliveryReport:
    (report,) = parse_infobip_reports(body, kind)
    assert isinstance(report, DeliveryReport)
    return report


def test_a_report_in_json() -> None:
    report = one(pushed(REPORT))

    assert report.message_id == "order-17"
    assert report.sent_at == datetime(2026, 1, 31, 9, tzinfo=timezone.utc)
    assert report.done_at == datetime(2026, 1, 31, 9, 0, 1, 500_000, timezone.utc)
    assert report.price is not None
    assert report.price.price_per_message == 0.01
    assert report.status.delivered
    assert report.error is not None
    assert report.error.permanent is False
    assert report.platform is not None
    assert report.platform.entity_id == "shop"


@pytest.mark.parametrize("root", ["DeliveryReports", "omniReportsResponse"])
def test_a_report_in_xml_is_the_same(root: str) -> None:
    body = document(as_xml(REPORT), root)

    assert one(body, XML).to_wire() == one(pushed(REPORT)).to_wire()


def test_xml_may_have_a_namespace_empty_elements_and_several_reports() -> None:
    empty = "<r:result><r:bulkId/><r:status/><r:messageId>a</r:messageId></r:result>"
    body = (
        f"<r:DeliveryReports xmlns:r='urn:r'><r:results>{empty * 2}</r:results></r:DeliveryReports>"
    )

    first, second = parse_infobip_reports(body.encode(), "text/xml; charset=utf-8")

    assert isinstance(first, DeliveryReport)
    assert (first.bulk_id, first.message_id, first.status.final) == (None, "a", False)
    assert first == second


@pytest.mark.parametrize(
    ("body", "kind"), [(pushed(), JSON), (document(""), XML), (document("text"), XML)]
)
def test_no_reports_are_none(body: bytes, kind: str) -> None:
    assert parse_infobip_reports(body, kind) == []


def test_an_intermediate_report_is_not_final() -> None:
    status = {"groupId": 1, "groupName": "PENDING", "id": 3, "name": "PENDING_WAITING_DELIVERY"}
    report = one(pushed({**REPORT, "status": status}))

    assert not report.status.final


def test_a_report_of_omni_names_the_channel() -> None:
    more = {"contact": {"name": "A"}, "new": 1}
    omni = {"bulkId": "", "mccMnc": "null", "channel": "LINE", "status": None, **more}
    report = one(pushed(omni))

    assert (report.bulk_id, report.mcc_mnc, report.channel) == ("", None, "LINE")
    assert not report.status.final
    assert report.model_extra == more


def test_a_report_can_be_written_again() -> None:
    report = one(pushed(REPORT))
    written = report.to_wire()

    assert written["doneAt"] == "2026-01-31T09:00:01.500+0000"
    assert written["status"]["final"] is True
    assert one(pushed(written)).to_wire() == written


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"messageId": "b", "doneAt": "soon"}, "doneAt: must be a date and time such as"),
        ({"messageId": "b", "status": 7}, "status: must be an object"),
        ({"messageId": ["b"]}, "messageId: must be a string"),
        (7, "must be an object"),
        (None, "must be an object"),
    ],
)
def test_an_odd_report_leaves_its_neighbours_typed(odd: Any, reason: str) -> None:
    first, second, third = parse_infobip_reports(pushed(REPORT, odd, REPORT), JSON)

    assert isinstance(first, DeliveryReport)
    assert isinstance(third, DeliveryReport)
    assert isinstance(second, UnknownReport)
    assert second.reason.startswith(reason)
    assert second.message_id == ("b" if reason[0] in "ds" else None)
    assert [first.raw, second.raw, third.raw] == [REPORT, odd, REPORT]


def test_inbound_messages() -> None:
    message = {
        "messageId": "a",
        "from": "66900000001",
        "to": "shop",
        "integrationType": "LINE",
        "receivedAt": "2026-01-31T09:00:00.000+0000",
        "message": {"type": "TEXT", "text": "Hi", "new": 1},
        "contact": {"name": "Ann"},
        "price": {"pricePerMessage": 0, "currency": "EUR"},
    }
    body = json.dumps({"results": [message, {"from": "b", "text": 7}, {"from": "c", "price": 7}]})
    first, second, third = parse_infobip_messages(body.encode(), JSON)

    assert isinstance(first, InboundMessage)
    assert (first.from_, first.integration_type) == ("66900000001", "LINE")
    assert first.received_at == datetime(2026, 1, 31, 9, tzinfo=timezone.utc)
    assert first.message is not None
    assert (first.message.type, first.message.text) == ("TEXT", "Hi")
    assert first.raw == message
    assert isinstance(second, InboundMessage)
    assert second.text == "7"
    assert isinstance(third, UnknownInboundMessage)
    assert (third.from_, third.reason) == ("c", "price: must be an object")


ENTITY = b'<!DOCTYPE a [<!ENTITY e "x">]><DeliveryReports><results>&e;</results></DeliveryReports>'
BOMB = (
    b'<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>'
    b"<DeliveryReports><results>&d;</results></DeliveryReports>"
)
FILE = (
    b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    b"<DeliveryReports><results>&f;</results></DeliveryReports>"
)
DEEP = document("<result>" + "<a>" * 5000 + "</a>" * 5000 + "</result>")
OUTSIDE = b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><DeliveryReports/>'


@pytest.mark.parametrize(
    ("body", "kind", "problem"),
    [
        (b"{", JSON, "webhook: not JSON: Expecting property name"),
        (b"\xff\xfe\xfd", JSON, "webhook: not UTF-8 at byte 0"),
        (b"[" * 100_000, JSON, "webhook: is nested too deep"),
        (b"[]", JSON, "results: must be a list"),
        (b'{"results": {}}', JSON, "results: must be a list"),
        (b"<a>", XML, "webhook: not acceptable XML: no element found"),
        (b"", XML, "webhook: not acceptable XML: no element found"),
        (b"<DeliveryReports/>", XML, "results: is missing in the XML document"),
        (b"<?xml version='1.0' encoding='x'?><a/>", XML, "webhook: not acceptable XML: "),
        (DEEP, XML, "webhook: not acceptable XML: nested too deep"),
        (ENTITY, XML, "webhook: not acceptable XML: DTDForbidden"),
        (BOMB, XML, "webhook: not acceptable XML: DTDForbidden"),
        (FILE, XML, "webhook: not acceptable XML: DTDForbidden"),
        (OUTSIDE, XML, "webhook: not acceptable XML: DTDForbidden"),
        (b"", "text/csv", "content type: must be application/json or application/xml, not"),
    ],
)
def test_anything_else_is_refused_in_one_line(body: bytes, kind: str, problem: str) -> None:
    with pytest.raises(WebhookBodyError) as caught:
        parse_infobip_reports(body, kind)

    assert str(caught.value).startswith(problem)
    assert "\n" not in str(caught.value)


def test_without_the_package_for_xml_the_command_that_installs_it_is_told() -> None:
    code = (
        "import sys; sys.modules['defusedxml'] = None\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from line_connector.webhooks import parse_infobip_reports as parse\n"
        "parse(b'<a/>', 'application/xml')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "pip install '.[infobip]' in a checkout" in done.stderr


@pytest.mark.parametrize("kind", [JSON, XML])
def test_text_is_refused(kind: str) -> None:
    text: Any = "{}"
    with pytest.raises(InputError, match="raw bytes"):
        parse_infobip_reports(text, kind)
