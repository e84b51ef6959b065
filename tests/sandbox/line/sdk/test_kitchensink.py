"""LINE's own example bots, unmodified, do on the sandbox all that they do on LINE.

Each command is written to the bot by a user, and the bot's answer is what the user then has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from support.kitchensink import express_bot, flask_bot
from support.listening import until

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

USER, GROUP, ROOM = f"U{1:032x}", f"C{9:032x}", f"R{1:032x}"
DAY = 24 * 60 * 60

PYTHON = {
    "profile": ["Display name: Aoi", "Status message: None"],
    "emojis": ["$ LINE emoji $"],
    "quota": ["type: limited", "value: 30000"],
    "quota_consumption": ["total usage: 0"],
    "push": ["PUSH!"],
    "multicast": ["THIS IS A MULTICAST MESSAGE, but it's slower than PUSH."],
    "broadcast": ["THIS IS A BROADCAST MESSAGE"],
    "broadcast 20190505": [
        "Number of sent broadcast messages: 20190505",
        "status: ready",
        "success: 0",
    ],
    "bye": ["Bot can't leave from 1:1 chat"],
    "image": ["image"],
    "confirm": ["confirm"],
    "buttons": ["buttons"],
    "carousel": ["carousel"],
    "image_carousel": ["image_carousel"],
    "imagemap": [],
    "flex": ["bubble"],
    "flex_update_1": ["bubble"],
    "quick_reply": ["Quick reply"],
    "link_token": ["link_token: …"],
    "insight_message_delivery": ["status: unready"],
    "insight_followers": ["status: unready"],
    "insight_demographic": ["available: false"],
    "with http info": ["see application log"],
    "with http info error": [],
    "anything else": ["anything else"],
}
"""What the bot for Python answers to each command: texts, or the type of what it sends."""

NODE = {
    "profile": ["Display name: Aoi", "Status message: undefined"],
    "buttons": ["buttons"],
    "confirm": ["confirm"],
    "carousel": ["carousel"],
    "image carousel": ["image_carousel"],
    "datetime": ["buttons"],
    "imagemap": ["imagemap"],
    "bye": ["Bot can't leave from 1:1 chat"],
    "anything else": ["anything else"],
}

WITHOUT_USER = {"join", "leave", "memberJoined", "memberLeft"}


class Talk:
    """A user who talks to a bot."""

    def __init__(self, client: Client, endpoint: str) -> None:
        self.client = client
        self._endpoint = endpoint
        self.begin()

    def begin(self) -> None:
        """Start over with nothing said."""
        self.client.control("reset")
        self.client.control("webhook", endpoint=self._endpoint)

    def does(self, kind: str, **fields: Any) -> list[str]:
        """Do something, as the first friend; return what the chat has got since, in short."""
        chat_id = fields.get("groupId", fields.get("roomId", USER))
        before = len(self.has(chat_id))
        if kind not in WITHOUT_USER:
            fields = {"userId": USER, **fields}
        told = self.client.control("act", type=kind, **fields)
        for entry in told["events"]:
            (delivery,) = entry["deliveries"]
            assert delivery["state"] == "accepted", delivery
        return self.has(chat_id)[before:]

    def has(self, chat_id: str = USER) -> list[str]:
        """Return what a chat has got, in short."""
        entries = self.client.seen(f"received?to={chat_id}")["received"]
        return [short(message) for entry in entries for message in entry["messages"]]


def short(message: dict[str, Any]) -> str:
    """Return the text of a message without what is new each time, or the type of what it has."""
    if message["type"] == "text":
        return re.sub(r"http://\S+", "(URL)", re.sub(r"(link_token: ).*", r"\1…", message["text"]))
    content = message.get("template") or message.get("contents") or message
    return str(content["type"])


@pytest.fixture(scope="module")
def flask_endpoint(running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with flask_bot(running.url, tmp_path_factory.mktemp("flask")) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def express_endpoint(running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with express_bot(running.url, tmp_path_factory.mktemp("express")) as endpoint:
        yield endpoint


@pytest.fixture
def flask(flask_endpoint: str, client: Client) -> Talk:
    return Talk(client, flask_endpoint)


@pytest.fixture
def express(express_endpoint: str, client: Client) -> Talk:
    return Talk(client, express_endpoint)


@pytest.mark.parametrize("command", PYTHON)
def test_every_command_of_the_bot_for_python(command: str, flask: Talk) -> None:
    assert flask.does("text", text=command) == PYTHON[command]


@pytest.mark.parametrize("command", NODE)
def test_every_command_of_the_bot_for_node(command: str, express: Talk) -> None:
    assert express.does("text", text=command) == NODE[command]


OTHER = f"U{2:032x}"
LINES_FILE = {
    "originalContentUrl": "https://x.example/a.jpg",
    "previewImageUrl": "https://x.example/p.jpg",
}

EVENTS_FOR_PYTHON: list[tuple[str, dict[str, Any], list[str]]] = [
    ("location", {}, ["location"]),
    ("sticker", {}, ["sticker"]),
    ("image", {}, ["Save content.", "(URL)"]),
    ("video", {}, ["Save content.", "(URL)"]),
    ("audio", {}, ["Save content.", "(URL)"]),
    ("file", {"fileName": "a.txt"}, ["Save file.", "(URL)"]),
    (
        "beacon",
        {"hwid": "0" * 10},
        [f"Got beacon event. hwid={'0' * 10}, device_message(hex string)=None"],
    ),
    ("postback", {"data": "ping"}, ["pong"]),
    ("unfollow", {}, []),
    ("accountLink", {"nonce": "n" * 20}, []),
]
EVENTS_FOR_NODE: list[tuple[str, dict[str, Any], list[str]]] = [
    ("location", {}, ["location"]),
    ("sticker", {}, ["sticker"]),
    ("image", {}, ["image"]),
    ("image", LINES_FILE, ["image"]),
    ("video", {}, ["video"]),
    ("audio", {}, ["audio"]),
    ("beacon", {"hwid": "0" * 10}, [f"Got beacon: {'0' * 10}"]),
    ("postback", {"data": "ping"}, ["Got postback: ping"]),
    ("unfollow", {}, []),
]


@pytest.mark.parametrize(("kind", "fields", "answers"), EVENTS_FOR_PYTHON)
def test_every_event_of_the_bot_for_python(
    kind: str, fields: dict[str, Any], answers: list[str], flask: Talk
) -> None:
    assert flask.does(kind, **fields) == answers


@pytest.mark.parametrize(("kind", "fields", "answers"), EVENTS_FOR_NODE)
def test_every_event_of_the_bot_for_node(
    kind: str, fields: dict[str, Any], answers: list[str], express: Talk
) -> None:
    express.does(kind, **fields)
    # It answers the webhook before it replies with media.
    until(lambda: express.has() == answers)


def test_buttons_of_the_bot_for_python_are_tapped(flask: Talk) -> None:
    flask.does("text", text="buttons")
    assert flask.does("tap", label="ping with text") == ["ping", "pong"]
    flask.does("text", text="image_carousel")
    assert flask.does("tap", label="date", picked="2026-01-02") == ["2026-01-02"]
    flask.does("text", text="quick_reply")
    assert flask.does("tap", label="label2") == ["text2"]


def test_buttons_of_the_bot_for_node_are_tapped(express: Talk) -> None:
    express.does("text", text="datetime")
    (answer,) = express.does("tap", label="time", picked="10:30")
    assert answer == 'Got postback: TIME({"time":"10:30"})'
    express.does("text", text="imagemap")
    assert express.does("tap", place="actions[3]") == ["URANAI!"]


def test_somebody_comes_back(flask: Talk, express: Talk) -> None:
    for talk, answer in ((flask, "Got follow event"), (express, "Got followed event")):
        talk.begin()
        talk.does("unfollow")
        assert talk.does("unblock") == [answer]


def test_both_bots_join_and_leave(flask: Talk, express: Talk) -> None:
    for talk, joined in ((flask, "Joined this"), (express, "Joined")):
        talk.begin()
        assert talk.does("join", groupId=GROUP, members=[USER]) == [f"{joined} group"]
        assert talk.does("text", groupId=GROUP, text="bye") == ["Leaving group"]
        assert talk.does("join", roomId=ROOM, members=[USER]) == []
        assert talk.does("text", roomId=ROOM, text="Hi") == [f"{joined} room", "Hi"]
        assert talk.does("text", roomId=ROOM, text="bye") == ["Leaving room"]
        for chat_id in (GROUP, ROOM):
            assert talk.client.seen(f"chats/{chat_id}")["status"] == "left"


def test_members_come_and_go(flask: Talk) -> None:
    flask.does("join", groupId=GROUP, members=[USER])
    (answer,) = flask.does("memberJoined", groupId=GROUP, members=[OTHER])
    assert answer.startswith("Got memberJoined event.")
    assert flask.does("memberLeft", groupId=GROUP, members=[OTHER]) == []
    assert flask.does("leave", groupId=GROUP) == []


def test_insight_is_ready_two_days_later(flask: Talk) -> None:
    flask.client.control("clock", advance=2 * DAY)
    assert flask.does("text", text="insight_message_delivery") == ["broadcast: 0", "targeting: 0"]
    followers = ["followers: 5", "targetedReaches: 5", "blocks: 0"]
    assert flask.does("text", text="insight_followers") == followers
