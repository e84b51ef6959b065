"""Taps on what was really sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from sandbox.line.acting.conftest import Act

ACTIONS: list[dict[str, Any]] = [
    {"type": "postback", "label": "Buy", "data": "a=1", "displayText": "I buy"},
    {"type": "message", "label": "Yes", "text": "Yes!"},
    {"type": "uri", "label": "Look", "uri": "https://example.com/"},
    {
        "type": "datetimepicker",
        "label": "When",
        "data": "when",
        "mode": "date",
        "min": "2026-01-01",
        "max": "2026-12-31",
    },
]
BUTTONS = {
    "type": "template",
    "altText": "Buttons",
    "template": {"type": "buttons", "text": "What?", "actions": ACTIONS},
    "quickReply": {
        "items": [
            {"type": "action", "action": {"type": "camera", "label": "Photo"}},
            {"type": "action", "action": {"type": "location", "label": "Where"}},
        ]
    },
}
FLEX = {
    "type": "flex",
    "altText": "Card",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "button", "action": ACTIONS[0]}],
        },
    },
}
IMAGEMAP = {
    "type": "imagemap",
    "baseUrl": "https://example.com/map",
    "altText": "Map",
    "baseSize": {"width": 1040, "height": 1040},
    "actions": [
        {
            "type": "uri",
            "linkUri": "https://example.com/a",
            "area": {"x": 0, "y": 0, "width": 1, "height": 1},
        },
    ],
}


def sent(client: Client, to: str, message: dict[str, Any]) -> str:
    """Push a message, and return its ID."""
    reply = client.post("/v2/bot/message/push", {"to": to, "messages": [message]})
    assert reply.status == 200, reply.text
    message_id: str = reply.json["sentMessages"][0]["id"]
    return message_id


@pytest.mark.parametrize(
    ("message", "chosen", "came"),
    [
        (BUTTONS, {"label": "Buy"}, {"postback": {"data": "a=1"}}),
        (BUTTONS, {"action": ACTIONS[0]}, {"postback": {"data": "a=1"}}),
        (BUTTONS, {"place": "template.actions[1]"}, {"message": {"text": "Yes!"}}),
        (
            BUTTONS,
            {"label": "When", "picked": "2026-02-03"},
            {"postback": {"data": "when", "params": {"date": "2026-02-03"}}},
        ),
        (BUTTONS, {"place": "quickReply.items[0].action"}, {"message": {"type": "image"}}),
        (BUTTONS, {"label": "Where", "latitude": 1}, {"message": {"latitude": 1}}),
        (FLEX, {"place": "contents.body.contents[0].action"}, {"postback": {"data": "a=1"}}),
    ],
)
def test_a_tap_makes_its_event(
    act: Act,
    client: Client,
    friend: str,
    message: dict[str, Any],
    chosen: dict[str, Any],
    came: dict[str, Any],
) -> None:
    told = act("tap", messageId=sent(client, friend, message), **chosen)
    (entry,) = told["events"]
    for name, expected in came.items():
        assert expected.items() <= entry["event"][name].items()


def test_a_link_is_opened_and_nobody_is_told(act: Act, client: Client, friend: str) -> None:
    told = act("tap", messageId=sent(client, friend, IMAGEMAP), place="actions[0]")
    assert told["opened"] == "https://example.com/a"
    assert told["events"] == []


def test_the_newest_message_with_such_a_button_is_tapped(
    act: Act, client: Client, friend: str
) -> None:
    client.post("/v2/bot/message/multicast", {"to": [friend], "messages": [BUTTONS]})
    client.push(friend, "More")
    assert act("tap", label="Yes")["events"][0]["event"]["message"]["text"] == "Yes!"


def test_a_member_of_a_group_taps(act: Act, client: Client, group: str, friend: str) -> None:
    told = act("tap", groupId=group, messageId=sent(client, group, BUTTONS), label="Buy")
    source = {"type": "group", "groupId": group, "userId": friend}
    assert told["events"][0]["event"]["source"] == source


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ({"label": "No"}, "there is no such action in the message"),
        ({"action": {**ACTIONS[0], "data": "a=2"}}, "there is no such action in the message"),
        ({"label": "When", "picked": "2027-01-01"}, "picked: must be from 2026-01-01 to"),
        ({"label": "When", "picked": "tomorrow"}, "picked: must be a date, such as"),
        ({"label": "Buy", "messageId": "1"}, "messageId: U0000"),
        ({"label": "Buy", "userId": f"U{2:032x}"}, "messageId: U0000"),
    ],
)
def test_what_was_not_sent_cannot_be_tapped(
    client: Client, friend: str, chosen: dict[str, Any], problem: str
) -> None:
    tap = {"type": "tap", "userId": friend, "messageId": sent(client, friend, BUTTONS), **chosen}
    reply = client.send("POST", "/_sandbox/act", json.dumps(tap))
    assert reply.status == 400
    assert reply.json["message"].startswith(problem)


def test_taps_on_links_and_watched_videos_count_as_insights(
    act: Act, client: Client, friend: str
) -> None:
    more = client.control("users", count=20)["userIds"]
    video = {
        "type": "video",
        "originalContentUrl": "https://example.com/v.mp4",
        "previewImageUrl": "https://example.com/v.jpg",
        "trackingId": "clip",
    }
    sent = client.post("/v2/bot/message/broadcast", {"messages": [BUTTONS, video]})
    request_id = sent.headers["x-line-request-id"]
    for user_id in (friend, *more):
        act("tap", userId=user_id, label="Look")
        act("videoPlayComplete", userId=user_id, trackingId="clip")
    act("tap", userId=friend, label="Look")

    told = client.get(f"/v2/bot/insight/message/event?requestId={request_id}").json
    assert told["overview"]["uniqueClick"] == 21
    assert told["overview"]["uniqueMediaPlayed100Percent"] == 21
    (click,) = told["clicks"]
    assert (click["seq"], click["url"], click["click"]) == (1, "https://example.com/", 22)
    assert told["messages"][0]["seq"] == 2


def test_taps_in_messages_without_statistics_count_nothing(
    act: Act, client: Client, friend: str
) -> None:
    message_id = sent(client, friend, BUTTONS)
    told = act("tap", messageId=message_id, label="Look")
    assert told["opened"] == "https://example.com/"
    (request,) = client.seen("requests?path=/v2/bot/message/push")["requests"]
    path = f"/v2/bot/insight/message/event?requestId={request['requestId']}"
    assert client.get(path).json["clicks"] == []
