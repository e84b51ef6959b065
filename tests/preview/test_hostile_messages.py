"""What users and bots send is never executed, and loads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from line_connector.preview.page import Look
from support.one_of_each import ONE_OF_EACH
from support.phone import Phone
from support.published import each_published

HOSTILE = {
    "markup": '<img src="https://evil.test/1" onerror="window.hacked=1"><b onclick="hacked=1">',
    "script": "</script></style></textarea><script>window.hacked = 1; alert(1)</script>",
    "comment": "<!--<script>",
    "attribute": "\" onload=\"hacked=1\" ' onerror='hacked=1' x=`",
    "javascript": "javascript:window.hacked=1",
    "javascript in disguise": " JaVa\tScRiPt:window.hacked=1//https://",
    "html in data": "data:text/html,<script>parent.hacked=1</script>",
    "svg in data": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='hacked=1'/>",
    "style": "url(https://evil.test/2)",
    "styles": "red; background: url(https://evil.test/3); x: expression(hacked=1)",
    "import": "#fff}@import 'https://evil.test/4';*{background:url(https://evil.test/5)}",
    "address": "https://evil.test/6?<script>",
    "host only": "//evil.test/7",
    "separators": "\u2028\u2029\u0000\u202e\ud83d",
    "prototype": "__proto__",
}
DISCRIMINATORS = ("type", "layout", "mode")


def replaced(value: Any, hostile: str, keep: Callable[[str], bool]) -> Any:
    """Return a message with another text in every property but some."""
    if isinstance(value, dict):
        return {
            name: inner if keep(name) else replaced(inner, hostile, keep)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [replaced(inner, hostile, keep) for inner in value]
    return hostile if isinstance(value, str) else value


@pytest.fixture
def unharmed(phone: Phone) -> Iterator[Phone]:
    """A phone on which nothing of a message's has run."""
    yield phone
    assert phone.page.evaluate("window.hacked") is None
    assert phone.page.evaluate("document.scripts.length") == 2
    assert phone.page.evaluate("document.styleSheets.length") == 1
    assert phone.page.evaluate("Object.prototype.toString.call({})") == "[object Object]"


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_of_any_message_is_executed_or_loaded(unharmed: Phone, hostile: str) -> None:
    keep = DISCRIMINATORS.__contains__
    messages = [replaced(message, hostile, keep) for message in ONE_OF_EACH.values()]
    unharmed.show(*messages)
    assert unharmed.count(".row") == len(messages)
    tap_all(unharmed)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_not_even_the_types_of_a_message_are(unharmed: Phone, hostile: str) -> None:
    unharmed.show(
        *[replaced(message, hostile, lambda _: False) for message in ONE_OF_EACH.values()]
    )
    assert unharmed.count(".as-json") == len(ONE_OF_EACH)


def test_hostile_names_of_properties_are_shown(unharmed: Phone) -> None:
    names = {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}
    flat = dict.fromkeys(HOSTILE.values(), "x")
    unharmed.show({"type": "hologram", **names, **flat}, {"type": "textV2", "substitution": names})
    assert unharmed.page.evaluate("({}).polluted") is None


def test_only_web_addresses_are_fetched_where_that_is_allowed(unharmed: Phone) -> None:
    pictures = [
        {"type": "image", "originalContentUrl": hostile, "previewImageUrl": hostile}
        for hostile in HOSTILE.values()
    ]
    unharmed.show(*pictures, look=Look(fetch_pictures=True))
    unharmed.page.wait_for_load_state("networkidle")
    requests = [each for each in unharmed.wrong if each.startswith("request: ")]
    assert requests == ["request: https://evil.test/6?%3Cscript%3E"]
    assert not any("policy" in each.lower() for each in unharmed.wrong)
    unharmed.wrong.clear()  # the request was refused, which the console says


@each_published
def test_published_messages_are_shown_without_an_error(phone: Phone, message: Any) -> None:
    phone.show(message)
    assert phone.count(".row") == 1
    assert phone.count(".as-json") == 0


def test_one_of_each_is_shown_without_an_error(phone: Phone) -> None:
    phone.show(*ONE_OF_EACH.values())
    assert phone.count(".as-json") == 1
    tap_all(phone)


def tap_all(phone: Phone) -> None:
    """Tap all that can be tapped."""
    phone.page.evaluate("document.querySelectorAll('[data-action]').forEach((one) => one.click())")
