"""Requests in full, why some were refused, the same again by copy, and the controls."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from support.bots import Bot
from support.inbox import Inbox

if TYPE_CHECKING:
    from sandbox.conftest import Client

PLUGIN = "line_connector.testing.plugin"
KEY = "3f0e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e"


def copied(inbox: Inbox, name: str) -> str:
    inbox.button(f"Copy as {name}").click()
    expect(inbox.find(".copied")).to_have_text("Copied")
    return str(inbox.page.evaluate("navigator.clipboard.readText()"))


def test_a_message_shows_its_request(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend, "Hi", x_line_retry_key=KEY)
    inbox.open(friend)
    inbox.find(".entry .details").click()
    facts = inbox.find("#inspector .facts").inner_text()
    for fact in ("pushMessage", KEY, "Cost in quota\n1", "Recipients\n1"):
        assert fact in facts
    expect(inbox.find("#inspector .status")).to_have_text("200")
    inbox.find("#inspector summary").first.click()
    expect(inbox.find("#inspector pre").first).to_contain_text("authorization: Bearer (secret)")
    assert "sandbox-token" not in inbox.find("#inspector").inner_text()
    assert '"quoteToken"' in inbox.find("#inspector pre").last.inner_text()


def test_refused_requests_are_explained(inbox: Inbox, client: Client, friend: str) -> None:
    client.push("U" + "9" * 32)
    client.push(friend, "")
    client.get("/v2/bot/message/quota", token="wrong")
    client.push(friend)
    inbox.open()
    inbox.view("requests")
    rows = inbox.find(".request")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("The access token is unknown, expired or revoked.")
    expect(rows.nth(1)).to_contain_text("400")
    expect(rows.nth(2)).to_contain_text("Failed to send messages")
    expect(rows.nth(2)).to_contain_text("LINE does not know this recipient")
    client.push("U" + "8" * 32)
    expect(rows).to_have_count(4)
    rows.first.click()
    expect(inbox.find("#inspector .note")).to_contain_text("LINE does not know this recipient")
    inbox.page.keyboard.press("Escape")
    inbox.button("All").click()
    expect(rows).to_have_count(5)


def test_requests_come_a_page_at_a_time(inbox: Inbox, client: Client, friend: str) -> None:
    for _ in range(60):
        client.push(friend)
    inbox.open()
    inbox.view("requests")
    expect(inbox.find(".request-list")).to_have_text("No request was refused.")
    inbox.button("All").click()
    expect(inbox.find(".request")).to_have_count(50)
    inbox.button("Older requests").click()
    expect(inbox.find(".request")).to_have_count(60)
    expect(inbox.button("Older requests")).to_be_hidden()


def test_nobody_got_it_is_noted(inbox: Inbox, client: Client, friend: str) -> None:
    client.control("users", userId=friend, status="blocked")
    client.push(friend)
    inbox.open()
    inbox.view("requests")
    inbox.button("All").click()
    inbox.find(".request").click()
    expect(inbox.find("#inspector .note")).to_contain_text("Accepted, but nobody received it")


def test_a_request_is_repeated_with_curl(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend, "It's $HOME")
    inbox.open(friend)
    inbox.find(".entry .details").click()
    words = shlex.split(copied(inbox, "curl"))
    assert words[0] == "curl"
    body = json.loads(words[words.index("-d") + 1])
    headers = [words[at + 1] for at, word in enumerate(words) if word == "-H"]
    named = dict(header.split(": ", 1) for header in headers)
    again = client.send(
        words[words.index("-X") + 1],
        words[3].removeprefix(client.url),
        json.dumps(body),
        **named,
    )
    assert again.status == 200
    expect(inbox.find(".phone .speech")).to_have_text(["It's $HOME", "It's $HOME"])


def test_the_copied_python_and_test_run(
    inbox: Inbox, client: Client, friend: str, tmp_path: Path
) -> None:
    client.push(friend, 'Tru"e')
    inbox.open(friend)
    inbox.find(".entry .details").click()
    program, test = copied(inbox, "Python"), copied(inbox, "test")
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    (tmp_path / "test_copied.py").write_text(test)
    # All the plugins that are installed here would take longer than the test; users need ours.
    command = [sys.executable, "-m", "pytest", "-q", "-p", PLUGIN, "test_copied.py"]
    tested = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout


def test_a_fault_is_added_and_cleared(inbox: Inbox, client: Client, friend: str) -> None:
    inbox.open()
    inbox.view("controls")
    inbox.page.get_by_label("Fault", exact=True).select_option("Server error")
    inbox.button("Add the fault").click()
    expect(inbox.find(".queued li")).to_contain_text("1 to come")
    assert client.push(friend).status == 500
    expect(inbox.find(".queued li")).to_have_count(0)
    inbox.page.get_by_label("Status", exact=True).fill("503")
    inbox.page.get_by_label("Which requests").select_option("Push")
    inbox.page.get_by_label("How often").fill("2")
    inbox.button("Add the fault").click()
    assert client.get("/v2/bot/message/quota").status == 200
    assert client.push(friend).status == 503
    inbox.page.get_by_label("Remove the fault").click()
    expect(inbox.find("#toast")).to_have_text("The fault is gone")
    inbox.button("Add the fault").click()
    faults = inbox.find("fieldset").filter(has_text="Faults of the API")
    faults.get_by_role("button", name="Clear", exact=True).click()
    expect(inbox.find("#toast")).to_have_text("No faults are left")
    assert client.push(friend).status == 200


def test_a_seed_is_put_in(inbox: Inbox, client: Client) -> None:
    inbox.open()
    inbox.view("controls")
    seed = inbox.page.get_by_label("Seed, in YAML or JSON")
    seed.fill("users:\n- {userId: U77777777777777777777777777777777, displayName: Nina}")
    inbox.button("Put in the seed").click()
    expect(inbox.find("#toast")).to_have_text("The seed is in")
    seed.fill("users: [{displayNam: Nina}]")
    inbox.button("Put in the seed").click()
    expect(inbox.find("#toast.problem")).to_contain_text("did you mean displayName?")
    inbox.wrong = [line for line in inbox.wrong if "400" not in line]
    inbox.view("chats")
    expect(inbox.find(".chat-name").filter(has_text="Nina")).to_have_count(1)


def test_clock_quota_people_and_webhook_are_set(inbox: Inbox, client: Client, bot: Bot) -> None:
    inbox.open()
    inbox.view("controls")
    expect(inbox.page.get_by_label("Webhook endpoint")).to_have_value(bot.url)
    inbox.button("+ 1 hour").click()
    expect(inbox.find("#controls")).to_contain_text("3600 s ahead")
    inbox.page.get_by_label("People a month").fill("7")
    inbox.button("Set the quota").click()
    expect(inbox.find("#quota")).to_have_text("7 of 7 left this month")
    inbox.page.get_by_label("Name", exact=True).fill("Nina")
    inbox.button("Add a friend").click()
    expect(inbox.find("#toast")).to_have_text("A friend was added")
    inbox.button("Add a group").click()
    expect(inbox.find("#toast")).to_have_text("The account joined a group")
    inbox.page.get_by_label("Webhook endpoint").fill("")
    inbox.button("Set the endpoint").click()
    expect(inbox.find("#toast")).to_have_text("The webhook endpoint is set")
    assert client.seen("webhook") == {"endpoint": None}
    assert [event["type"] for event in bot.events] == ["follow", "join"]
    inbox.view("chats")
    expect(inbox.find(".chat-name").first).to_have_text("Nina")


def test_starting_over_is_asked_twice(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend)
    inbox.open()
    inbox.view("controls")
    inbox.button("Reset the sandbox").click()
    assert len(client.seen("received")["received"]) == 1
    inbox.button("Forget everything?").click()
    expect(inbox.find("#toast")).to_have_text("The sandbox starts over")
    assert client.seen("received")["received"] == []


def test_failover_and_pushed_reports_are_shown_as_they_happen(inbox: Inbox, client: Client) -> None:
    client.control("phones", phone="66900000001", channel="LINE", behaviour="never")
    body = {
        "destinations": [{"to": {"phoneNumber": "66900000001"}}],
        "line": {"text": "By LINE", "validityPeriod": 5},
        "sms": {"text": "By SMS"},
        "notifyUrl": "http://127.0.0.1:9/reports",
    }
    client.send(
        "POST",
        "/omni/1/advanced",
        json.dumps(body).encode(),
        authorization="App sandbox-key",
        content_type="application/json",
    )
    inbox.open()
    inbox.view("requests")
    inbox.button("All").click()
    inbox.find(".request").first.click()
    tracked = inbox.find("#inspector .tracked")
    expect(tracked).to_contain_text("LINE: PENDING_WAITING_DELIVERY")
    client.control("clock", advance=301)
    expect(tracked).to_contain_text("LINE to SMS: EXPIRED_EXPIRED (EC_VALIDITY_EXPIRED)")
    expect(tracked).to_contain_text("SMS: DELIVERED_TO_HANDSET")
    expect(tracked).to_contain_text("not accepted yet: http://127.0.0.1:9/reports, 1 attempt")
