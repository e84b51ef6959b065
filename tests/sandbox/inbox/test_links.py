"""A link of a program's leads to the chat and to the message."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.inbox import Inbox

if TYPE_CHECKING:
    from sandbox.conftest import Client


FRIEND = f"U{1:032x}"
PUSH = f"{{to: {FRIEND}, messages: [{{type: text, text: Hello}}]}}"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["run", "push_message", PUSH, "--sandbox"], "Hello"),
        (["send", FRIEND, "Hello", "--sandbox"], "Hello"),
    ],
    ids=["run", "send"],
)
def test_a_command_prints_the_link_to_what_it_sent(
    inbox: Inbox, arguments: list[str], text: str
) -> None:
    env = {**os.environ, "LINE_CONNECTOR_SANDBOX": inbox.url}
    ended = subprocess.run(
        [sys.executable, "-m", "line_connector", *arguments],
        capture_output=True,
        text=True,
        env=env,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    (link,) = re.findall(r"received at (\S+)", ended.stderr)
    assert link.startswith(f"{inbox.url}/?chat={FRIEND}#")
    inbox.page.goto(link)
    expect(inbox.find(".entry.sought")).to_contain_text(text)
    expect(inbox.find(".chat-head h2")).to_have_text("Aoi")


@pytest.mark.parametrize("more", [["--quiet"], ["--dry-run"]])
def test_no_link_is_printed_for_what_is_not_to_be_said(inbox: Inbox, more: list[str]) -> None:
    env = {**os.environ, "LINE_CONNECTOR_SANDBOX": inbox.url}
    command = [sys.executable, "-m", "line_connector", "send", FRIEND, "Hello", "--sandbox", *more]
    ended = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    assert ended.stderr == ""


def sent_id(client: Client, friend: str, text: str) -> str:
    return str(client.push(friend, text).json["sentMessages"][0]["id"])


def test_a_link_leads_to_a_message(inbox: Inbox, client: Client, friend: str) -> None:
    message_id = sent_id(client, friend, "The sought one")
    for number in range(60):
        client.push(friend, f"Later {number}")
    inbox.page.goto(f"{inbox.url}/?chat={friend}#{message_id}")
    expect(inbox.find(".entry.sought")).to_contain_text("The sought one")
    expect(inbox.find(".entry.sought")).to_be_in_viewport()
    expect(inbox.find("[aria-selected=true]")).to_contain_text("Aoi")
    assert inbox.page.url == f"{inbox.url}/#/chats/{friend}/{message_id}"
    client.push(friend, "While somebody reads")
    expect(inbox.find("#announcements")).to_contain_text("While somebody reads")
    expect(inbox.find(".entry.sought")).to_be_in_viewport()


def test_a_second_link_leads_to_another_message(inbox: Inbox, client: Client, friend: str) -> None:
    first, second = (sent_id(client, friend, text) for text in ("One", "Two"))
    inbox.page.goto(f"{inbox.url}/?chat={friend}#{first}")
    expect(inbox.find(".entry.sought")).to_have_count(1)
    inbox.page.goto(f"{inbox.url}/#/chats/{friend}/{second}")
    expect(inbox.find(".entry.sought")).to_have_count(2)


def test_a_link_to_a_message_that_is_gone_says_so(
    inbox: Inbox, client: Client, friend: str
) -> None:
    client.push(friend, "Hi")
    inbox.page.goto(f"{inbox.url}/?chat={friend}#77")
    expect(inbox.find("#toast.problem")).to_contain_text("Message 77 is not among the newest")
    expect(inbox.entries).to_have_count(1)


def test_a_link_to_a_chat_leads_to_its_end(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend, "Hi")
    inbox.page.goto(f"{inbox.url}/?chat={friend}")
    expect(inbox.entries).to_have_count(1)
    inbox.page.goto(f"{inbox.url}/?chat=%3Cb%3E#%22%5D")
    expect(inbox.find(".chat-head")).to_be_visible()
