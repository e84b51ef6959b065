"""The page hears what happens, in however many tabs it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from support.inbox import Inbox

if TYPE_CHECKING:
    from sandbox.conftest import Client

TABS = 8
"""More than the six connections that a browser has to one server."""


def test_many_tabs_of_one_browser_hear_what_happens(
    inbox: Inbox, client: Client, friend: str
) -> None:
    others = [Inbox(inbox.page.context.new_page(), inbox.url) for _ in range(TABS - 1)]
    tabs = [inbox, *others]
    for tab in tabs:
        tab.open(friend)
    client.push(friend, "For all")
    for tab in tabs:
        expect(tab.find(".phone .speech")).to_have_text("For all")
    assert [line for tab in others for line in tab.wrong] == []


def test_a_tab_hears_when_the_one_before_it_is_closed(
    inbox: Inbox, client: Client, friend: str
) -> None:
    first = Inbox(inbox.page.context.new_page(), inbox.url)
    first.open(friend)
    inbox.open(friend)
    first.page.close()
    client.push(friend, "Hi")
    expect(inbox.find(".phone .speech")).to_have_text("Hi")


def test_a_browser_without_shared_workers_hears_too(
    inbox: Inbox, client: Client, friend: str
) -> None:
    inbox.page.add_init_script("delete globalThis.SharedWorker")
    inbox.open(friend)
    client.push(friend, "Hi")
    expect(inbox.find(".phone .speech")).to_have_text("Hi")
