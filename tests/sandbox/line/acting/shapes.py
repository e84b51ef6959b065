"""Every kind of event that a user or the account can cause, and how the sandbox is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from line_connector.json_values import is_list, is_object
from support.published import CORPUS

if TYPE_CHECKING:
    from sandbox.conftest import Client

FRIEND = f"U{1:032x}"
OTHER = f"U{4:032x}"
GROUP = f"C{1:032x}"
ROOM = f"R{1:032x}"

Cause = Callable[["Client"], dict[str, Any]]


def doing(kind: str, **fields: Any) -> Cause:
    return lambda client: client.control("act", type=kind, **fields)


def _editing(client: Client) -> dict[str, Any]:
    written = client.control("act", type="text", userId=FRIEND, groupId=GROUP, text="Hi")
    edited = {"messageId": written["messageIds"][0], "text": "Ho"}
    told: dict[str, Any] = client.control(
        "act", type="edit", userId=FRIEND, groupId=GROUP, **edited
    )
    return told


def _unsending(**chat: str) -> Cause:
    def cause(client: Client) -> dict[str, Any]:
        written = client.control("act", type="text", userId=FRIEND, text="Hi", **chat)
        (message_id,) = written["messageIds"]
        told: dict[str, Any] = client.control(
            "act", type="unsend", userId=FRIEND, messageId=message_id, **chat
        )
        return told

    return cause


def _following(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.control("act", type="follow")
    return told


def _joining_room(client: Client) -> dict[str, Any]:
    client.control("act", type="join", roomId=ROOM, members=[FRIEND])
    told: dict[str, Any] = client.control("act", type="text", userId=FRIEND, roomId=ROOM, text="Hi")
    return {**told, "events": told["events"][:1]}


def _in_room(kind: str, **fields: Any) -> Cause:
    def cause(client: Client) -> dict[str, Any]:
        client.control("groups", roomId=ROOM, members=[FRIEND])
        told: dict[str, Any] = client.control(
            "act", type=kind, userId=FRIEND, roomId=ROOM, **fields
        )
        return told

    return cause


def _watching(client: Client) -> dict[str, Any]:
    video = {
        "type": "video",
        "originalContentUrl": "https://example.com/v.mp4",
        "previewImageUrl": "https://example.com/v.jpg",
        "trackingId": "trailer",
    }
    client.post("/v2/bot/message/push", {"to": FRIEND, "messages": [video]})
    told: dict[str, Any] = client.control(
        "act", type="videoPlayComplete", userId=FRIEND, trackingId="trailer"
    )
    return told


def _detaching(client: Client) -> dict[str, Any]:
    bot_id = client.control("act", type="module", module="attached")["botId"]
    told: dict[str, Any] = client.control("act", type="module", module="detached", botId=bot_id)
    return told


IMAGE = "https://example.com/image.jpg"
EMOJI = {"index": 0, "length": 6, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}

CAUSES: dict[str, Cause] = {
    "text": doing("text", userId=FRIEND, text="Hi"),
    "text in a group": doing(
        "text",
        userId=FRIEND,
        groupId=GROUP,
        text="(love) @Somchai",
        emojis=[EMOJI],
        mentions=["bot", "all", f"U{2:032x}"],
    ),
    "text in a room": _in_room("text", text="Hi"),
    "sticker": doing("sticker", userId=FRIEND, keywords=["hi"]),
    "sticker with a text": doing(
        "sticker",
        userId=FRIEND,
        groupId=GROUP,
        stickerResourceType="MESSAGE",
        text="Hi",
        keywords=["hi"],
    ),
    "image": doing("image", userId=FRIEND),
    "images": doing("image", userId=FRIEND, images=[{}, {}]),
    "external image": doing(
        "image", userId=FRIEND, groupId=GROUP, originalContentUrl=IMAGE, previewImageUrl=IMAGE
    ),
    "video": doing("video", userId=FRIEND),
    "external video": doing(
        "video", userId=FRIEND, originalContentUrl=IMAGE, previewImageUrl=IMAGE
    ),
    "audio": doing("audio", userId=FRIEND),
    "external audio": doing("audio", userId=FRIEND, originalContentUrl=IMAGE),
    "file": doing("file", userId=FRIEND),
    "location": doing("location", userId=FRIEND, title="Office", address="Kioicho"),
    "edit": _editing,
    "unsend": _unsending(),
    "unsend in a group": _unsending(groupId=GROUP),
    "follow": _following,
    "unfollow": doing("unfollow", userId=FRIEND),
    "join": doing("join", members=[FRIEND]),
    "join a room": _joining_room,
    "leave": doing("leave", groupId=GROUP),
    "memberJoined": doing("memberJoined", groupId=GROUP, members=[OTHER]),
    "memberLeft": doing("memberLeft", groupId=GROUP, members=[FRIEND]),
    "postback": doing("postback", userId=FRIEND, data="a=1"),
    "videoPlayComplete": _watching,
    "beacon": doing("beacon", userId=FRIEND),
    "beacon with a message": doing("beacon", userId=FRIEND, beacon="banner", dm="00ff"),
    "accountLink": doing("accountLink", userId=FRIEND, nonce="n"),
    "accountLink failed": doing("accountLink", userId=FRIEND, nonce="n", result="failed"),
    "membership": doing("membership", userId=FRIEND, membershipId=1001, membership="renewed"),
    "delivery": doing("delivery", userId=FRIEND),
    "attached": doing("module", module="attached"),
    "detached": _detaching,
    "activated": doing("activated", userId=FRIEND),
    "deactivated": doing("deactivated", userId=FRIEND),
    "botSuspended": doing("botSuspended"),
    "botResumed": doing("botResumed"),
}
"""How each is caused, by a name."""


def paths(value: Any, path: str = "") -> set[str]:
    """The paths of all properties in an event: `message.emojis[].index`."""
    if is_object(value):
        inner = {f"{path}{name}" for name in value}
        return inner.union(*(paths(each, f"{path}{name}.") for name, each in value.items()))
    if is_list(value):
        return set[str]().union(*(paths(each, f"{path[:-1]}[].") for each in value))
    return set()


def kind_of(event: dict[str, Any]) -> tuple[str, str, str]:
    """What decides the properties of an event: its type, that of its message, its source."""
    return (
        str(event.get("type")),
        str(event.get("message", {}).get("type")),
        str(event.get("source", {}).get("type")),
    )


def published_events() -> list[dict[str, Any]]:
    """All events in published webhooks; none without the corpus."""
    file = CORPUS / "webhooks.jsonl"
    if not file.exists():
        return []
    bodies = (json.loads(line)["body"] for line in file.read_text("utf-8").splitlines())
    return [event for body in bodies for event in body["events"]]
