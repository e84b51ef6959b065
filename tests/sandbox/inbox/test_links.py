"""A link of a program's leads to the chat and to the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from support.inbox import Inbox

if TYPE_CHECKING:
    from sandbox.conftest import Client


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
