"""What bots and users say is never executed, and loads nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Route, expect

from support.bots import Bot
from support.inbox import Inbox
from support.one_of_each import ONE_OF_EACH

if TYPE_CHECKING:
    from sandbox.conftest import Client

HOSTILE = {
    "markup": '<img src=x onerror="window.hacked=1"><b onclick="hacked=1">',
    "script": "</script></style></textarea><script>window.hacked = 1</script>",
    "attribute": "\" onload=\"hacked=1\" ' onerror='hacked=1' x=`",
    "javascript": "javascript:window.hacked=1",
    "svg": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='hacked=1'/>",
    "separators": "\u2028\u2029\u202e",
    "prototype": "__proto__",
}


@pytest.fixture
def unharmed(inbox: Inbox) -> Iterator[Inbox]:
    """The page, in which nothing of what others say has run."""
    yield inbox
    assert inbox.page.evaluate("window.hacked") is None
    assert inbox.page.evaluate("document.scripts.length") == 1
    assert inbox.page.evaluate("document.styleSheets.length") == 8
    assert inbox.page.evaluate("({}).polluted") is None


def messages(hostile: str) -> list[Any]:
    """Return messages with a text in every place that takes any text."""
    short = hostile[:20]
    post = {"type": "postback", "label": short, "data": hostile, "displayText": hostile}
    say = {"type": "message", "label": short, "text": hostile}
    text = {"type": "text", "text": hostile, "action": post}
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [text]}}
    return [
        {"type": "text", "text": hostile, "sender": {"name": short}},
        {"type": "flex", "altText": hostile, "contents": bubble},
        {
            "type": "template",
            "altText": hostile,
            "template": {"type": "buttons", "title": short, "text": hostile[:60], "actions": [say]},
        },
        {
            "type": "location",
            "title": hostile[:50],
            "address": hostile,
            "latitude": 1,
            "longitude": 2,
        },
        {
            "type": "text",
            "text": "Last",
            "quickReply": {"items": [{"type": "action", "action": say}]},
        },
    ]


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_is_said_or_named_is_executed(
    unharmed: Inbox, client: Client, bot: Bot, friend: str, group: str, hostile: str
) -> None:
    bot.answer = hostile
    client.control("users", userId=friend, displayName=hostile, statusMessage=hostile)
    client.control("groups", groupId=group, groupName=hostile)
    for to in (friend, group):
        sent = client.post("/v2/bot/message/push", {"to": to, "messages": messages(hostile)})
        assert sent.status == 200, sent.text
    unharmed.open(friend)
    expect(unharmed.find(".phone .row")).to_have_count(5)
    expect(unharmed.find(".chat-head h2")).to_have_text(hostile)
    unharmed.find(".row .reply").first.click()
    expect(unharmed.find(".reply-said")).to_contain_text(hostile)
    unharmed.find(".composer-text").fill(hostile.strip() or "x")
    unharmed.button("Send").click()
    expect(unharmed.find(".row.own")).to_be_visible()
    expect(unharmed.find(".quoted")).to_contain_text(hostile)
    unharmed.find(".chat-search").fill(hostile)
    expect(unharmed.find(".found-message").first).to_be_visible()
    unharmed.find(".chat-search").press("Escape")
    unharmed.find(".flex-text").first.click()
    expect(unharmed.find(".done").first).to_be_visible()
    unharmed.find(".entry.own .details").first.click()
    expect(unharmed.find("#inspector pre").last).to_be_visible()
    unharmed.open(group)
    expect(unharmed.find(".composer option").first).to_have_text(hostile)


def test_nothing_in_a_request_is_executed(unharmed: Inbox, client: Client) -> None:
    hostile = HOSTILE["markup"]
    client.send("POST", "/v2/bot/message/push", hostile, authorization="Bearer sandbox-token")
    client.send("POST", f"/v2/{hostile}", json.dumps({hostile: hostile}), user_agent=hostile)
    client.control("faults", answer={"status": 500, "text": hostile, "headers": {"x-a": hostile}})
    client.get("/v2/bot/message/quota")
    unharmed.open()
    unharmed.view("requests")
    expect(unharmed.find(".request")).to_have_count(3)
    for number in range(3):
        unharmed.find(".request").nth(number).click()
        expect(unharmed.find("#inspector .request-line")).to_be_visible()
    assert unharmed.find("#inspector img, .requests img").count() == 0


def replaced(value: Any, hostile: str) -> Any:
    """Return what the control API answered, with another text where it has free ones."""
    if isinstance(value, dict):
        return {
            name: inner if name in KEPT else replaced(inner, hostile)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [replaced(inner, hostile) for inner in value]
    return hostile if isinstance(value, str) else value


KEPT = {
    *("type", "layout", "mode", "kind", "at", "cursor", "newest", "older", "chatId", "token"),
    *("requestId", "webhookEventId"),
}
"""What has a form that the sandbox makes."""


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_field_of_any_answer_is_executed(
    unharmed: Inbox, client: Client, friend: str, hostile: str
) -> None:
    """Every text of every message type, and all else that the page reads, is replaced."""
    for one in ("Hi", "Ho"):
        client.push(friend, one)
    client.control("act", type="text", userId=friend, text="Mine")
    client.push("U" + "9" * 32)

    def tamper(route: Route) -> None:
        if route.request.url.endswith("/act"):
            route.fulfill(json={"events": [], "opened": hostile})
            return
        answer = route.fetch().json()
        for entry in answer.get("entries", []):
            if "messages" in entry:
                entry["messages"] = [*ONE_OF_EACH.values()]
            elif "event" in entry:
                entry["event"]["message"] |= ONE_OF_EACH["text"]
        route.fulfill(json=replaced(answer, hostile))

    unharmed.page.route(CONTROL, tamper)
    unharmed.open(friend)
    expect(unharmed.find(".phone .row")).to_have_count(2 * len(ONE_OF_EACH) + 1)
    expect(unharmed.find(".phone .row.own")).to_have_count(1)
    unharmed.page.evaluate(
        "document.querySelectorAll('.phone [data-action]').forEach((one) => one.click())"
    )
    unharmed.find(".entry .details").first.evaluate("(one) => one.click()")
    expect(unharmed.find("#inspector pre").first).to_be_attached()
    unharmed.find(".entry.own .details").first.evaluate("(one) => one.click()")
    expect(unharmed.find("#inspector h3").last).to_have_text("Event")
    for view in ("requests", "lists", "controls"):
        unharmed.view(view)
        unharmed.page.wait_for_timeout(100)
    assert unharmed.find("#requests .request").count() == 1
    assert unharmed.find("#lists .item").count() > 3


CONTROL = re.compile(
    r"/_sandbox/(act$|chats|exchanges|lists|account|channels|events|faults|webhook)"
)


def test_a_phones_text_and_id_are_not_executed(unharmed: Inbox, client: Client) -> None:
    hostile = HOSTILE["markup"]
    scenario = {
        "destinations": [{"to": {"phoneNumber": "66900000009"}}],
        "line": {"text": hostile},
        "sms": {"text": hostile},
    }
    client.send(
        "POST",
        "/omni/1/advanced",
        json.dumps(scenario),
        authorization="App sandbox-key",
        content_type="application/json",
    )
    unharmed.open("66900000009")
    expect(unharmed.find(".phone .speech")).to_have_text(hostile)


@pytest.mark.parametrize(
    ("content_type", "shown", "disposition"),
    [
        ("image/png", "image/png", "inline"),
        ("image/svg+xml", "application/octet-stream", "attachment"),
        ("text/html", "application/octet-stream", "attachment"),
        ("text/javascript", "application/octet-stream", "attachment"),
    ],
)
def test_what_was_uploaded_is_never_a_page(
    client: Client, content_type: str, shown: str, disposition: str
) -> None:
    made = client.control("contents", type="image", content="PGI+", contentType=content_type)
    answer = client.send("GET", f"/_sandbox/content/{made['messageId']}")
    assert answer.status == 200
    assert answer.headers["content-type"].partition(";")[0] == shown
    assert answer.headers["content-disposition"] == disposition
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_only_what_is_ours_may_run(client: Client) -> None:
    page = client.send("GET", "/")
    policy = dict(
        each.strip().split(" ", 1) for each in page.headers["content-security-policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "media-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize(
    "path",
    ["inbox/../app.py", "inbox/", "inbox/__init__.py", "phone/../page.py", "inbox/%2e%2e/chats.py"],
)
def test_no_other_file_is_served(client: Client, path: str) -> None:
    assert client.send("GET", f"/_sandbox/{path}").status == 404
