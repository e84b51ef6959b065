"""A sandbox with several channels: the page is about one of them at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from support.inbox import Inbox
from support.menus import make_menu

if TYPE_CHECKING:
    from sandbox.conftest import Client

SECOND = {
    "id": "2000000001",
    "secret": "second-secret",
    "token": "second-token",
    "name": "Second",
    "users": [{"userId": "U" + "a" * 32, "displayName": "Nina"}],
}
NINA = "U" + "a" * 32


def test_one_channel_is_no_choice(inbox: Inbox) -> None:
    inbox.open()
    expect(inbox.find("select.channel")).to_have_count(0)


def test_a_channel_is_chosen(inbox: Inbox, client: Client, friend: str) -> None:
    client.control("seed", channels=[SECOND])
    client.push(friend, "From the first")
    text = {"type": "text", "text": "From the second"}
    body = {"to": NINA, "messages": [text]}
    client.post("/v2/bot/message/push", body, token="second-token")
    inbox.open()
    inbox.page.get_by_label("Channel").select_option("Second (2000000001)")
    expect(inbox.chats.first).to_contain_text("From the second")
    inbox.chats.first.click()
    expect(inbox.find(".chat-head h2")).to_have_text("Nina")
    inbox.find(".composer-text").fill("Thanks")
    inbox.button("Send").click()
    expect(inbox.find(".row.own .speech")).to_have_text("Thanks")
    client.post("/v2/bot/message/push", body, token="second-token")
    expect(inbox.find(".phone .speech")).to_have_count(3)
    inbox.find(".entry .details").first.click()
    expect(inbox.find("#inspector .facts")).to_contain_text("2000000001")
    expect(inbox.find("#inspector .facts")).to_contain_text("Cost in quota1")
    inbox.button("Copy as curl").click()
    copied = inbox.page.evaluate("navigator.clipboard.readText()")
    assert "Bearer second-token" in copied
    inbox.page.keyboard.press("Escape")
    inbox.page.get_by_role("link", name="Requests").click()
    inbox.button("All").click()
    expect(inbox.find(".request")).to_have_count(2)
    inbox.page.get_by_label("Channel").select_option("Sandbox (1000000001)")
    expect(inbox.find(".chat-last").filter(has_text="From the first")).to_have_count(1)


def test_what_others_do_in_a_channel_appears(inbox: Inbox, client: Client) -> None:
    client.control("seed", channels=[SECOND])
    inbox.page.goto(f"{inbox.url}/?channel=2000000001&chat={NINA}")
    expect(inbox.find(".nothing")).to_be_visible()
    client.control("act?channel=2000000001", type="image", userId=NINA)
    expect(inbox.find(".entry.own img")).to_have_js_property("naturalWidth", 64)
    assert inbox.page.url == f"{inbox.url}/?channel=2000000001#/chats/{NINA}"


def test_a_channel_that_a_reset_removed_is_left(inbox: Inbox, client: Client, friend: str) -> None:
    client.control("seed", channels=[SECOND])
    inbox.page.goto(f"{inbox.url}/?channel=2000000001&chat={NINA}")
    expect(inbox.find(".nothing")).to_be_visible()
    client.control("reset")
    inbox.page.wait_for_url(f"{inbox.url}/")
    expect(inbox.chats.filter(has_text="Aoi")).to_have_count(1)
    inbox.page.goto(f"{inbox.url}/?channel=2000000001#/chats/{NINA}")
    inbox.page.wait_for_url(f"{inbox.url}/")
    expect(inbox.find("#connection")).to_have_text("")
    client.push(friend, "Hi")
    expect(inbox.chats.first).to_contain_text("Hi")
    # The stream of the channel that is gone.
    inbox.wrong = [line for line in inbox.wrong if "400" not in line]


def test_the_account_is_listed(inbox: Inbox, client: Client) -> None:
    tap = {"type": "postback", "data": "x", "label": "Here"}
    menu = make_menu(client, "first", tap)
    client.post(f"/v2/bot/user/all/richmenu/{menu}", {})
    client.post("/v2/bot/message/broadcast", {"messages": [{"type": "text", "text": "Sale"}]})
    inbox.open()
    inbox.view("lists")
    heads = ["Rich menus (1)", "Campaigns (1)", "Audiences (1)", "Coupons (1)"]
    for number, head in enumerate(heads):
        expect(inbox.find("#lists h3").nth(number)).to_have_text(head)
    item = inbox.find("#lists .item")
    expect(item.nth(0)).to_contain_text("all who have no other")
    expect(item.nth(0).locator("img")).to_have_js_property("naturalWidth", 800)
    expect(item.nth(1)).to_contain_text("broadcast")
    expect(item.nth(1)).to_contain_text("Recipients5")
    client.post("/v2/bot/message/narrowcast", {"messages": [{"type": "text", "text": "More"}]})
    expect(item.nth(1)).to_contain_text("narrowcast")
