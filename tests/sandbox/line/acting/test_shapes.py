"""The events have the properties that LINE documents, and that published webhooks have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.line.acting.shapes import CAUSES, kind_of, paths, published_events

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from support.bots import Bot

COMMON = {
    "type",
    "mode",
    "timestamp",
    "webhookEventId",
    "deliveryContext",
    "deliveryContext.isRedelivery",
}
USER = {"source", "source.type", "source.userId"}
GROUP = {"source", "source.type", "source.groupId"}
REPLY = {"replyToken"}
MESSAGE = {"message", "message.id", "message.type", "message.markAsReadToken"}
QUOTE = {"message.quoteToken"}
PROVIDED = {"message.contentProvider", "message.contentProvider.type"}

DOCUMENTED: dict[str, set[str]] = {
    "text": {*USER, *REPLY, *MESSAGE, *QUOTE, "message.text"},
    "image": {*USER, *REPLY, *MESSAGE, *QUOTE, *PROVIDED},
    "video": {*USER, *REPLY, *MESSAGE, *QUOTE, *PROVIDED, "message.duration"},
    "audio": {*USER, *REPLY, *MESSAGE, *PROVIDED, "message.duration"},
    "file": {*USER, *REPLY, *MESSAGE, "message.fileName", "message.fileSize"},
    "edit": {
        *GROUP,
        "source.userId",
        *REPLY,
        *(MESSAGE - {"message.markAsReadToken"}),
        *QUOTE,
        "message.text",
    },
    "unsend in a group": {*GROUP, "source.userId", "unsend", "unsend.messageId"},
    "follow": {*USER, *REPLY, "follow", "follow.isUnblocked"},
    "unfollow": USER,
    "join": {*GROUP, *REPLY},
    "leave": GROUP,
    "memberJoined": {
        *GROUP,
        *REPLY,
        "joined",
        "joined.members",
        "joined.members[].type",
        "joined.members[].userId",
    },
    "memberLeft": {
        *GROUP,
        "left",
        "left.members",
        "left.members[].type",
        "left.members[].userId",
    },
    "postback": {*USER, *REPLY, "postback", "postback.data"},
    "videoPlayComplete": {*USER, *REPLY, "videoPlayComplete", "videoPlayComplete.trackingId"},
    "beacon": {*USER, *REPLY, "beacon", "beacon.hwid", "beacon.type"},
    "accountLink": {*USER, *REPLY, "link", "link.result", "link.nonce"},
    "accountLink failed": {"link", "link.result", "link.nonce"},
    "membership": {
        *USER,
        *REPLY,
        "membership",
        "membership.type",
        "membership.membershipId",
    },
    "delivery": {"delivery", "delivery.data"},
    "attached": {"module", "module.type", "module.botId", "module.scopes"},
    "detached": {"module", "module.type", "module.botId", "module.reason"},
    "activated": {*USER, "chatControl", "chatControl.expireAt"},
    "deactivated": USER,
    "botSuspended": set(),
    "botResumed": set(),
}

WRONG = {
    ("join", "None", "user"),
    ("leave", "None", "user"),
    ("messageEdited", "text", "user"),
    ("videoPlayComplete", "None", "group"),
    ("activated", "None", "user"),
}
"""Made up by authors of tests: LINE documents these for other chats."""

PARAMS = ("", ".date", ".time", ".datetime", ".newRichMenuAliasId", ".status")

SEEN_ELSEWHERE = {
    *(("postback", f"postback.params{name}") for name in PARAMS),
    *(("delivery", path) for path in USER),
    ("message", "message.quotedMessageId"),
    ("message", "message.unknown"),
}
"""What other tests have, and what LINE does not document."""


def caused(name: str, client: Client) -> list[dict[str, Any]]:
    return [entry["event"] for entry in CAUSES[name](client)["events"]]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_an_event_has_what_line_documents(name: str, client: Client) -> None:
    for event in caused(name, client):
        assert paths(event) == COMMON | DOCUMENTED[name]


@pytest.mark.parametrize("name", CAUSES)
def test_an_event_is_told_as_it_is_sent(name: str, client: Client, bot: Bot) -> None:
    event = caused(name, client)[-1]
    assert event in bot.events
    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", event["webhookEventId"])
    assert event["mode"] == "active"
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert isinstance(event["timestamp"], int)
    headers = bot.webhooks[-1].headers
    assert headers["user-agent"] == "LineBotWebhook/2.0"
    assert headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.skipif(not published_events(), reason="no published webhooks: set LINE_CORPUS")
def test_published_events_have_no_property_that_ours_lack(client: Client) -> None:
    ours: dict[str, set[str]] = {}
    for name in CAUSES:
        client.control("reset")
        for event in caused(name, client):
            ours.setdefault(kind_of(event)[0], set()).update(paths(event))
    lacking = {
        (event["type"], path)
        for event in published_events()
        if "mode" in event and kind_of(event)[0] in ours and kind_of(event) not in WRONG
        for path in paths(event) - ours[event["type"]]
    }
    assert lacking == SEEN_ELSEWHERE
