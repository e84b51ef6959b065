"""One browser for the tests of a module, and the page of an emptied sandbox in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright

from line_connector.preview.chromium import find_browser, sandbox_arguments
from support.bots import Bot
from support.inbox import ELSEWHERE, Inbox, echo_bot

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox


# Not for the whole run: while it is open, no other test can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine; CHROME names one")
    with sync_playwright() as playwright:
        arguments = [*sandbox_arguments(), f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1"]
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()


@pytest.fixture
def inbox(browser: Browser, sandbox: Sandbox) -> Iterator[Inbox]:
    """The page in a browser of its own; it may cause no error, dialog or foreign request."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = Inbox(context.new_page(), sandbox.url)
    yield page
    context.close()
    assert page.wrong == []


@pytest.fixture
def bot(sandbox: Sandbox) -> Iterator[Bot]:
    with echo_bot(sandbox.url) as running:
        yield running
