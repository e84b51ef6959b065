"""The sandbox's page in a browser, and a bot behind it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import requests
from playwright.sync_api import Locator, Page, expect

from support.bots import Bot, running_bot

TOKEN = {"authorization": "Bearer sandbox-token"}

ELSEWHERE = "host.docker.internal"
"""A name of the sandbox under which the browser trusts the page less, as on another machine."""

TOO_WIDE = """() => {
  const parts = 'main > *, #chat-list, .scroller, .chat-foot, dialog';
  const controls = ':is(main, dialog) :is(button, input, select, textarea)';
  return [document.documentElement, ...document.querySelectorAll(parts)]
    .some((one) => one.scrollWidth > one.clientWidth)
    || [...document.querySelectorAll(controls)].some((one) => {
      const { right, width } = one.getBoundingClientRect();
      return width > 0 && !one.closest('.phone') && right > innerWidth + 1;
    });
}"""


class Inbox:
    """The page of a sandbox, and all that it did which it must not."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.wrong: list[str] = []
        """Errors, dialogs, violations of the policy, and requests to others."""
        page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        page.on("request", self._check)
        page.on("response", self._check_status)

    def _check(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.wrong.append(f"request: {request.url}")

    def _check_status(self, response: Any) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status}: {response.url}")

    def open(self, chat_id: str | None = None) -> None:
        """Open the page, and a chat."""
        self.page.goto(f"{self.url}/")
        expect(self.chats.first).to_be_visible()
        if chat_id is not None:
            self.page.goto(f"{self.url}/#/chats/{quote(chat_id, safe='')}")
            expect(self.find(".chat-head")).to_be_visible()

    def view(self, name: str) -> None:
        self.page.goto(f"{self.url}/#/{name}")
        expect(self.find(f"#{name}")).to_be_visible()

    def find(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def button(self, name: str) -> Locator:
        """Return a button by its whole name, the last of them."""
        return self.page.get_by_role("button", name=name, exact=True).last

    @property
    def chats(self) -> Locator:
        return self.find("#chat-list [role=option]")

    @property
    def entries(self) -> Locator:
        return self.find(".phone .entry")

    def act(self, name: str) -> None:
        """Choose something else that the user can do."""
        self.button("More that the user can do").click()
        self.find(".choices").get_by_role("button", name=name, exact=True).click()

    def is_too_wide(self) -> bool:
        """Tell whether the page, or a part that scrolls downwards, overflows sideways."""
        return bool(self.page.evaluate(TOO_WIDE))


@contextmanager
def echo_bot(sandbox_url: str) -> Generator[Bot]:
    """Run a bot that replies with what it was told; it is the webhook endpoint of a sandbox."""

    def reply(event: dict[str, Any]) -> None:
        said = event.get("message", {}).get("text") or event.get("postback", {}).get("data")
        message = {"type": "text", "text": f"Echo: {said or event['type']}"}
        body = {"replyToken": event["replyToken"], "messages": [message]}
        url = f"{sandbox_url}/v2/bot/message/reply"
        requests.post(url, json=body, headers=TOKEN, timeout=10)

    def hear(event: dict[str, Any]) -> None:
        if "replyToken" in event:
            threading.Thread(target=reply, args=(event,)).start()

    with running_bot() as bot:
        bot.heard = hear
        requests.post(f"{sandbox_url}/_sandbox/webhook", json={"endpoint": bot.url}, timeout=10)
        yield bot
