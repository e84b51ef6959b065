"""The renderer as modules in any page, also under a strict Content-Security-Policy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Route

from line_connector.preview.page import preview_page
from line_connector.preview.script import STYLE_SHEETS, asset, one_script
from support.one_of_each import ONE_OF_EACH
from support.phone import ADDRESS, Phone

INBOX = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox</title>
<link rel="stylesheet" href="chat.css"><link rel="stylesheet" href="messages.css">
<link rel="stylesheet" href="flex.css"><link rel="icon" href="data:,">
<main id="phone" class="phone"></main><script type="module" src="inbox.js"></script></html>"""

SCRIPT = """import { listenToActions, loadingRow, messageRow, showMessages } from "./phone.js";
const phone = document.getElementById("phone");
const messages = await (await fetch("messages.json")).json();
const account = { name: "Shop" };
showMessages(phone, messages, { account, names: { U1: "Somchai" }, time: "12:34" });
phone.append(messageRow({ type: "text", text: "mine" }, { side: "user", time: "12:35" }));
phone.append(loadingRow({ account }));
window.heard = [];
window.say = (text) => showMessages(phone, [{ type: "text", text }], { account });
listenToActions(phone, (action, element) => window.heard.push([action.type, element.tagName]));
"""

FILES = re.compile(rf"{ADDRESS}.+")
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


@pytest.fixture
def inbox(phone: Phone) -> Iterator[Phone]:
    """A page that loads the modules one by one and allows nothing but its own files."""
    own = {"inbox.js": SCRIPT, "messages.json": json.dumps([*ONE_OF_EACH.values()])}

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        content_type = TYPES[PurePosixPath(path).suffix]
        route.fulfill(body=own.get(path) or asset(path), content_type=content_type)

    phone.page.route(FILES, serve)
    phone.open(INBOX, **{"Content-Security-Policy": "default-src 'self'; img-src data:"})
    phone.page.wait_for_function("window.heard")
    yield phone
    phone.page.unroute(FILES)


def test_the_modules_run_under_a_strict_policy(inbox: Phone) -> None:
    assert inbox.count(".row") == len(ONE_OF_EACH) + 2
    assert inbox.style(".flex-bubble", "width") == "260px"


def test_account_names_and_times_are_the_page_s(inbox: Phone) -> None:
    assert inbox.text(".mention", 1) == "@Somchai"
    assert inbox.texts(".sender")[-1] == "Shop"
    assert inbox.text(".at") == "12:34"


def test_own_messages_stand_at_the_end_and_an_account_may_be_writing(inbox: Phone) -> None:
    assert inbox.area("").right - inbox.area(".own .speech").right == 12
    assert inbox.style(".own .speech", "background-color") == "rgb(141, 224, 85)"
    assert inbox.attribute(".loading", "role") == "status"


def test_new_messages_replace_the_quick_replies(inbox: Phone) -> None:
    assert inbox.count(".quick-replies") == 1
    inbox.page.evaluate("say('More')")
    assert inbox.count(".quick-replies") == 0
    assert inbox.texts(".speech")[-1] == "More"


def test_taps_are_heard(inbox: Phone) -> None:
    inbox.find(".card button").click()
    assert inbox.page.evaluate("window.heard") == [["postback", "BUTTON"]]


def test_the_one_script_has_every_module_and_no_import() -> None:
    folder = resources.files("line_connector.preview") / "phone"
    modules = [*folder.iterdir(), *(folder / "flex").iterdir()]
    script = one_script("preview.js")
    for module in modules:
        if module.name.endswith(".js"):
            assert module.read_text("utf-8").splitlines()[-2] in script, module.name
    assert "\nimport " not in script
    assert "\nexport " not in script


def test_the_style_sheets_of_the_page_are_all_there_are() -> None:
    folder = resources.files("line_connector.preview") / "phone"
    sheets = {file.name for file in folder.iterdir() if file.name.endswith(".css")}
    assert sheets == {*STYLE_SHEETS, "preview.css"}


def test_no_module_makes_markup_of_texts() -> None:
    script = one_script("preview.js")
    for unsafe in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert unsafe not in script


def test_a_message_cannot_end_the_script_that_holds_it() -> None:
    page = preview_page([{"type": "text", "text": "</script><script>alert(1)</script>"}])
    assert page.count("</script>") == 2
