"""Draw the picture of the sandbox's page in docs/sandbox.md: a chat with a bot, and a request.

Needs Playwright, Chromium, Chrome or Edge, and Pillow.

python docs/inbox_picture.py
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

PICTURE = Path(__file__).parent / "images" / "sandbox-page.png"
WIDTH, HEIGHT = 1180, 720

FRIEND = f"U{1:032x}"
GROUP = f"C{1:032x}"
ALERT = {
    "title": "Disk almost full on db-1",
    "severity": "critical",
    "fields": {"Host": "db-1.example.com", "Used": "91 %"},
    "buttons": [{"label": "Acknowledge", "data": "ack=disk-db-1"}],
}
_COLORS = 64
"""Of the picture's palette: enough for flat colours and the edges of letters."""


def fill(url: str) -> None:
    """Let some people receive something, and one answer."""

    def post(path: str, body: Any) -> Any:
        token = {"authorization": "Bearer sandbox-token"}
        answer = requests.post(url + path, json=body, headers=token, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def push(to: str, message: Any) -> None:
        post("/v2/bot/message/push", {"to": to, "messages": [message]})

    push(f"U{2:032x}", {"type": "text", "text": "สวัสดีครับ คำสั่งซื้อพร้อมแล้ว"})
    push(GROUP, {"type": "text", "text": "Deploy finished in 42 s"})
    push(FRIEND, CARDS["alert"].build(ALERT))
    post("/_sandbox/act", {"type": "text", "userId": FRIEND, "text": "On it"})
    buttons = [
        {"type": "action", "action": {"type": "message", "label": name, "text": name}}
        for name in ("Silence for an hour", "Done")
    ]
    text = {"type": "text", "text": "Thanks! What next?", "quickReply": {"items": buttons}}
    push(FRIEND, text)


def draw(page: Page, url: str) -> bytes:
    """Return the PNG of the page, with a palette."""
    page.goto(f"{url}/#/chats/{FRIEND}")
    page.locator(".entry").nth(2).wait_for()
    page.locator(".entry .details").last.click()
    page.locator("#inspector dl").wait_for()
    image = Image.open(io.BytesIO(page.screenshot()))
    drawn = io.BytesIO()
    image.convert("RGB").quantize(_COLORS).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


if __name__ == "__main__":
    browser = find_browser() or sys.exit("no Chromium, Chrome or Edge on this machine")
    with Sandbox() as sandbox, sync_playwright() as playwright:
        fill(sandbox.url)
        chromium = playwright.chromium.launch(executable_path=browser, args=sandbox_arguments())
        size: Any = {"width": WIDTH, "height": HEIGHT}
        PICTURE.write_bytes(draw(chromium.new_page(viewport=size), sandbox.url))
        chromium.close()
    print(PICTURE.name, PICTURE.stat().st_size)
