"""Requests in full, why some were refused, the same again by copy, and the controls."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
from playwright.sync_api import expect

from support.bots import Bot
from support.inbox import ELSEWHERE, Inbox
from support.menus import make_menu

if TYPE_CHECKING:
    from sandbox.conftest import Client

PLUGIN = "line_connector.testing.plugin"
JSON = {"authorization": "Bearer sandbox-token", "content_type": "application/json"}
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


def test_a_live_update_leaves_the_reader_where_they_are(
    inbox: Inbox, client: Client, friend: str
) -> None:
    for _ in range(110):
        client.push(friend)
    inbox.open()
    inbox.view("requests")
    inbox.button("All").click()
    rows = inbox.find(".request")
    expect(rows).to_have_count(50)
    inbox.button("Older requests").click()
    expect(rows).to_have_count(100)
    read = rows.nth(70)
    opens = str(read.get_attribute("data-opens"))
    read.focus()
    client.push(friend)
    expect(rows).to_have_count(101)
    expect(rows.nth(71)).to_be_focused()
    expect(rows.nth(71)).to_have_attribute("data-opens", opens)
    rows.nth(71).press("Enter")
    expect(inbox.find("#inspector .facts")).to_contain_text(opens)
    client.push(friend)
    expect(rows).to_have_count(102)
    inbox.page.keyboard.press("Escape")
    expect(rows.nth(72)).to_be_focused()
    inbox.button("Older requests").click()
    expect(rows).to_have_count(112)
    client.control("reset")
    expect(rows).to_have_count(0)


def test_the_details_lead_back_to_a_message_that_was_shown_anew(
    inbox: Inbox, client: Client, friend: str
) -> None:
    (told,) = client.control("act", type="text", userId=friend, text="Oops")["messageIds"]
    inbox.open(friend)
    inbox.find(".entry .details").click()
    client.control("act", type="unsend", userId=friend, messageId=told)
    expect(inbox.find(".entry .done").first).to_have_text("Aoi unsent this message")
    inbox.page.keyboard.press("Escape")
    expect(inbox.find(".entry .details").first).to_be_focused()


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
    assert run_curl(copied(inbox, "curl")) == 200
    expect(inbox.find(".phone .speech")).to_have_text(["It's $HOME", "It's $HOME"])


def test_the_copied_python_and_test_run(
    inbox: Inbox, client: Client, friend: str, tmp_path: Path
) -> None:
    client.push(friend, 'Tru"e')
    inbox.open(friend)
    inbox.find(".entry .details").click()
    program, test = copied(inbox, "Python"), copied(inbox, "test")
    assert "200" in run_python(program)
    expect(inbox.find(".phone .speech")).to_have_text(['Tru"e', 'Tru"e'])
    run_tests([test], tmp_path)


def test_requests_of_many_kinds_are_copied_so_that_they_run(
    inbox: Inbox, client: Client, friend: str, tmp_path: Path
) -> None:
    """Each with what its copies must come to; an accepted retry key is answered with 409."""
    nina, crowd = "U" + "7" * 32, "C" + "7" * 32
    client.control("users", userId=nina, displayName="Nina")
    client.control("groups", groupId=crowd, members=[nina])
    form = "application/x-www-form-urlencoded"
    grant = "grant_type=client_credentials"
    client.push(nina)
    client.push(crowd)
    client.push(friend, x_line_retry_key=KEY)
    client.push("U" + "9" * 32)
    client.get("/v2/bot/message/quota", token="wrong")
    client.get("/v2/bot/info")
    client.send("GET", "/v2/bot/info")
    client.send("POST", "/v2/bot/message/push", "@/etc/hostname", **JSON)
    client.send(
        "POST", "/v2/bot/message/push", '{"to": "สวัสดี"}', authorization="Bearer sandbox-token"
    )
    client.send(
        "POST", "/v2/bot/user/all/richmenu/richmenu-no", authorization="Bearer sandbox-token"
    )
    secret = f"{grant}&client_id=1000000001&client_secret=sandbox-secret"
    client.send("POST", "/v2/oauth/accessToken", secret, content_type=form)
    infobip = f"{grant}&client_id=sandbox&client_secret=sandbox"
    client.send("POST", "/auth/1/oauth2/token", infobip, content_type=form)
    client.send("GET", "/omni/1/reports", authorization="Basic c2FuZGJveDpzYW5kYm94")
    client.control("faults", kind="server-error", value=503)
    client.push(friend)
    inbox.open()
    inbox.view("requests")
    inbox.button("All").click()
    expect(inbox.find(".request")).to_have_count(14)
    rows = inbox.find(".request-list li")
    ids = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.requestId)")
    expected = [200, 200, 409, 400, 401, 200, 401, 400, 400, 404, 200, 200, 200, 200]
    tests: list[str] = []
    for request_id, status in zip(reversed(ids), expected, strict=True):
        inbox.find(f"[data-opens='{request_id}']").click()
        expect(inbox.find("#inspector .facts")).to_contain_text(request_id)
        assert run_curl(copied(inbox, "curl")) == status
        assert f"{status}" in run_python(copied(inbox, "Python"))
        tests.append(copied(inbox, "test"))
    run_tests(tests, tmp_path)
    assert sum("import Connector" in test for test in tests) == 3
    assert sum("retryKey" in test for test in tests) == 1


def test_a_lost_response_is_copied_as_a_test_with_its_fault(
    inbox: Inbox, client: Client, friend: str, tmp_path: Path
) -> None:
    tests: list[str] = []
    inbox.open()
    inbox.view("requests")
    for kind in ("reset-after", "reset-before", "truncated"):
        client.control("faults", kind=kind)
        with pytest.raises(requests.RequestException):
            client.push(friend)
        if kind == "truncated":
            inbox.button("All").click()
        inbox.find(".request").nth(0).click()
        expect(inbox.find("#inspector .facts")).to_contain_text("pushMessage")
        tests.append(copied(inbox, "test"))
        inbox.page.keyboard.press("Escape")
    run_tests(tests, tmp_path)
    assert all("pytest.raises" in test for test in tests)


def test_what_cannot_be_copied_says_so(inbox: Inbox, client: Client, friend: str) -> None:
    menu = make_menu(client, "first", {"type": "postback", "data": "x", "label": "Here"})
    client.post(f"/v2/bot/user/all/richmenu/{menu}", {})
    client.push(friend, x_line_retry_key=KEY)
    client.push(friend, x_line_retry_key=KEY)
    files = "multipart/form-data; boundary=B"
    body = '--B\r\nContent-Disposition: form-data; name="description"\r\n\r\nx\r\n--B--\r\n'
    path = "/v2/bot/audienceGroup/upload/byFile"
    client.send("POST", path, body, authorization="Bearer sandbox-token", content_type=files)
    wrong = "grant_type=client_credentials&client_id=1000000001&client_secret=wrong"
    form = "application/x-www-form-urlencoded"
    client.send("POST", "/v2/oauth/accessToken", wrong, content_type=form)
    inbox.open()
    inbox.view("requests")
    inbox.button("All").click()
    for operation, name, why in (
        ("setRichMenuImage", "curl", "the sandbox does not keep the body,"),
        ("setRichMenuImage", "test", "the sandbox does not keep the body,"),
        ("setDefaultRichMenu", "test", f"a new sandbox does not know {menu}"),
        ("pushMessage", "test", "the answer depends on earlier requests"),
        ("createAudienceForUploadingUserIds", "Python", "the body is a form with files"),
        ("issueChannelToken", "curl", "the sandbox does not keep the client_secret"),
    ):
        inbox.find(".request").filter(has_text=operation).first.click()
        expect(inbox.find("#inspector .facts")).to_contain_text(operation)
        inbox.button(f"Copy as {name}").click()
        expect(inbox.find(".copied")).to_contain_text(why)


def test_where_the_browser_trusts_the_page_less_it_still_copies(
    inbox: Inbox, client: Client, friend: str
) -> None:
    client.push(friend, "Hi")
    inbox.url = inbox.url.replace("127.0.0.1", ELSEWHERE)
    inbox.open(friend)
    assert inbox.page.evaluate("navigator.clipboard") is None
    inbox.find(".entry .details").click()
    copy = inbox.button("Copy as curl")
    copy.click()
    expect(inbox.find(".copied")).to_have_text("Copied")
    expect(copy).to_be_focused()
    inbox.find(".composer-text").focus()
    inbox.page.keyboard.press("ControlOrMeta+v")
    expect(inbox.find(".composer-text")).to_have_value(re.compile("^curl -X POST"))
    inbox.page.evaluate("document.execCommand = () => false")
    copy.click()
    expect(inbox.find(".copied")).to_contain_text("The browser does not copy here:")
    expect(inbox.find(".copied pre")).to_contain_text("curl -X POST")
    inbox.view("controls")
    inbox.button("Add a room").click()
    expect(inbox.find("#toast")).to_have_text("The account joined a room")


def run_curl(command: str) -> int:
    """Run a curl command in a shell; return the status of the answer."""
    options = f"--noproxy '*' -s -o {os.devnull} -w '%{{http_code}}'"
    asked = ["sh", "-c", f'curl() {{ command curl {options} "$@"; }}\n{command}']
    ran = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True)
    return int(ran.stdout)


def run_python(program: str) -> str:
    """Run a program; return what it prints."""
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def run_tests(tests: list[str], folder: Path) -> None:
    """Run copied tests, each in a file of its own."""
    for number, test in enumerate(tests):
        (folder / f"test_copied_{number}.py").write_text(test)
    # All the plugins that are installed here would take longer than the tests; users need ours.
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", PLUGIN],
        cwd=folder,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert f"{len(tests)} passed" in ran.stdout


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
