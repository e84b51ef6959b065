"""Webhooks of Alertmanager and Grafana become alert cards, each sent once."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from line_connector import validate
from line_connector.services.actions.alerts.reminders import read_interval, reminder_number
from line_connector.services.actions.alerts.webhook import AlertGroup
from line_connector.web.response_headers import USEFUL
from services.actions.conftest import Service, StartWithKeys
from support.sandboxed import USER, Line

OTHER = f"U{2:032x}"
GROUP = f"C{1:032x}"

DISK: dict[str, Any] = {
    "status": "firing",
    "labels": {
        "alertname": "DiskAlmostFull",
        "severity": "critical",
        "instance": "db-1:9100",
        "__internal__": "x",
    },
    "annotations": {
        "summary": "Disk of db-1 almost full",
        "description": "4 GB left on /var.",
        "runbook_url": "https://wiki.example.com/disk",
    },
    "startsAt": "2026-11-21T14:05:13.739266876+07:00",
    "endsAt": "0001-01-01T00:00:00Z",
    "generatorURL": "http://prometheus.example.com:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
    "fingerprint": "c6eadffa33fcdf37",
}
ALERTMANAGER: dict[str, Any] = {
    "version": "4",
    "groupKey": '{}:{alertname="DiskAlmostFull"}',
    "truncatedAlerts": 0,
    "status": "firing",
    "receiver": "line",
    "groupLabels": {"alertname": "DiskAlmostFull"},
    "commonLabels": {},
    "commonAnnotations": {},
    "externalURL": "http://alertmanager.example.com:9093",
    "alerts": [DISK],
}
GRAFANA: dict[str, Any] = {
    "receiver": "LINE",
    "status": "firing",
    "orgId": 1,
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "High memory usage", "team": "blue"},
            "annotations": {"description": "Memory is at 97 %."},
            "startsAt": "2026-11-21T07:05:00Z",
            "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "https://grafana.example.com/alerting/grafana/x/view?orgId=1",
            "fingerprint": "bc97ff14869b13e3",
            "silenceURL": "https://grafana.example.com/alerting/silence/new?matcher=a%3Db",
            "dashboardURL": "",
            "panelURL": "",
            "imageURL": "",
            "values": {"B": 97.2, "C": 1},
            "valueString": "[ var='B' value=97.2 ]",
        }
    ],
    "groupLabels": {},
    "commonLabels": {},
    "commonAnnotations": {},
    "externalURL": "https://grafana.example.com/",
    "version": "1",
    "groupKey": "{}:{}",
    "truncatedAlerts": 0,
    "title": "[FIRING:1]  (blue)",
    "state": "alerting",
    "message": "**Firing**",
}


@pytest.fixture(autouse=True)
def _configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        f"default_recipient: boss\nrecipients:\n  boss: {USER}\n  oncall: [boss, {OTHER}]\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))


def alert(**changed: Any) -> dict[str, Any]:
    return {**DISK, **changed}


def group(*alerts: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {**ALERTMANAGER, "alerts": [*alerts], **changed}


def shown(message: dict[str, Any]) -> list[str]:
    """Return the texts that a card shows, and the labels of its buttons."""
    return re.findall(r'"(?:text|label)": "(.*?)"', json.dumps(message, ensure_ascii=False))


def received(line: Line, to: str = USER) -> list[dict[str, Any]]:
    return [message for entry in line.received(to) for message in entry["messages"]]


def test_alertmanager_alert_becomes_a_card(service: Service, line: Line) -> None:
    answer = service.ask("POST", f"/v1/alerts/alertmanager?to={USER}", json=ALERTMANAGER)

    assert answer.status_code == 200, answer.text
    [delivery] = answer.json()["deliveries"]
    assert delivery["status"] == "sent"
    assert delivery["output"]["response_headers"].keys() <= USEFUL
    [message] = received(line)
    assert message["altText"].startswith("Critical: Disk of db-1 almost full · 4 GB left on /var.")
    texts = shown(message)
    assert texts == [
        "Critical",
        "Alertmanager",
        "Disk of db-1 almost full",
        "4 GB left on /var.",
        "instance",
        "db-1:9100",
        "2026-11-21 14:05 +07:00",
        "Details",
        "Runbook",
    ]


def test_grafana_alert_becomes_a_card(service: Service, line: Line) -> None:
    answer = service.ask("POST", "/v1/alerts/grafana?to=boss&language=th", json=GRAFANA)

    assert answer.status_code == 200, answer.text
    [message] = received(line)
    texts = shown(message)
    assert texts[:3] == ["กำลังเกิดเหตุ", "Grafana", "High memory usage"]
    assert "2026-11-21 07:05 UTC" in texts
    assert texts[-2:] == ["รายละเอียด", "ปิดการแจ้งเตือน"]


def test_resolved_alert_says_so(service: Service, line: Line) -> None:
    body = group(alert(status="resolved", endsAt="2026-11-21T14:31:00+07:00"))
    service.ask("POST", "/v1/alerts/alertmanager", json=body)

    [message] = received(line)
    assert message["altText"].startswith("Resolved: Disk of db-1 almost full")
    assert "2026-11-21 14:05 +07:00 → 2026-11-21 14:31 +07:00" in shown(message)


def test_several_alerts_are_one_push_with_the_worst_first(service: Service, line: Line) -> None:
    mild = alert(labels={"alertname": "Mild", "severity": "info"}, annotations={}, fingerprint="1")
    body = group(mild, alert(status="resolved", fingerprint="2"), DISK)
    service.ask("POST", "/v1/alerts/alertmanager", json=body)

    [entry] = line.received()
    titles = [message["altText"].partition(" · ")[0] for message in entry["messages"]]
    assert titles == [
        "Critical: Disk of db-1 almost full",
        "Info: Mild",
        "Resolved: Disk of db-1 almost full",
    ]


def test_alerts_beyond_five_are_counted(service: Service, line: Line) -> None:
    many = [alert(fingerprint=str(number)) for number in range(50)]
    service.ask("POST", "/v1/alerts/alertmanager", json=group(*many, truncatedAlerts=7))

    messages = received(line)
    assert len(messages) == 5
    assert messages[4]["altText"].startswith("Firing: … and 53 more")


def test_repeated_webhook_is_sent_once(service: Service, line: Line) -> None:
    # What it says has changed since, the alert has not.
    again = group(alert(annotations={"summary": "Disk of db-1 almost full", "description": "3 GB"}))
    for body in (ALERTMANAGER, ALERTMANAGER, again):
        assert service.ask("POST", "/v1/alerts/alertmanager", json=body).status_code == 200
    assert len(received(line)) == 1


@pytest.mark.parametrize(
    "changed",
    [{"status": "resolved"}, {"startsAt": "2026-11-22T08:00:00Z"}, {"fingerprint": "other"}],
)
def test_changed_alert_is_sent(service: Service, line: Line, changed: dict[str, Any]) -> None:
    for body in (ALERTMANAGER, group(alert(**changed))):
        service.ask("POST", "/v1/alerts/alertmanager", json=body)
    assert len(received(line)) == 2


def test_retry_after_a_lost_answer_reaches_everybody_once(service: Service, line: Line) -> None:
    line.fault(answer={"status": 500, "json": {"message": "Internal error"}}, times=3)
    path = "/v1/alerts/alertmanager?to=oncall"
    first = service.ask("POST", path, json=ALERTMANAGER)
    again = service.ask("POST", path, json=ALERTMANAGER)

    assert (first.status_code, again.status_code) == (504, 200)
    assert (len(received(line)), len(received(line, OTHER))) == (1, 1)


def test_unknown_outcome_stays_unknown_if_the_retry_is_refused(
    service: Service, line: Line
) -> None:
    line.fault(drop="after")
    line.fault(drop="before", times=2)
    line.fault(answer={"status": 403, "json": {"message": "No"}})
    path = "/v1/alerts/alertmanager"
    again = group(alert(annotations={"description": "3 GB"}))
    answers = [service.ask("POST", path, json=body) for body in (ALERTMANAGER, again, again)]

    assert [each.status_code for each in answers] == [504, 504, 200]
    assert "it was sent before" in answers[1].json()["detail"]
    assert len(received(line)) == 1


def fired(**ago: float) -> dict[str, Any]:
    """Return the webhook of an alert that began some time ago."""
    began = datetime.now(timezone.utc) - timedelta(**ago)
    return group(alert(startsAt=began.strftime("%Y-%m-%dT%H:%M:%S.123456789Z")))


def test_reminder_is_sent_where_the_query_says_how_often_it_comes(
    service: Service, line: Line
) -> None:
    body = fired(hours=2)
    for query, in_all in [
        ("", 1),
        ("", 1),
        ("?remind=6h", 1),  # not due yet: a retry of the first notification
        ("?remind=1h", 2),  # the second reminder
        ("?remind=1h", 2),
    ]:
        answer = service.ask("POST", f"/v1/alerts/alertmanager{query}", json=body)
        assert answer.status_code == 200, answer.text
        assert len(received(line)) == in_all


START = datetime(2026, 11, 21, 7, 5, 13, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("starts", "after", "number"),
    [
        (["2026-11-21T07:05:13Z"], timedelta(0), 0),
        (["2026-11-21T07:05:13Z"], timedelta(hours=1, minutes=59), 0),
        (["2026-11-21T14:05:13.73926+07:00"], timedelta(hours=4, minutes=5), 1),
        (["2026-11-21T07:05:13Z"], timedelta(hours=8, minutes=5), 2),
        (["2026-11-20T07:05:13Z", "2026-11-21T07:05:13Z"], timedelta(minutes=1), 0),
        (["2026-11-21T07:05:13Z"], timedelta(minutes=-3), 0),
        (["soon", "", "2026-13-41T00:00:00Z"], timedelta(hours=9), 0),
    ],
)
def test_reminders_are_counted_from_the_last_change(
    starts: list[str], after: timedelta, number: int
) -> None:
    alerts = AlertGroup.model_validate({"alerts": [{"startsAt": each} for each in starts]})
    assert reminder_number(alerts, timedelta(hours=4), START + after) == number


@pytest.mark.parametrize(
    ("text", "hours"), [("4h", 4), ("1h30m", 1.5), ("90m", 1.5), ("1d", 24), ("1w", 168)]
)
def test_interval_is_written_as_alertmanager_writes_it(text: str, hours: float) -> None:
    assert read_interval(text) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("path", "body", "status", "detail"),
    [
        ("alertmanager", {}, 422, "alerts: is required"),
        ("alertmanager", {"alerts": []}, 422, "alerts: must not be empty"),
        ("alertmanager", {"alerts": ["x"]}, 422, "alerts[0]: must be an object"),
        ("alertmanager?to=bos", ALERTMANAGER, 422, "did you mean boss?"),
        ("alertmanager?too=boss", ALERTMANAGER, 422, "unknown parameter too; did you mean to?"),
        ("grafana?language=xx", GRAFANA, 422, "language: must be one of en, ja"),
        ("alertmanager?remind=5m", ALERTMANAGER, 422, "remind: must be repeat_interval, such as"),
        ("alertmanager?to=", ALERTMANAGER, 422, "recipient: must not be empty"),
        ("alertmanager?to=&to=boss", ALERTMANAGER, 422, "in ',boss': must not be empty"),
        ("alertmanager?remind=", ALERTMANAGER, 422, "remind: must be repeat_interval, such as"),
        ("alertmanager?remind=often", ALERTMANAGER, 422, "remind: must be repeat_interval"),
        ("zabbix", {}, 404, "unknown source of alerts; there are: alertmanager, grafana"),
    ],
)
def test_what_is_wrong_is_said(
    service: Service, line: Line, path: str, body: Any, status: int, detail: str
) -> None:
    answer = service.ask("POST", f"/v1/alerts/{path}", json=body)
    assert answer.status_code == status
    assert detail in answer.json()["detail"]
    assert received(line) == []


def test_only_a_client_that_may_push_sends_alerts(keyed: StartWithKeys, line: Line) -> None:
    services = keyed(reader=["get_*"], monitoring=["push_message"])

    answers = [
        services[name].ask("POST", "/v1/alerts/alertmanager", json=ALERTMANAGER).status_code
        for name in ("reader", "monitoring")
    ]

    assert answers == [403, 200]
    assert len(received(line)) == 1


@pytest.mark.parametrize("link", ["not a URL", "http://[", "https://[x]/"])
def test_an_alert_is_sent_whatever_is_in_it(service: Service, line: Line, link: str) -> None:
    odd = {
        "labels": {"alertname": " ", "x" * 500: "ก" * 5_000, "n": None, "k": 7},
        "annotations": None,
        "generatorURL": link,
        "startsAt": "yesterday",
        "unheard-of": {},
    }
    answer = service.ask("POST", "/v1/alerts/grafana", json={"alerts": [odd]})

    assert answer.status_code == 200, answer.text
    [message] = received(line)
    assert validate([message]) == []
    assert message["altText"].startswith("Firing: Alert")
    assert "unheard-of" not in json.dumps(message)
