"""What the author of a bot reads off an event."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import pytest

from line_connector import models
from line_connector.models import (
    DatetimePostbackParams,
    Event,
    GroupSource,
    MemberLeftEvent,
    MembershipEvent,
    MessageEvent,
    ModuleEvent,
    PostbackEvent,
    RichMenuSwitchPostbackParams,
    RoomSource,
    StickerMessageContent,
    TextMessageContent,
    UnknownEvent,
    UnknownMentionee,
    UnknownMessageContent,
    UnknownModuleContent,
    UnknownPostbackParams,
    UnknownSource,
    UserSource,
    read_event,
)
from line_connector.models.line.webhook.reading import EVENTS
from line_connector.schema.union import load
from support.webhooks import USER, each_published, event_of, text_event

GROUP = "C4af4980629a4bc8b9d1e2f3a4b5c6d7e"
EXAMPLES: dict[str, dict[str, Any]] = {
    "message": {"message": {"type": "text", "id": "1", "text": "Hi"}},
    "messageEdited": {"message": {"type": "text", "id": "1", "text": "Hi!"}},
    "unsend": {"unsend": {"messageId": "1"}},
    "follow": {"follow": {"isUnblocked": False}},
    "unfollow": {},
    "join": {},
    "leave": {},
    "memberJoined": {"joined": {"members": [{"type": "user", "userId": USER}]}},
    "memberLeft": {"left": {"members": [{"type": "user", "userId": USER}]}},
    "postback": {"postback": {"data": "a=1"}},
    "videoPlayComplete": {"videoPlayComplete": {"trackingId": "a"}},
    "beacon": {"beacon": {"hwid": "a", "type": "enter"}},
    "accountLink": {"link": {"result": "ok", "nonce": "a"}},
    "membership": {"membership": {"type": "joined", "membershipId": 7}},
    "module": {"module": {"type": "attached", "botId": USER, "scopes": []}},
    "activated": {"chatControl": {"expireAt": 1769850000000}},
    "deactivated": {},
    "botSuspended": {},
    "botResumed": {},
    "delivery": {"delivery": {"data": "a"}},
}


@pytest.mark.parametrize("kind", EVENTS)
def test_each_type_has_its_class_with_the_common_properties(kind: str) -> None:
    raw = event_of(kind, **EXAMPLES[kind])
    event = read_event(raw)

    assert type(event) is load(EVENTS[kind])
    assert type(event) is getattr(models, type(event).__name__)
    assert event.raw is raw
    assert event.type == kind
    assert event.to_wire() == raw
    assert (event.source.id, event.reply_token) == (USER, "a" * 32)
    assert event.webhook_event_id == "01KG9Y3V5H0000000000000001"
    assert not event.is_redelivery
    assert not event.is_standby


@each_published
def test_published_events_of_known_types_are_typed(published: Any) -> None:
    for raw in published["events"]:
        event = read_event(raw)
        known = raw["type"] in EVENTS and (
            raw["type"] != "message" or "id" in raw.get("message", ())
        )
        assert isinstance(event, UnknownEvent) != known
        assert event.reply_token == raw.get("replyToken")
        assert event.to_wire() == raw | ({} if "source" in raw else {"source": {}})


@pytest.mark.parametrize(
    ("source", "kind", "to"),
    [
        ({"type": "user", "userId": USER}, UserSource, USER),
        ({"type": "user"}, UserSource, None),
        ({"type": "group", "groupId": GROUP, "userId": USER}, GroupSource, GROUP),
        ({"type": "room", "roomId": "R1"}, RoomSource, "R1"),
        ({"type": "square", "squareId": "S1"}, UnknownSource, None),
        ({}, UnknownSource, None),
        (None, UnknownSource, None),
    ],
)
def test_source_says_whom_to_push_to(source: Any, kind: type, to: str | None) -> None:
    event = read_event(text_event(source=source))

    assert isinstance(event, MessageEvent)
    assert type(event.source) is kind
    assert event.source.id == to


def test_event_without_anything_common_is_typed() -> None:
    event = read_event({"type": "follow"})

    assert not isinstance(event, UnknownEvent)
    assert (event.source.id, event.occurred_at, event.reply_token) == (None, None, None)
    assert not event.is_redelivery
    assert not event.is_standby


def test_redelivered_and_in_standby() -> None:
    event = read_event(text_event(mode="standby", deliveryContext={"isRedelivery": True}))
    assert event.is_redelivery
    assert event.is_standby


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"message": {"type": "text", "id": "1"}}, "message.text: is required"),
        ({"message": {"type": "text", "id": 1, "text": "a"}}, "message.id: must be a string"),
        ({"message": None}, "message: must be an object"),
        ({"message": [1]}, "message: must be an object"),
        ({"source": {"type": "group"}}, "source.groupId: is required"),
        ({"source": 7}, "source: must be an object"),
        ({"timestamp": "soon"}, "timestamp: must be a whole number"),
        ({"timestamp": True}, "timestamp: must be a whole number"),
        ({"timestamp": 10**400}, "timestamp: "),
        ({"timestamp": -1}, "timestamp: "),
        ({"mode": 7}, "mode: must be a string"),
        ({"replyToken": {}}, "replyToken: must be a string"),
        ({"deliveryContext": {"isRedelivery": "no"}}, "deliveryContext.isRedelivery: must be"),
        ({"type": "new"}, "type: 'new' is unknown"),
        ({"type": None}, "type: must be a string"),
    ],
)
def test_what_does_not_fit_makes_it_unknown_and_says_why(change: Any, reason: str) -> None:
    raw = text_event() | change
    event = read_event(raw)

    assert isinstance(event, UnknownEvent)
    assert event.reason.startswith(reason)
    assert "\n" not in event.reason
    assert event.raw is raw
    assert event.webhook_event_id == raw["webhookEventId"]
    if "replyToken" not in change:
        assert event.reply_token == raw["replyToken"]
    if "source" not in change:
        assert event.source.id == USER


def message_of(kind: str, **properties: Any) -> dict[str, Any]:
    return event_of("message", message={"type": kind, "id": "1", **properties})


def postback_with(**params: str) -> dict[str, Any]:
    return event_of("postback", postback={"data": "", "params": params})


PARTS: dict[type, tuple[str, dict[str, Any]]] = {
    UnknownMessageContent: ("message", message_of("hologram")),
    UnknownModuleContent: ("module", event_of("module", module={"type": "paused"})),
    UnknownPostbackParams: ("postback.params", postback_with(new="1")),
    DatetimePostbackParams: ("postback.params", postback_with(date="2026-01-31")),
    RichMenuSwitchPostbackParams: ("postback.params", postback_with(status="NEW")),
    UnknownSource: ("source", text_event(source={"type": "square"})),
}


@pytest.mark.parametrize("kind", PARTS)
def test_unknown_parts_leave_the_event_typed(kind: type) -> None:
    path, raw = PARTS[kind]
    event = read_event(raw)

    assert not isinstance(event, UnknownEvent)
    assert event.to_wire() == raw
    assert type(attrgetter(path)(event)) is kind


def test_unknown_members_leave_the_others_typed() -> None:
    members = [{"type": "bot"}, {"type": "user", "userId": USER}]
    event = read_event(event_of("memberLeft", left={"members": members}))

    assert isinstance(event, MemberLeftEvent)
    assert [type(member) for member in event.left.members] == [UnknownSource, UserSource]


@pytest.mark.parametrize(
    "raw",
    [
        text_event(mode="paused"),
        event_of("beacon", beacon={"hwid": "a", "type": "left"}),
        event_of("accountLink", link={"result": "perhaps", "nonce": "a"}),
        event_of("membership", membership={"type": "paused", "membershipId": 1}),
        event_of("module", module={"type": "detached", "botId": "U", "reason": "new"}),
        message_of("sticker", packageId="1", stickerId="1", stickerResourceType="SMELL"),
        message_of("image", contentProvider={"type": "moon"}),
    ],
)
def test_enums_are_open(raw: dict[str, Any]) -> None:
    event = read_event(raw)
    assert not isinstance(event, UnknownEvent)
    assert event.to_wire() == raw


def test_new_properties_are_kept_everywhere() -> None:
    raw = text_event(new=1)
    raw["message"]["newer"] = {"a": [1]}
    raw["source"]["newest"] = None
    event = read_event(raw)

    assert isinstance(event, MessageEvent)
    assert event.model_extra == {"new": 1}
    assert event.message.model_extra == {"newer": {"a": [1]}}
    assert event.source.model_extra == {"newest": None}


MENTIONS = {
    "@Shop hours?": ([(0, 5, True)], "hours?"),
    "😀 @Shop hours?": ([(3, 5, True)], "😀 hours?"),
    "ask @Shop": ([(4, 5, True)], "ask"),
    "@Ann, @Shop @Shop hi": ([(0, 4, False), (6, 5, True), (12, 5, True)], "@Ann, hi"),
    "@Shop": ([(0, 5, True)], ""),
    "no mention ": ([], "no mention"),
    "too short": ([(4, 900, True), (900, 5, True)], "too"),
}


@pytest.mark.parametrize("text", MENTIONS)
def test_text_without_mention_of_the_bot(text: str) -> None:
    mentions, left = MENTIONS[text]
    mentionees = [
        {"type": "user", "index": index, "length": length, "isSelf": is_self}
        for index, length, is_self in mentions
    ]
    raw = text_event(text)
    others = [{"type": "all", "index": 0, "length": 1}, {"type": "new"}]
    raw["message"]["mention"] = {"mentionees": [*mentionees, *others]}
    message = text_of(read_event(raw))

    assert message.text_without_bot == left
    assert message.mentions_bot == any(is_self for *_, is_self in mentions)
    assert message.mention is not None
    assert isinstance(message.mention.mentionees[-1], UnknownMentionee)


def test_half_of_a_pair_can_be_left_by_a_mention() -> None:
    raw = text_event("😀hi")
    raw["message"]["mention"] = {
        "mentionees": [{"type": "user", "index": 1, "length": 1, "isSelf": True}]
    }
    assert text_of(read_event(raw)).text_without_bot == "\ufffdhi"


def text_of(event: Event) -> TextMessageContent:
    assert isinstance(event, MessageEvent)
    assert isinstance(event.message, TextMessageContent)
    return event.message


def test_events_can_be_made_by_hand() -> None:
    event = MessageEvent(
        message=TextMessageContent(id="1", text="Hi"), source=UserSource(user_id=USER)
    )
    assert event.raw["message"] == {"type": "text", "id": "1", "text": "Hi"}

    postback = PostbackEvent.model_validate(
        {"postback": {"data": "a", "params": DatetimePostbackParams(date="2026-01-31")}}
    )
    assert postback.raw["postback"]["params"] == {"date": "2026-01-31"}


def test_a_few_values() -> None:
    membership = read_event(event_of("membership", **EXAMPLES["membership"]))
    assert isinstance(membership, MembershipEvent)
    assert (membership.membership.type, membership.membership.membership_id) == ("joined", 7)
    module = read_event(event_of("module", **EXAMPLES["module"]))
    assert isinstance(module, ModuleEvent)
    sticker = read_event(message_of("sticker", packageId="446", stickerId="1988"))
    assert isinstance(sticker, MessageEvent)
    assert isinstance(sticker.message, StickerMessageContent)
    assert sticker.message.sticker_resource_type is None
