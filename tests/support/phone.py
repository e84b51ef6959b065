"""A phone in a browser, on which tests show messages and measure what they see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

import pytest
from playwright.sync_api import Locator, Page, Route, sync_playwright

from line_connector.preview.chromium import find_browser, sandbox_arguments
from line_connector.preview.page import DEFAULT_LOOK, Look, preview_page

ADDRESS = "http://phone.test/"
"""Where the page seems to be."""

_HTML = {"Content-Type": "text/html; charset=utf-8"}


class Area(NamedTuple):
    """Where an element is, in CSS pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Phone:
    """The page of the preview, and all that it did which it must not."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        """Errors, dialogs and requests; no message may cause any."""
        page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        page.on("popup", lambda popup: self.wrong.append(f"popup: {popup.url}"))
        page.route("**/*", self._refuse)

    def _refuse(self, route: Route) -> None:
        self.wrong.append(f"request: {route.request.url}")
        route.abort()

    def show(self, *messages: Any, look: Look = DEFAULT_LOOK) -> None:
        """Show messages on a new page."""
        self.open(preview_page(messages, look))

    def open(self, html: str, **headers: str) -> None:
        """Open a page, as if a server sent it."""
        self.page.route(
            ADDRESS, lambda route: route.fulfill(body=html, headers={**_HTML, **headers})
        )
        self.page.goto(ADDRESS)
        self.page.unroute(ADDRESS)

    def show_bubble(self, **bubble: Any) -> None:
        """Show one flex bubble."""
        contents = {"type": "bubble", **bubble}
        self.show({"type": "flex", "altText": "A bubble", "contents": contents})

    def show_body(self, *contents: Any, layout: str = "vertical", **box: Any) -> None:
        """Show a bubble whose body is a box without padding."""
        body = {"type": "box", "layout": layout, "contents": list(contents), "paddingAll": "0px"}
        self.show_bubble(body={**body, **box})

    def find(self, selector: str, number: int = 0) -> Locator:
        """Return an element, by default the first of its kind."""
        return self.page.locator(f"#phone {selector}".strip()).nth(number)

    def count(self, selector: str) -> int:
        return self.page.locator(f"#phone {selector}").count()

    def area(self, selector: str, number: int = 0) -> Area:
        """Return where an element is."""
        box = self.find(selector, number).bounding_box()
        assert box is not None
        return Area(box["x"], box["y"], box["width"], box["height"])

    def areas(self, selector: str) -> list[Area]:
        return [self.area(selector, number) for number in range(self.count(selector))]

    def style(self, selector: str, name: str, number: int = 0) -> str:
        """Return a computed style."""
        script = "(element, name) => getComputedStyle(element).getPropertyValue(name)"
        return cast("str", self.find(selector, number).evaluate(script, name))

    def text(self, selector: str, number: int = 0) -> str:
        return self.find(selector, number).text_content() or ""

    def texts(self, selector: str) -> list[str]:
        return self.page.locator(f"#phone {selector}").all_text_contents()

    def attribute(self, selector: str, name: str, number: int = 0) -> str | None:
        return self.find(selector, number).get_attribute(name)

    def is_cut_off(self, selector: str, number: int = 0) -> bool:
        """Tell whether an element's content is wider than it."""
        script = "(element) => element.scrollWidth > element.clientWidth"
        return cast("bool", self.find(selector, number).evaluate(script))

    def tapped(self) -> str:
        """Return what the page says of the last tap."""
        return self.page.locator("#tapped").text_content() or ""


@contextmanager
def phone_in_browser() -> Iterator[Phone]:
    """Start a browser and give a phone in it; skip the test where there is none."""
    browser = find_browser()
    if browser is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine; CHROME names one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=sandbox_arguments())
        page = running.new_page(viewport={"width": 1000, "height": 800})
        yield Phone(page)
        running.close()
