from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timezone
from typing import Any

import pytest

from line_connector.errors import InputError
from line_connector.models.infobip import parse_delivery_reports

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


def test_a_report_in_json() -> None:
    (report,) = parse_delivery_reports(pushed(REPORT), JSON)

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

    assert parse_delivery_reports(body, XML) == parse_delivery_reports(pushed(REPORT), JSON)


def test_xml_may_have_a_namespace_empty_elements_and_several_reports() -> None:
    empty = "<r:result><r:bulkId/><r:status/><r:messageId>a</r:messageId></r:result>"
    body = (
        f"<r:DeliveryReports xmlns:r='urn:r'><r:results>{empty * 2}</r:results></r:DeliveryReports>"
    )

    first, second = parse_delivery_reports(body.encode(), "text/xml; charset=utf-8")

    assert (first.bulk_id, first.message_id, first.status.final) == (None, "a", False)
    assert first == second


@pytest.mark.parametrize(
    ("body", "kind"), [(pushed(), JSON), (document(""), XML), (document("text"), XML)]
)
def test_no_reports_are_none(body: bytes, kind: str) -> None:
    assert parse_delivery_reports(body, kind) == []


def test_an_intermediate_report_is_not_final() -> None:
    status = {"groupId": 1, "groupName": "PENDING", "id": 3, "name": "PENDING_WAITING_DELIVERY"}
    (report,) = parse_delivery_reports(pushed({**REPORT, "status": status}), JSON)

    assert not report.status.final


def test_a_report_of_omni_names_the_channel() -> None:
    more = {"contact": {"name": "A"}, "new": 1}
    omni = {"bulkId": "", "mccMnc": "null", "channel": "LINE", "status": None, **more}
    (report,) = parse_delivery_reports(pushed(omni), JSON)

    assert (report.bulk_id, report.mcc_mnc, report.channel) == ("", None, "LINE")
    assert not report.status.final
    assert report.model_extra == more


def test_a_report_can_be_written_again() -> None:
    (report,) = parse_delivery_reports(pushed(REPORT), JSON)
    written = report.to_wire()

    assert written["doneAt"] == "2026-01-31T09:00:01.500+0000"
    assert written["status"]["final"] is True
    assert parse_delivery_reports(pushed(written), JSON)[0].to_wire() == written


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
        (b"{", JSON, "delivery reports: not JSON: Expecting property name"),
        (b"\xff\xfe\xfd", JSON, "delivery reports: not JSON: "),
        (b"[" * 100_000, JSON, "delivery reports: not JSON: "),
        (b"[]", JSON, "results: must be a list of delivery reports"),
        (b'{"results": {}}', JSON, "results: must be a list of delivery reports"),
        (b'{"results": [7]}', JSON, "results[0]: must be an object"),
        (pushed({"doneAt": "soon"}), JSON, "results[0].doneAt: must be a date and time such as"),
        (b"<a>", XML, "delivery reports: not acceptable XML: no element found"),
        (b"", XML, "delivery reports: not acceptable XML: no element found"),
        (b"<DeliveryReports/>", XML, "results: is missing in the XML document"),
        (b"<?xml version='1.0' encoding='x'?><a/>", XML, "delivery reports: not acceptable XML: "),
        (DEEP, XML, "delivery reports: not acceptable XML: nested too deeply"),
        (ENTITY, XML, "delivery reports: not acceptable XML: DTDForbidden"),
        (BOMB, XML, "delivery reports: not acceptable XML: DTDForbidden"),
        (FILE, XML, "delivery reports: not acceptable XML: DTDForbidden"),
        (OUTSIDE, XML, "delivery reports: not acceptable XML: DTDForbidden"),
        (b"", "text/csv", "content type: must be application/json or application/xml, not"),
    ],
)
def test_anything_else_is_refused_in_one_line(body: bytes, kind: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_delivery_reports(body, kind)

    assert str(caught.value).startswith(problem)
    assert "\n" not in str(caught.value)


def test_without_the_package_for_xml_the_command_that_installs_it_is_told() -> None:
    code = (
        "import sys; sys.modules['defusedxml'] = None\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from line_connector.models.infobip import parse_delivery_reports as parse\n"
        "parse(b'<a/>', 'application/xml')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "pip install 'line-connector[infobip]'" in done.stderr
