"""Infobip through the command line: what its own pages print is sent, delivered and reported."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
import requests

from models.infobip.bodies import needs_pages, notification, omni_bodies, single_bodies
from support.sandboxed import Line

if TYPE_CHECKING:
    from cli.conftest import Run

WITH_LINE = "66900000001"
WITHOUT_LINE = "66900000009"
FAILOVER = {"smsFailover": {"sender": "ACME", "text": "Your order has shipped."}}


def run(command: Run, line: Line, action: str, raw: Any = None) -> dict[str, Any]:
    """Run an action and return the body of its answer."""
    ended = command("run", action, "-", env=line.env, stdin=json.dumps(raw or {}))
    assert ended.status == 0, ended.err
    body: dict[str, Any] = json.loads(ended.out)["json_body"]
    return body


def channels(line: Line, phone: str) -> list[str]:
    """Return the channels on which a phone got something, oldest first."""
    answer = requests.get(f"{line.url}/_sandbox/received", params={"to": phone}, timeout=10).json()
    return [entry["via"] for entry in answer["received"]]


@needs_pages
@pytest.mark.parametrize(("phone", "channel"), [(WITH_LINE, "LINE"), (WITHOUT_LINE, "SMS")])
def test_printed_notification_is_delivered_by_line_or_else_by_sms(
    command: Run, line: Line, phone: str, channel: str
) -> None:
    raw = notification()
    for message in raw["messages"]:
        message["destinations"] = [{"to": phone, "messageId": "m-1"}]
        message["options"] = FAILOVER

    sent = run(command, line, "infobip_send_line_messages", raw)
    line.control("clock", {"advance": 3600})
    reports = run(command, line, "infobip_get_line_reports", {"bulkId": sent["bulkId"]})
    again = run(command, line, "infobip_get_line_reports", {"bulkId": sent["bulkId"]})

    assert sent["messages"][0]["status"]["groupName"] == "PENDING"
    assert [report["status"]["groupName"] for report in reports["results"]] == ["DELIVERED"]
    assert again["results"] == []
    assert channels(line, phone)[-1] == channel


def omni_sends() -> list[Any]:
    bodies = [body for body in omni_bodies() if "destinations" in body]
    return [pytest.param(body, id=body["line"].get("type", "TEXT")) for body in bodies]


@needs_pages
@pytest.mark.parametrize("printed", omni_sends())
@pytest.mark.parametrize(("phone", "channel"), [(WITH_LINE, "LINE"), (WITHOUT_LINE, "SMS")])
def test_printed_omni_message_is_delivered_by_line_or_else_by_sms(
    command: Run, line: Line, printed: dict[str, Any], phone: str, channel: str
) -> None:
    scenario = next(body for body in omni_bodies() if "flow" in body and "key" not in body)
    key = run(command, line, "infobip_create_omni_scenario", scenario)["key"]
    raw = copy.deepcopy(printed)
    raw["scenarioKey"] = key
    raw["destinations"] = [{"to": {"phoneNumber": phone}, "messageId": "m-1"}]
    raw.setdefault("sms", {"text": "Your order has shipped."})

    run(command, line, "infobip_send_omni_message", raw)
    line.control("clock", {"advance": 3600})
    reports = run(command, line, "infobip_get_omni_reports", {"messageId": "m-1"})["results"]
    again = run(command, line, "infobip_get_omni_reports", {"messageId": "m-1"})["results"]

    assert [(report["channel"], report["status"]["groupName"]) for report in reports] == [
        (channel, "DELIVERED")
    ]
    assert again == []
    assert channels(line, phone) == [channel]


@needs_pages
@pytest.mark.parametrize("printed", single_bodies(), ids=lambda body: body["message"]["type"])
def test_printed_single_message_arrives(command: Run, line: Line, printed: dict[str, Any]) -> None:
    run(command, line, "infobip_send_line_message", {**printed, "to": WITH_LINE})
    assert channels(line, WITH_LINE) == ["LINE"]


def test_one_sandbox_serves_both_ways(command: Run, line: Line) -> None:
    user = f"U{1:032x}"
    push = {"to": user, "messages": [{"type": "text", "text": "Hi"}]}
    omni = {"destinations": [{"to": {"phoneNumber": WITH_LINE}}], "line": {"text": "Hi"}}

    run(command, line, "push_message", push)
    run(command, line, "infobip_send_omni_message", omni)

    assert len(line.received(user)) == 1
    assert channels(line, WITH_LINE) == ["LINE"]


def test_lost_answer_to_a_send_is_unknown(command: Run, line: Line) -> None:
    line.fault("/omni/1/advanced", drop="after")
    raw = {"destinations": [{"to": {"phoneNumber": WITH_LINE}}], "line": {"text": "Hi"}}

    ended = command("run", "infobip_send_omni_message", "-", env=line.env, stdin=json.dumps(raw))

    assert ended.status == 4
    assert channels(line, WITH_LINE) == ["LINE"]


@pytest.mark.parametrize(
    "credentials",
    [
        {"INFOBIP_API_KEY": "sandbox-key"},
        {"INFOBIP_USERNAME": "sandbox", "INFOBIP_PASSWORD": "sandbox"},
        {"INFOBIP_CLIENT_ID": "sandbox", "INFOBIP_CLIENT_SECRET": "sandbox"},
        {
            "INFOBIP_USERNAME": "sandbox",
            "INFOBIP_PASSWORD": "sandbox",
            "INFOBIP_SESSION_URL": "auth/1/session",
        },
    ],
    ids=["api key", "basic", "oauth2", "ibsso"],
)
def test_every_scheme_is_let_in_and_wrong_credentials_are_not(
    command: Run, line: Line, credentials: dict[str, str]
) -> None:
    env = {"INFOBIP_URL": line.url, **credentials}
    wrong = {**env, list(credentials)[1 if len(credentials) > 1 else 0]: "wrong"}

    right_ended = command("run", "infobip_list_omni_scenarios", env=env)
    wrong_ended = command("run", "infobip_list_omni_scenarios", env=wrong)

    assert right_ended.status == 0, right_ended.err
    assert json.loads(right_ended.out)["json_body"]["scenarios"]
    assert wrong_ended.status == 3
    assert "sandbox-key" not in wrong_ended.err
