"""The list of chats and an open chat: what arrives appears by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from line_connector import Connector
from support.inbox import Inbox

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

SMS = "66900000009"
"""A phone without LINE."""


def test_what_is_sent_appears_without_a_reload(inbox: Inbox, sandbox: Sandbox, friend: str) -> None:
    inbox.open(friend)
    expect(inbox.find(".nothing")).to_be_visible()
    push = {"to": friend, "messages": [{"type": "text", "text": "Disk: 91 %"}]}
    with Connector.from_env(sandbox.env) as connector:
        connector.run("push_message", push)
    expect(inbox.find(".phone .speech")).to_have_text("Disk: 91 %")
    expect(inbox.chats.first).to_contain_text("Disk: 91 %")
    expect(inbox.find("#quota")).to_have_text("29,999 of 30,000 left this month")
    expect(inbox.find("#announcements")).to_have_text("Aoi received: Disk: 91 %")


def test_chats_have_names_and_unread_marks(
    inbox: Inbox, client: Client, friends: list[str], group: str
) -> None:
    client.push(friends[1], "One", "Two")
    client.push(friends[1], "Three")
    client.push(group, "Four")
    inbox.open()
    names = inbox.find(".chat-name").all_text_contents()
    assert names == ["Sandbox group", "Somchai", "Aoi", "Mei-ling", "Putri", "Kenji"]
    assert inbox.find(".chat-last").all_text_contents()[:2] == ["Four", "Three"]
    assert inbox.find(".unread").all_text_contents() == ["1", "2"]
    inbox.chats.nth(1).click()
    expect(inbox.entries).to_have_count(2)
    expect(inbox.find(".unread")).to_have_count(1)


def test_chats_are_searched_and_filtered(
    inbox: Inbox, client: Client, friends: list[str], group: str
) -> None:
    client.push(friends[2], "Hi")
    room = "R" + "7" * 32
    client.control("groups", roomId=room, members=friends[:2])
    inbox.open()
    inbox.find("#search").fill("mei")
    expect(inbox.find(".chat-name")).to_have_text(["Mei-ling"])
    inbox.find("#search").fill(group[-4:])
    expect(inbox.find(".chat-name")).to_have_text(["Sandbox group", "Aoi"])
    inbox.find("#search").fill("")
    for name, found in (
        ("Groups", ["Sandbox group"]),
        ("Rooms", ["Room 7777"]),
        ("Unread", ["Mei-ling"]),
        ("People", ["Mei-ling", "Aoi", "Somchai", "Putri", "Kenji"]),
    ):
        inbox.button(name).click()
        expect(inbox.find(".chat-name")).to_have_text(found)
    inbox.button("Phones").click()
    expect(inbox.find("#chat-list")).to_have_text("No chats found.")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("Élodie", ["Élodie"]),
        ("ольга", ["Ольга"]),
        ("ünited", ["ÜNITED"]),
        ("room CCCC", ["Room cccc"]),
        ("+66900", [f"+{SMS}"]),
    ],
)
def test_names_are_found_as_they_are_shown(
    client: Client, friend: str, search: str, found: list[str]
) -> None:
    for name in ("Élodie", "Ольга"):
        client.control("users", displayName=name)
    client.control("groups", groupId="C" + "d" * 32, groupName="ÜNITED")
    client.control("groups", roomId="R" + "c" * 32, members=[friend])
    sms = {"destinations": [{"to": {"phoneNumber": SMS}}], "sms": {"text": "Hi"}}
    client.send(
        "POST",
        "/omni/1/advanced",
        json.dumps(sms),
        authorization="App sandbox-key",
        content_type="application/json",
    )
    query = urlencode({"search": search})
    assert [each["name"] for each in client.seen(f"chats?{query}")["chats"]] == found


def test_what_came_last_is_last_also_where_the_clock_was_set_back(
    client: Client, friends: list[str]
) -> None:
    friend, other = friends[:2]
    client.control("settings", rateLimits=False)
    sent = [str(number) for number in range(12)]
    for text in sent[:6]:
        client.push(friend, text)
    client.control("act", type="text", userId=other, text="Hi")
    client.control("clock", at="2026-01-01T00:00:00Z")
    for text in sent[6:]:
        client.push(friend, text)
        client.control("act", type="text", userId=friend, text=f"answer to {text}")
    pages = [client.seen(f"chats/{friend}/messages?limit=4")]
    while pages[0]["older"]:
        pages.insert(0, client.seen(f"chats/{friend}/messages?limit=4&before={pages[0]['older']}"))
    texts = [
        (entry["messages"][0] if "messages" in entry else entry["event"]["message"])["text"]
        for page in pages
        for entry in page["entries"]
    ]
    answered = [text for number in sent[6:] for text in (number, f"answer to {number}")]
    assert texts == sent[:6] + answered
    assert [each["chatId"] for each in client.seen("chats?limit=2")["chats"]] == [friend, other]
    assert [each["messages"][0]["text"] for each in client.seen("received")["received"]] == sent


def test_pages_of_the_list_hold_each_chat_once(client: Client, friends: list[str]) -> None:
    for friend in friends[:2]:
        client.push(friend)
    for friend in friends[1:4]:
        client.control("act", type="text", userId=friend, text="Hi")
    page = client.seen("chats?limit=1")
    listed = page["chats"]
    while page["next"]:
        page = client.seen(f"chats?limit=1&after={page['next']}")
        listed += page["chats"]
    ids = [each["chatId"] for each in listed]
    assert ids == [friends[3], friends[2], friends[1], friends[0], "C" + "1".zfill(32), friends[4]]


def test_phones_of_failover_get_a_chat(inbox: Inbox, client: Client) -> None:
    client.send(
        "POST",
        "/omni/1/advanced",
        '{"destinations": [{"to": {"phoneNumber": "66900000009"}}],'
        ' "line": {"text": "By LINE"}, "sms": {"text": "By SMS"}}',
        authorization="App sandbox-key",
        content_type="application/json",
    )
    inbox.open(SMS)
    expect(inbox.find(".chat-head h2")).to_have_text(f"+{SMS}")
    expect(inbox.find(".phone .speech")).to_have_text("By SMS")
    expect(inbox.find(".entry .details")).to_contain_text("SMS")
    expect(inbox.find(".composer")).to_have_count(0)


def test_what_is_older_is_loaded_as_it_is_scrolled_to(
    inbox: Inbox, client: Client, friend: str
) -> None:
    for number in range(100):
        client.push(friend, f"Message {number}")
    inbox.open(friend)
    expect(inbox.entries).to_have_count(30)
    expect(inbox.entries.last).to_contain_text("Message 99")
    expect(inbox.entries.last).to_be_in_viewport()
    while inbox.entries.count() < 100:
        known = inbox.entries.count()
        inbox.find(".scroller").evaluate("(one) => one.scrollTo(0, 0)")
        expect(inbox.entries).to_have_count(min(known + 30, 100))
    assert inbox.find(".phone .speech").all_text_contents() == [
        f"Message {number}" for number in range(100)
    ]


def test_a_hundred_thousand_messages_stay_usable(
    inbox: Inbox, client: Client, friends: list[str]
) -> None:
    client.control("users", count=2000)
    client.control("settings", rateLimits=False, quota=None)
    message = {"type": "text", "text": "To all"}
    for _ in range(50):
        client.post("/v2/bot/message/broadcast", {"messages": [message]})
    client.push(friends[4], "The last one")
    inbox.open(friends[4])
    expect(inbox.find(".phone .speech").last).to_have_text("The last one")
    assert inbox.chats.count() <= 150
    assert inbox.entries.count() == 30
    client.push(friends[4], "One more")
    expect(inbox.find(".phone .speech").last).to_have_text("One more")


def test_a_reset_empties_the_open_chat(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend, "Before")
    inbox.open(friend)
    expect(inbox.entries).to_have_count(1)
    client.control("reset")
    expect(inbox.find(".nothing")).to_be_visible()
    client.push(friend, "After")
    expect(inbox.find(".phone .speech")).to_have_text(["After"])


def test_a_mention_of_the_account_s_is_listed_by_name(
    inbox: Inbox, client: Client, friend: str, group: str
) -> None:
    who = {"type": "mention", "mentionee": {"type": "user", "userId": friend}}
    message = {"type": "textV2", "text": "Hi {who}!", "substitution": {"who": who}}
    push = {"to": group, "messages": [message]}
    client.post("/v2/bot/message/push", push)
    inbox.open()
    expect(inbox.find(".chat-last").first).to_have_text("Hi @Aoi!")
    inbox.open(group)
    client.post("/v2/bot/message/push", push)
    expect(inbox.find("#announcements")).to_have_text("Sandbox group received: Hi @Aoi!")


def test_after_a_reset_nothing_of_before_is_shown(inbox: Inbox, client: Client) -> None:
    nina = "U" + "7" * 32
    client.control("users", userId=nina, displayName="Nina")
    client.push(nina, "Before")
    inbox.open(nina)
    inbox.find(".entry .details").click()
    expect(inbox.find("#inspector .facts")).to_be_visible()
    client.control("reset")
    expect(inbox.find(".nothing")).to_be_visible()
    expect(inbox.find("#inspector")).to_be_hidden()
    expect(inbox.find(".rich-menu")).to_be_hidden()
    expect(inbox.find("#connection")).to_have_text("")


def test_the_keyboard_is_enough_on_a_phone(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend, "Hi")
    inbox.page.set_viewport_size({"width": 390, "height": 844})
    inbox.open()
    keyboard = inbox.page.keyboard
    inbox.find("#chat-list").focus()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(inbox.find(".scroller")).to_be_focused()
    keyboard.press("Escape")
    expect(inbox.find("#chat-list")).to_be_focused()
    assert inbox.page.url == f"{inbox.url}/#/chats"
    keyboard.press("Enter")
    expect(inbox.find(".scroller")).to_be_focused()


def test_the_keyboard_is_enough(inbox: Inbox, client: Client, friends: list[str]) -> None:
    client.push(friends[0], "First")
    client.push(friends[1], "Second")
    inbox.open()
    keyboard = inbox.page.keyboard
    inbox.find("#search").focus()
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(inbox.find(".chat-head h2")).to_have_text("Aoi")
    expect(inbox.find("[aria-selected=true]")).to_contain_text("Aoi")
    inbox.find(".entry .details").focus()
    keyboard.press("Enter")
    expect(inbox.find("#inspector h2")).to_be_focused()
    keyboard.press("Escape")
    expect(inbox.find("#inspector")).to_be_hidden()
    expect(inbox.find(".entry .details")).to_be_focused()
    keyboard.press("Escape")
    expect(inbox.find("#chat-list")).to_be_focused()


def test_everything_that_can_be_used_has_a_name(inbox: Inbox, client: Client, friend: str) -> None:
    client.push(friend, "Hi")
    inbox.open(friend)
    inbox.find(".entry .details").click()
    for view in ("requests", "lists", "controls", "chats"):
        inbox.view(view)
    inbox.open(friend)
    inbox.act("Another place …")
    nameless = inbox.page.evaluate(
        """() => [...document.querySelectorAll(
          'button, input, select, textarea, dialog, img, [role], [tabindex]')]
        .filter((one) => !one.getAttribute('aria-label') && !one.textContent.trim()
          && one.getAttribute('alt') === null
          && !['status', 'log', 'listbox'].includes(one.getAttribute('role')))
        .map((one) => one.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_have_contrast(inbox: Inbox, client: Client, friend: str, scheme: Any) -> None:
    client.push(friend, "Hi")
    inbox.page.emulate_media(color_scheme=scheme)
    inbox.open(friend)
    inbox.find(".entry .details").click()
    expect(inbox.find("#inspector dl")).to_be_visible()
    assert inbox.page.evaluate(LOW_CONTRAST) == []
    for view in ("requests", "lists", "controls"):
        inbox.view(view)
        inbox.page.wait_for_timeout(100)
        assert inbox.page.evaluate(LOW_CONTRAST) == []
    inbox.open(friend)
    inbox.act("Another place …")
    assert inbox.page.evaluate(LOW_CONTRAST) == []


LOW_CONTRAST = """() => {
  const parse = (text) => (text.match(/[0-9.]+/g) ?? []).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
      if (a === 1 && r !== undefined) return [r, g, b];
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')].filter((one) => {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const hidden = !one.getClientRects().length || one.closest('.avatar, svg, .unseen');
    if (!own || hidden) return false;
    const ink = light(parse(getComputedStyle(one).color).slice(0, 3));
    const paper = light(ground(one));
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) < 4.5;
  }).map((one) => `${one.className}: ${one.textContent.slice(0, 30)}`);
}"""


def test_nothing_overflows_on_a_phone(inbox: Inbox, client: Client, friend: str) -> None:
    long = "A word of " + "great" * 60 + "length"
    client.control("users", userId=friend, displayName=long)
    client.push(friend, long, "Hi")
    client.push("U" + "9" * 32, long)
    inbox.page.set_viewport_size({"width": 360, "height": 640})
    inbox.open()
    assert not inbox.is_too_wide()
    inbox.chats.first.click()
    expect(inbox.entries).to_have_count(1)
    expect(inbox.find("#chats")).to_be_hidden()
    assert not inbox.is_too_wide()
    inbox.button("More that the user can do").click()
    assert not inbox.is_too_wide()
    inbox.button("Another place …").click()
    expect(inbox.find("dialog")).to_be_in_viewport(ratio=1)
    assert not inbox.is_too_wide()
    inbox.page.keyboard.press("Escape")
    inbox.find(".entry .details").click()
    expect(inbox.find("#inspector dl")).to_be_visible()
    assert not inbox.is_too_wide()
    inbox.page.keyboard.press("Escape")
    inbox.button("Back to the chats").click()
    expect(inbox.find("#chats")).to_be_visible()
    for view in ("requests", "lists", "controls"):
        inbox.view(view)
        inbox.page.wait_for_timeout(100)
        assert not inbox.is_too_wide()
