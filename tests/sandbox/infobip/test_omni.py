"""OMNI messages: answers, addresses, reports and logs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from sandbox.infobip.conftest import LINE, PHONE, PHONE_WITHOUT_LINE, SMS

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from sandbox.infobip.conftest import Infobip

ADVANCED = "/omni/1/advanced"
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [each["messageId"] for each in entries]


def destination(message_id: str, phone: str = PHONE) -> dict[str, Any]:
    return {"messageId": message_id, "to": {"phoneNumber": phone}}


def test_one_message_has_no_bulk(infobip: Infobip) -> None:
    reply = infobip.omni(f"+{PHONE}")
    assert reply.status == 200
    (message,) = reply.json["messages"]
    assert reply.json.keys() == {"messages"}
    assert message["to"] == {"phoneNumber": f"+{PHONE}"}
    assert message["status"]["name"] == "PENDING_ENROUTE"
    assert re.fullmatch(UUID, message["messageId"])
    assert infobip.omni_reports()[0]["bulkId"] == ""


def test_several_messages_have_a_bulk(infobip: Infobip) -> None:
    reply = infobip.omni(PHONE, "66900000002")
    assert re.fullmatch(r"[1-9]\d{18}", reply.json["bulkId"])
    assert {each["bulkId"] for each in infobip.omni_reports()} == {reply.json["bulkId"]}
    assert infobip.omni(PHONE, "66900000002", bulkId="b").json["bulkId"] == "b"


def test_the_default_scenario_is_taken_without_a_key(infobip: Infobip) -> None:
    infobip.omni()
    (entry,) = infobip.received()
    assert (entry["via"], entry["from"], entry["message"]) == ("LINE", "InfoLine", LINE)


def test_a_scenario_is_followed_by_its_key(infobip: Infobip) -> None:
    key = infobip.scenario("SMS", "LINE")
    infobip.omni(scenarioKey=key)
    (entry,) = infobip.received()
    assert (entry["via"], entry["from"], entry["message"]) == ("SMS", "FromSMS", SMS)


def test_an_unknown_scenario_is_refused(infobip: Infobip) -> None:
    reply = infobip.omni(scenarioKey="0" * 32)
    assert reply.status == 400
    assert reply.json["requestError"]["serviceException"]["validationErrors"] == {
        "scenarioKey": ["invalid value"]
    }
    assert infobip.received() == []


def test_a_step_without_content_is_skipped(infobip: Infobip) -> None:
    infobip.omni(sms=SMS)
    assert infobip.channels() == ["SMS"]


def test_content_for_no_channel_of_the_scenario_is_not_sent(infobip: Infobip) -> None:
    key = infobip.scenario("LINE")
    (message,) = infobip.omni(scenarioKey=key, sms=SMS).json["messages"]
    assert (message["status"]["groupName"], message["status"]["id"]) == ("UNDELIVERABLE", 31)
    (report,) = infobip.omni_reports()
    assert (report["status"]["id"], report["channel"]) == (31, "LINE")
    assert infobip.received() == []


@pytest.mark.parametrize(
    ("to", "recipient"),
    [
        ({"emailAddress": "nina@example.com"}, "nina@example.com"),
        ({"emailAddress": "nina@example.com", "phoneNumber": PHONE}, PHONE),
    ],
)
def test_each_channel_takes_its_own_address(
    infobip: Infobip, to: dict[str, str], recipient: str
) -> None:
    key = infobip.scenario("LINE", "EMAIL")
    infobip.behave("LINE", "reject")
    email = {"text": "By mail", "subject": "Hi"}
    body = {"scenarioKey": key, "destinations": [{"to": to}], "line": LINE, "email": email}
    assert infobip.post(ADVANCED, body).json["messages"][0]["to"] == to
    (entry,) = infobip.received(recipient)
    assert (entry["via"], entry["message"]) == ("EMAIL", email)


def test_a_line_user_key_will_do_for_line(infobip: Infobip) -> None:
    infobip.post(ADVANCED, {"destinations": [{"to": {"lineUserKey": "key-9"}}], "line": LINE})
    assert infobip.channels("key-9") == ["LINE"]


@pytest.mark.parametrize("to", [{"emailAddress": "a@b.c"}, {"pigeon": ["coo"]}])
def test_without_an_address_for_any_channel_it_is_rejected(
    infobip: Infobip, to: dict[str, Any]
) -> None:
    infobip.post(ADVANCED, {"destinations": [{"to": to}], "line": LINE, "sms": SMS})
    (report,) = infobip.omni_reports()
    assert (report["status"]["id"], report["error"]["id"]) == (51, 351)


@pytest.mark.parametrize(("phone", "status"), [("Nina", 52), ("", 51)])
def test_what_is_no_phone_is_rejected(infobip: Infobip, phone: str, status: int) -> None:
    rejected, _ = infobip.omni(phone, PHONE).json["messages"]
    assert rejected["status"]["id"] == status
    assert infobip.channels() == ["LINE"]


def test_a_message_id_is_used_once_by_whichever_operation(infobip: Infobip) -> None:
    body = {"destinations": [destination("m")], "line": LINE}
    statuses = [infobip.post(ADVANCED, body).json["messages"][0]["status"]["id"] for _ in "ab"]
    assert statuses == [7, 23]
    assert infobip.channels() == ["LINE"]


def test_a_report_names_the_channel_and_comes_once(infobip: Infobip) -> None:
    (sent,) = infobip.omni(callbackData="back").json["messages"]
    (report,) = infobip.omni_reports()
    assert report == {
        "bulkId": "",
        "messageId": sent["messageId"],
        "to": PHONE,
        "sentAt": report["sentAt"],
        "doneAt": report["doneAt"],
        "messageCount": 1,
        "mccMnc": "null",
        "price": {"pricePerMessage": 0.0, "currency": "EUR"},
        "status": report["status"],
        "error": report["error"],
        "channel": "LINE",
        "callbackData": "back",
    }
    assert (report["status"]["id"], report["error"]["id"]) == (5, 0)
    assert infobip.omni_reports() == []


def test_reports_of_the_two_apis_are_apart(infobip: Infobip) -> None:
    infobip.omni()
    assert infobip.line_reports() == []
    assert len(infobip.omni_reports()) == 1


def test_reports_are_chosen_by_channel_and_id(infobip: Infobip) -> None:
    infobip.post(ADVANCED, {"destinations": [destination("1")], "bulkId": "b", "line": LINE})
    infobip.post(ADVANCED, {"destinations": [destination("2")], "sms": SMS})
    infobip.post(ADVANCED, {"destinations": [destination("3")], "sms": SMS})
    assert ids(infobip.omni_reports("channel=LINE&messageId=2")) == []
    assert ids(infobip.omni_reports("channel=SMS&limit=1")) == ["3"]
    assert ids(infobip.omni_reports("messageId=2")) == ["2"]
    assert ids(infobip.omni_reports("bulkId=b")) == ["1"]
    assert infobip.omni_reports() == []


@pytest.mark.parametrize("path", ["/omni/1/reports", "/omni/1/logs"])
@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("limit=1001", {"limit": ["must be less than or equal to 1000"]}),
        ("limit=x", {"limit": ["invalid value"]}),
        ("channel=FAX", {"channel": ["invalid value"]}),
    ],
)
def test_wrong_queries_are_refused(
    infobip: Infobip, path: str, query: str, problems: dict[str, list[str]]
) -> None:
    reply = infobip.get(f"{path}?{query}")
    assert reply.status == 400
    assert reply.json["requestError"]["serviceException"]["validationErrors"] == problems


def test_a_log_can_be_read_again(infobip: Infobip) -> None:
    (sent,) = infobip.omni().json["messages"]
    (entry,) = infobip.logs()
    assert entry == {
        "bulkId": "",
        "messageId": sent["messageId"],
        "to": PHONE,
        "from": "InfoLine",
        "text": "By LINE",
        "sentAt": entry["sentAt"],
        "doneAt": entry["doneAt"],
        "messageCount": 1,
        "mccMnc": "null",
        "price": {"pricePerMessage": 0.0, "currency": "EUR"},
        "status": entry["status"],
        "channel": "LINE",
    }
    assert entry["status"]["id"] == 5
    infobip.omni_reports()
    assert infobip.logs() == [entry]


def test_logs_go_back_two_days(infobip: Infobip) -> None:
    infobip.omni()
    infobip.wait(48 * 3600 - 60)
    assert len(infobip.logs()) == 1
    infobip.wait(120)
    assert infobip.logs() == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["3", "2", "1"]),
        ("limit=2", ["3", "2"]),
        ("limit=0", []),
        ("messageId=1,3", ["3", "1"]),
        ("bulkId=b", ["2", "1"]),
        ("bulkId=b,c&messageId=2", ["2"]),
        ("channel=SMS", ["3", "2"]),
        ("generalStatus=PENDING", ["3"]),
        ("generalStatus=DELIVERED", ["2", "1"]),
        (f"to={PHONE}", ["1"]),
        (f"to=%2B{PHONE_WITHOUT_LINE}", ["2"]),
        ("from=InfoLine", ["1"]),
        ("mcc=520", ["3", "2"]),
        ("mcc=520&mnc=02", []),
        ("colour=red", ["3", "2", "1"]),
    ],
)
def test_logs_are_chosen_by_many_things(infobip: Infobip, query: str, found: list[str]) -> None:
    infobip.behave("SMS", "never", phone="66900000003")
    both = [destination("1"), destination("2", PHONE_WITHOUT_LINE)]
    infobip.post(ADVANCED, {"destinations": both, "bulkId": "b", "line": LINE, "sms": SMS})
    infobip.post(ADVANCED, {"destinations": [destination("3", "66900000003")], "sms": SMS})
    assert ids(infobip.logs(query)) == found


@pytest.mark.parametrize("encoded", [True, False])
def test_logs_are_chosen_by_time(infobip: Infobip, client: Client, encoded: bool) -> None:
    infobip.post(ADVANCED, {"destinations": [destination("1")], "sms": SMS})
    infobip.wait(3600)
    between = client.seen("clock")["now"].replace("Z", "+00:00")
    infobip.wait(3600)
    infobip.post(ADVANCED, {"destinations": [destination("2")], "sms": SMS})
    moment = quote(between) if encoded else between
    assert ids(infobip.logs(f"sentSince={moment}")) == ["2"]
    assert ids(infobip.logs(f"sentUntil={moment}")) == ["1"]
    assert infobip.get("/omni/1/logs?sentSince=today").status == 400


def test_a_hundred_and_twenty_logs_a_minute(infobip: Infobip) -> None:
    # Two come back each second: so many more that a slow machine meets the limit too.
    statuses = [infobip.get("/omni/1/logs").status for _ in range(200)]
    assert statuses[:120] == [200] * 120
    assert 429 in statuses
    infobip.wait(60)
    assert infobip.get("/omni/1/logs").status == 200


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/omni/1/reports", "omniReportsResponse"),
        ("/omni/1/logs", "omniLogsResponse"),
        ("/omni/1/scenarios", "scenariosResponse"),
        ("/omni/1/logs?limit=x", "ApiException"),
        ("/line/1/nothing", None),
        ("/line/1/reports", None),
    ],
)
def test_omni_answers_in_xml_if_it_is_asked_to(
    infobip: Infobip, path: str, root: str | None
) -> None:
    infobip.omni(callbackData="\x01<&")
    reply = infobip.get(path, accept="application/xml")
    if root is None:
        assert reply.headers["content-type"] == "application/json"
    else:
        assert reply.headers["content-type"] == "application/xml"
        assert f"<{root}>" in reply.text
        assert reply.text.endswith(f"</{root}>")


def test_errors_of_the_newer_family_come_in_xml_too(infobip: Infobip) -> None:
    reply = infobip.get("/line/1/reports", auth="", accept="application/xml")
    assert reply.status == 401
    assert "<ApiError><errorCode>E401</errorCode>" in reply.text
    assert "<resources><resource><name>API Authentication</name>" in reply.text
