"""Webhooks over HTTP: who is answered with what, and what is written down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import requests

from line_connector.errors import CredentialsError
from line_connector.events import EventStore
from line_connector.events.history import Search
from line_connector.services.webhooks import channels
from services.webhooks.conftest import BODY_LIMIT, Receive
from support.listening import BOT, GROUP, SECRET, USER, body_of, event, post, signature
from support.sandboxed import Line

OLD, NEW, OTHER = "old-secret", "new-secret", "other-secret"


def ids(store: EventStore) -> list[str]:
    return [each.event.event_id for each in store.find(Search())][::-1]


def test_an_event_is_stored_as_it_arrived(receive: Receive, store: EventStore) -> None:
    body = body_of(
        event("one", "สวัสดี 👋", source={"type": "group", "groupId": GROUP, "userId": USER})
    )
    with receive() as url:
        assert post(url, body) == 200
    (found,) = store.find(Search())
    assert found.event.body == body.decode()
    assert (found.event.type, found.event.chat_id, found.event.user_id) == (
        "message.text",
        GROUP,
        USER,
    )
    assert found.event.channel == BOT
    assert found.event.timestamp == 1_692_251_666_727


def test_each_event_of_a_webhook_is_stored_alone(receive: Receive, store: EventStore) -> None:
    with receive() as url:
        assert post(url, body_of(event("one"), event("two", mode="standby"))) == 200
    first, second = store.find(Search())[::-1]
    assert json.loads(first.event.body or "") == {"destination": BOT, "events": [event("one")]}
    assert (first.event.standby, second.event.standby) == (False, True)


def test_what_is_sent_again_is_answered_and_not_stored_again(
    receive: Receive, store: EventStore
) -> None:
    again = event("one", deliveryContext={"isRedelivery": True})
    with receive() as url:
        assert [post(url, body_of(each)) for each in (event("one"), event("one"), again)] == [
            200
        ] * 3
        metrics = requests.get(f"{url}/metrics", timeout=10).text
    assert ids(store) == ["one"]
    assert 'outcome="duplicate",provider="line"} 2.0' in metrics


def test_what_stands_beside_many_events_is_not_stored_with_each(
    receive: Receive, store: EventStore
) -> None:
    document = json.loads(body_of(*(event(f"e{number}") for number in range(10))))
    body = json.dumps({**document, "more": "x" * 5_000}).encode()
    with receive() as url:
        assert post(url, body) == 200
    stored = [each.event.body or "" for each in store.find(Search())]
    assert len(stored) == 10
    assert sum(map(len, stored)) < len(body)


def test_halves_of_characters_are_stored_as_they_are_read(
    receive: Receive, store: EventStore
) -> None:
    whole, half = event("whole", "\U0001f600"), event("half", "x\ud800")
    with receive() as url:
        assert [post(url, body_of(each)) for each in (whole, half)] == [200, 200]
    found = {each.event.event_id: each.event for each in store.find(Search())}
    assert (found["whole"].text, found["half"].text) == ("\U0001f600", "x\ufffd")
    assert found["whole"].body == body_of(whole).decode()


def test_without_events_it_is_answered(receive: Receive, store: EventStore) -> None:
    with receive() as url:
        assert post(url, body_of()) == 200
    assert ids(store) == []


def test_the_sandbox_finds_the_receiver_in_order(receive: Receive, line: Line) -> None:
    with receive(LINE_CHANNEL_SECRET="sandbox-secret") as url:
        line.control("webhook", {"endpoint": f"{url}/webhook/line"})
        answer = requests.post(
            f"{line.url}/v2/bot/channel/webhook/test",
            headers={"Authorization": "Bearer sandbox-token"},
            timeout=10,
        ).json()
    assert (answer["success"], answer["reason"]) == (True, "OK")


@pytest.mark.parametrize("given", [None, "", "x", signature(b"another"), "é" * 44])
def test_a_wrong_signature_is_refused_before_anything_is_read(
    receive: Receive, store: EventStore, given: str | None
) -> None:
    headers = {"Content-Type": "application/json"}
    if given is not None:
        headers["X-Line-Signature"] = given.encode().decode("latin-1")
    with receive() as url:
        answers = [
            requests.post(f"{url}/webhook/line", body, headers=headers, timeout=10)
            for body in (body_of(event()), b"not JSON")
        ]
    assert [each.status_code for each in answers] == [401, 401]
    assert {each.json()["detail"] for each in answers} == {"the signature is not valid"}
    assert ids(store) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"events":5}',
        b"\xff",
        b'{"events":[],"events":[]}',
        b"[" * 5000,
    ],
)
def test_what_is_signed_and_no_webhook_is_refused(
    receive: Receive, store: EventStore, body: bytes
) -> None:
    with receive() as url:
        assert post(url, body) == 400
    assert ids(store) == []


ODD: list[Any] = [
    5,
    None,
    [],
    {},
    {"type": 5, "webhookEventId": 6, "source": 7, "timestamp": "8", "message": 9},
    {"type": "x" * 1000, "webhookEventId": "y" * 1000, "timestamp": -1},
    {"type": "message", "message": {}, "source": {"userId": "\0U"}, "timestamp": 10**30},
    {"type": "greatNewFeature", "greatNewFeature": {"deep": [[[]]]}},
    {"type": "\ud800", "webhookEventId": "\udfff"},
]


def test_odd_events_are_stored_beside_their_neighbours(receive: Receive, store: EventStore) -> None:
    body = body_of(*ODD, event("good"))
    with receive() as url:
        assert post(url, body) == 200
        assert post(url, body) == 200
    found = store.find(Search(limit=100))
    assert len(found) == len(ODD) + 1
    assert all(each.to_dict() for each in found)


def test_too_large_is_413_other_methods_and_paths_are_refused(receive: Receive) -> None:
    with receive() as url:
        assert post(url, b"x" * (BODY_LIMIT + 1)) == 413
        assert requests.get(f"{url}/webhook/line", timeout=10).status_code == 405
        assert post(url, body_of(), path="/webhook") == 404
        assert post(url, body_of(), path="/webhook/nothing") == 404
        assert requests.get(f"{url}/health", timeout=10).json() == {"status": "ok"}


TWO = f"""
accounts:
  tokyo: {{token: a, client_secret: {OLD}}}
  bangkok: {{token: b, client_secret: {OTHER}, destination: {BOT}}}
  silent: {{token: c}}
default_account: tokyo
"""


def test_several_accounts_share_a_path_or_have_their_own(
    receive: Receive, store: EventStore
) -> None:
    elsewhere = f"U{5:032x}"
    with receive(TWO) as url:
        assert post(url, body_of(event("one"), destination=elsewhere), OLD) == 200
        assert post(url, body_of(event("two")), OTHER) == 200
        assert post(url, body_of(event("three")), OTHER, "/webhook/line/bangkok") == 200
        assert post(url, body_of(event("x")), OTHER, "/webhook/line/tokyo") == 401
        assert post(url, body_of(event("x")), OTHER, "/webhook/line/silent") == 404
        # One channel's secret does not speak for another's bot.
        assert post(url, body_of(event("x")), OLD) == 401
        assert post(url, body_of(event("x"), destination=elsewhere), OTHER) == 401
    accounts = {each.event.event_id: each.event.account for each in store.find(Search())}
    assert accounts == {"one": "tokyo", "two": "bangkok", "three": "bangkok"}


def test_of_two_accounts_with_one_secret_the_path_says_which(
    receive: Receive, store: EventStore
) -> None:
    same = f"{{token: a, client_secret: {OLD}}}"
    with receive(f"accounts: {{first: {same}, second: {same}}}\ndefault_account: first\n") as url:
        assert post(url, body_of(event("one")), OLD, "/webhook/line/second") == 200
    assert [each.event.account for each in store.find(Search())] == ["second"]


def test_one_account_is_received_for_alone(receive: Receive) -> None:
    with receive(TWO, "bangkok") as url:
        assert post(url, body_of(event()), OTHER) == 200
        assert post(url, body_of(event()), OLD) == 401


@pytest.mark.parametrize(("until", "status"), [("2999-01-01", 200), ("2020-01-01T00:00:00Z", 401)])
def test_the_previous_secret_counts_until_it_expires(
    receive: Receive, until: str, status: int
) -> None:
    file = f"""
accounts:
  tokyo:
    token: a
    client_secret: {NEW}
    previous_client_secret: {OLD}
    previous_client_secret_until: {until}
"""
    with receive(file) as url:
        assert post(url, body_of(event("new")), NEW) == 200
        assert post(url, body_of(event("old")), OLD) == status


def test_a_secret_that_is_replaced_in_the_file_needs_no_restart(
    receive: Receive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "_BETWEEN_READINGS", 0)
    file = "accounts: {{tokyo: {{token: a, client_secret: {}}}}}"
    with receive(file.format(OLD)) as url:
        assert post(url, body_of(event()), NEW) == 401
        (tmp_path / "config.yaml").write_text(file.format(NEW))
        assert post(url, body_of(event()), NEW) == 200
        assert post(url, body_of(event()), OLD) == 401
        (tmp_path / "config.yaml").write_text("accounts: 5")  # stays as it was
        assert post(url, body_of(event()), OLD) == 401
        assert post(url, body_of(event()), NEW) == 200


def test_without_a_secret_it_does_not_start(receive: Receive) -> None:
    for configuration, account, words in (
        ("accounts: {a: {token: x}}", None, "LINE_CHANNEL_SECRET"),
        ("accounts: {a: {token: x}}", "a", "has no client_secret"),
        ("accounts: {a: {token: x, client_secret: ' '}}", None, "channel secret"),
    ):
        with pytest.raises(CredentialsError, match=words), receive(configuration, account):
            pass


def test_metrics_are_for_this_machine_only(receive: Receive) -> None:
    with receive() as url:
        answer = requests.get(f"{url}/metrics", headers={"Host": "bot.example"}, timeout=10)
    assert answer.status_code == 421


REPORT: dict[str, Any] = {
    "messageId": "m1",
    "to": "66900000001",
    "doneAt": "2023-09-26T10:52:15.457+0000",
    "status": {"groupName": "DELIVERED", "name": "DELIVERED_TO_HANDSET"},
}
KEY = "infobip-key"


def post_infobip(
    url: str, document: Any, path: str = "/reports", **headers: str
) -> requests.Response:
    address = f"{url}/webhook/infobip{path}"
    return requests.post(address, json=document, headers=headers, timeout=10)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/reports", {"X-API-Key": KEY}, 200),
        ("/reports", {"Authorization": f"App {KEY}"}, 200),
        ("/reports", {"Authorization": f"Bearer {KEY}"}, 200),
        ("/reports", {"Authorization": "Basic aW5mb2JpcDppbmZvYmlwLWtleQ=="}, 200),
        (f"/{KEY}/reports", {}, 200),
        ("/reports", {}, 401),
        ("/reports", {"X-API-Key": "wrong"}, 401),
        ("/reports", {"Authorization": "Basic %%%"}, 401),
        ("/wrong/reports", {}, 401),
        ("/wrong", {"X-API-Key": KEY}, 404),
    ],
)
def test_infobip_is_authenticated_by_its_key(
    receive: Receive, path: str, headers: dict[str, str], status: int
) -> None:
    with receive(INFOBIP_WEBHOOK_KEY=KEY) as url:
        assert post_infobip(url, {"results": [REPORT]}, path, **headers).status_code == status


def test_reports_and_messages_are_stored_once(receive: Receive, store: EventStore) -> None:
    pending = {**REPORT, "status": {"name": "PENDING_ENROUTE"}}
    message = {"messageId": "m2", "from": "66900000002", "message": {"text": "Hi"}}
    fields = f"provider: infobip, url: https://x.api.infobip.com, webhook_key: {KEY}"
    file = f"accounts: {{th: {{{fields}}}}}"
    with receive(file) as url:
        for document in ({"results": [pending, REPORT]}, {"results": [REPORT]}):
            assert post_infobip(url, document, **{"X-API-Key": KEY}).ok
        assert post_infobip(url, {"results": [message]}, "/messages", **{"X-API-Key": KEY}).ok
        refused: list[Any] = [{}, {"results": 5}, {"results": [5]}, []]
        for wrong in refused:
            answer = post_infobip(url, wrong, **{"X-API-Key": KEY})
            assert answer.status_code == 400, answer.text
    found = store.find(Search())[::-1]
    assert [each.event.type for each in found] == ["infobip.report"] * 2 + ["infobip.message"]
    assert [each.event.account for each in found] == ["th"] * 3
    assert found[1].event.timestamp == 1_695_725_535_457
    assert found[2].event.user_id == "66900000002"
    assert found[2].event.text == "Hi"


XML = """<?xml version="1.0"?>
<DeliveryReports><results><result>
  <messageId>m1</messageId><to>66900000001</to><doneAt>2023-09-26T02:25:35.457+0000</doneAt>
  <status><groupId>3</groupId><name>DELIVERED_TO_HANDSET</name></status>
</result></results></DeliveryReports>"""


def test_reports_written_as_xml_are_stored_as_those_in_json(
    receive: Receive, store: EventStore
) -> None:
    with receive(INFOBIP_WEBHOOK_KEY=KEY) as url:

        def send(text: str, kind: str = "application/xml; charset=utf-8") -> int:
            headers = {"X-API-Key": KEY, "Content-Type": kind}
            address = f"{url}/webhook/infobip/reports"
            return requests.post(address, text, headers=headers, timeout=10).status_code

        assert [send(XML), send(XML, "text/xml")] == [200, 200]
        entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
        assert send(XML.replace("<Del", f"{entity}<Del").replace("m1", "&a;")) == 400
        assert send("<DeliveryReports/>") == 400
        assert send("to=1", "application/x-www-form-urlencoded") == 415
    (found,) = store.find(Search())
    assert found.event.timestamp == 1_695_695_135_457
    assert found.event.user_id == "66900000001"
    assert found.event.content["status"] == {"groupId": "3", "name": "DELIVERED_TO_HANDSET"}


def test_a_key_is_in_no_log(receive: Receive, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with receive(INFOBIP_WEBHOOK_KEY=KEY, LINE_CHANNEL_SECRET=SECRET) as url:
        post_infobip(url, {"results": [REPORT]}, f"/{KEY}/reports")
    assert KEY not in caplog.text
    assert KEY not in str([vars(each) for each in caplog.records])
