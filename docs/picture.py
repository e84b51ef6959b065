"""Draw docs/card.png, the README's picture: an alert on a phone, in the sandbox's page.

Needs Playwright, Chromium, Chrome or Edge, and Pillow.

python docs/picture.py
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import requests
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from line_connector.cards import CARDS
from line_connector.preview.chromium import find_browser, sandbox_arguments
from line_connector.sandbox import Sandbox

PICTURE = Path(__file__).with_name("card.png")
WIDTH, HEIGHT = 390, 730
SCALE = 1.5
"""Pixels of the picture for each of the page."""

FRIEND = f"U{1:032x}"
ALERT = {
    "title": "Disk almost full",
    "severity": "critical",
    "text": "The nightly backup needs 40 GB.",
    "fields": {"Host": "db-2", "Used": "91 %"},
    "source": "disk watch",
    "link": "https://example.com/disks",
}
_COLORS = 96
"""Of the picture's palette: enough for flat colours and the edges of letters."""


def fill(url: str) -> None:
    """Let the first friend get an alert, and answer it."""

    def post(path: str, body: Any) -> None:
        token = {"authorization": "Bearer sandbox-token"}
        requests.post(url + path, json=body, headers=token, timeout=10).raise_for_status()

    def push(message: Any) -> None:
        post("/v2/bot/message/push", {"to": FRIEND, "messages": [message]})

    push(CARDS["alert"].build(ALERT))
    post("/_sandbox/act", {"type": "text", "userId": FRIEND, "text": "On it"})
    post("/v2/bot/message/markAsRead", {"chat": {"userId": FRIEND}})
    names = ("Silence for an hour", "Done")
    actions = [{"type": "message", "label": name, "text": name} for name in names]
    items = [{"type": "action", "action": action} for action in actions]
    push({"type": "text", "text": "Thanks! What next?", "quickReply": {"items": items}})


def draw(page: Page, url: str) -> bytes:
    """Return the PNG of the chat on a phone, with a palette."""
    page.goto(f"{url}/?chat={FRIEND}")
    page.locator(".quick-replies").wait_for()
    image = Image.open(io.BytesIO(page.locator("#conversation").screenshot()))
    drawn = io.BytesIO()
    image.convert("RGB").quantize(_COLORS).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


if __name__ == "__main__":
    browser = find_browser() or sys.exit("no Chromium, Chrome or Edge on this machine")
    with Sandbox() as sandbox, sync_playwright() as playwright:
        fill(sandbox.url)
        chromium = playwright.chromium.launch(executable_path=browser, args=sandbox_arguments())
        size: Any = {"width": WIDTH, "height": HEIGHT}
        page = chromium.new_page(viewport=size, device_scale_factor=SCALE, locale="en-GB")
        PICTURE.write_bytes(draw(page, sandbox.url))
        chromium.close()
    print(PICTURE.name, PICTURE.stat().st_size)
