"""Finding messages in a chat, and answering one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.bots import Bot
from support.inbox import Inbox

if TYPE_CHECKING:
    from sandbox.conftest import Client

FLEX = {
    "type": "flex",
    "altText": "Receipt",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "text", "text": "ÜBER 100 €"}],
        },
    },
}


def test_messages_are_found_and_scrolled_to(inbox: Inbox, client: Client, friend: str) -> None:
    client.post("/v2/bot/message/push", {"to": friend, "messages": [FLEX]})
    client.control("act", type="text", userId=friend, text="หวัดดี über")
    for number in range(100):
        client.push(friend, f"Message {number}")
    inbox.open(friend)
    search = inbox.page.get_by_label("Search this chat")
    search.fill("Über")
    found = inbox.find(".found-message")
    expect(found).to_have_count(2)
    expect(found.first).to_contain_text("หวัดดี über")
    expect(found.last).to_contain_text("ÜBER 100 €")
    found.last.click()
    expect(inbox.find(".entry.sought")).to_contain_text("ÜBER 100 €")
    expect(inbox.find(".entry.sought")).to_be_in_viewport()
    search.fill("nobody says this")
    expect(inbox.find(".found")).to_have_text("No message says this.")
    search.press("Escape")
    expect(inbox.find(".found")).to_be_hidden()
    assert not inbox.is_too_wide()


def test_what_a_phone_got_is_found(inbox: Inbox, client: Client) -> None:
    client.send(
        "POST",
        "/omni/1/advanced",
        '{"destinations": [{"to": {"phoneNumber": "66900000009"}}], "sms": {"text": "By SMS"}}',
        authorization="App sandbox-key",
        content_type="application/json",
    )
    inbox.open("66900000009")
    inbox.page.get_by_label("Search this chat").fill("sms")
    inbox.find(".found-message").click()
    expect(inbox.find(".entry.sought")).to_contain_text("By SMS")
    expect(inbox.find(".reply")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "problem"),
    [("", "text"), ("text=", "text"), ("text=a&limit=0", "limit"), ("text=a&more=1", "more")],
)
def test_a_search_has_rules(client: Client, friend: str, query: str, problem: str) -> None:
    reply = client.send("GET", f"/_sandbox/chats/{friend}/search?{query}")
    assert reply.status == 400
    assert problem in reply.json["message"]


def test_a_search_tells_whether_it_went_through_all(client: Client, friend: str) -> None:
    for _ in range(3):
        client.push(friend, "Hi", "Bye")
    path = f"chats/{friend}/search?text=HI"
    assert client.seen(path)["isComplete"] is True
    page = client.seen(f"{path}&limit=2")
    assert (len(page["found"]), page["isComplete"]) == (2, False)


def test_a_user_answers_a_message(inbox: Inbox, client: Client, friend: str, bot: Bot) -> None:
    sent = client.push(friend, "Disk is full").json["sentMessages"][0]
    client.push(friend, "Another")
    inbox.open(friend)
    inbox.find(".row").first.hover()
    inbox.button("Reply to: Disk is full").click()
    expect(inbox.find(".replying")).to_contain_text("Disk is full")
    inbox.find(".composer-text").fill("On it")
    inbox.page.keyboard.press("Enter")
    expect(inbox.find(".entry.own .quoted")).to_contain_text("Disk is full")
    expect(inbox.find(".replying")).to_be_hidden()
    message = bot.events[-1]["message"]
    assert (message["text"], message["quotedMessageId"]) == ("On it", sent["id"])
    inbox.find(".composer-text").fill("Something else")
    inbox.button("Send").click()
    expect(inbox.find(".entry.own .quoted")).to_have_count(1)
    inbox.find(".quoted").click()
    expect(inbox.find(".entry.sought")).to_contain_text("Disk is full")


def test_a_reply_is_given_up(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend, "Disk is full")
    inbox.open(friend)
    inbox.find(".row").hover()
    inbox.button("Reply to: Disk is full").click()
    inbox.button("Do not reply to it").click()
    inbox.act("Sticker")
    expect(inbox.find(".entry.own")).to_have_count(1)
    expect(inbox.find(".quoted")).to_have_count(0)


def test_the_account_quotes_what_a_user_wrote(inbox: Inbox, client: Client, friend: str) -> None:
    event = client.control("act", type="text", userId=friend, text="Where?")["events"][0]["event"]
    answer = {"type": "text", "text": "Here", "quoteToken": event["message"]["quoteToken"]}
    client.post("/v2/bot/message/push", {"to": friend, "messages": [answer]})
    inbox.open(friend)
    expect(inbox.find(".entry:not(.own) .quoted")).to_contain_text("Where?")
