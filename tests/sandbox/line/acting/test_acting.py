"""What users do changes what they are, have and get."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from sandbox.line.acting.conftest import Act
    from support.bots import Bot


def refused(client: Client, **act: Any) -> str:
    reply = client.send("POST", "/_sandbox/act", json.dumps(act))
    assert reply.status == 400, reply.text
    message: str = reply.json["message"]
    return message


def test_a_bot_replies_with_the_token_and_the_message_arrives(
    act: Act, client: Client, bot: Bot, friend: str
) -> None:
    def reply(event: dict[str, Any]) -> None:
        answer = [{"type": "text", "text": f"You said {event['message']['text']}"}]
        body = {"replyToken": event["replyToken"], "messages": answer}
        assert client.post("/v2/bot/message/reply", body).status == 200

    bot.heard = reply
    act("text", text="Hi")
    (entry,) = client.seen(f"received?to={friend}")["received"]
    assert entry["messages"] == [{"type": "text", "text": "You said Hi"}]
    body = {"replyToken": bot.events[0]["replyToken"], "messages": entry["messages"]}
    assert client.post("/v2/bot/message/reply", body).json["message"] == "Invalid reply token"


def test_mentions_and_emojis_are_where_they_are_said_to_be(act: Act, group: str) -> None:
    told = act("text", groupId=group, text="😀 @All @Somchai", mentions=["all", f"U{2:032x}"])
    assert told["events"][0]["event"]["message"]["mention"]["mentionees"] == [
        {"index": 3, "length": 4, "type": "all"},
        {"index": 8, "length": 8, "type": "user", "userId": f"U{2:032x}", "isSelf": False},
    ]
    message = act("text", text="help", mentions=["bot"])["events"][0]["event"]["message"]
    assert message["text"] == "@Sandbox help"
    assert message["mention"]["mentionees"][0]["isSelf"] is True


@pytest.mark.parametrize(
    ("text", "mentions", "written", "found"),
    [
        ("@Anna hello", ["Ann", "Anna"], "@Ann @Anna hello", [(0, "Ann"), (5, "Anna")]),
        ("@Ann, @Anna", ["Anna", "Ann"], "@Ann, @Anna", [(0, "Ann"), (6, "Anna")]),
        ("@Ann and @Ann", ["Ann", "Ann"], "@Ann and @Ann", [(0, "Ann"), (9, "Ann")]),
        ("hi @Allan", ["all"], "@All hi @Allan", [(0, "all")]),
        ("x@All", ["all"], "@All x@All", [(0, "all")]),
        ("(@All)", ["all"], "(@All)", [(1, "all")]),
        ("@太郎さん @All", ["all", "太郎"], "@太郎さん @All", [(0, "太郎"), (6, "all")]),
    ],
)
def test_no_two_mentions_share_a_place(
    act: Act,
    client: Client,
    group: str,
    text: str,
    mentions: list[str],
    written: str,
    found: list[tuple[int, str]],
) -> None:
    ids = {"all": "all"}
    for number, name in enumerate(("Ann", "Anna", "太郎")):
        ids[name] = f"U{number}" + "f" * 31
        client.control("users", userId=ids[name], displayName=name)
    told = act("text", groupId=group, text=text, mentions=[ids[each] for each in mentions])
    message = told["events"][0]["event"]["message"]
    mentionees = message["mention"]["mentionees"]
    assert message["text"] == written
    assert [(each["index"], each.get("userId", "all")) for each in mentionees] == [
        (index, ids[name]) for index, name in found
    ]
    names = {"all": "@All", **{ids[name]: f"@{name}" for name in ids if name != "all"}}
    for each in mentionees:
        end = each["index"] + each["length"]
        assert written[each["index"] : end] == names[each.get("userId", "all")]


def test_messages_of_both_sides_can_be_quoted(act: Act, client: Client, friend: str) -> None:
    client.push(friend, "Question?")
    (sent,) = client.seen(f"received?to={friend}")["received"][0]["sentMessages"]
    answer = act("text", text="Yes", quotedMessageId=sent["id"])
    own = act("sticker", quotedMessageId=answer["messageIds"][0])
    assert answer["events"][0]["event"]["message"]["quotedMessageId"] == sent["id"]
    assert own["events"][0]["event"]["message"]["quotedMessageId"] == answer["messageIds"][0]


def test_content_is_kept_and_gone_when_unsent(act: Act, client: Client) -> None:
    content = b64encode(b"bytes").decode()
    (message_id,) = act("file", content=content, fileName="a.bin")["messageIds"]
    path = f"/v2/bot/message/{message_id}/content"
    assert client.get(path).text == "bytes"
    act("unsend", messageId=message_id)
    assert client.get(path).status == 410


def test_images_come_one_by_one_as_a_set(act: Act, bot: Bot) -> None:
    act("image", images=[{}, {}, {}])
    sets = [event["message"]["imageSet"] for event in bot.events]
    assert [(each["index"], each["total"]) for each in sets] == [(1, 3), (2, 3), (3, 3)]
    assert len({each["id"] for each in sets}) == 1
    assert len(bot.webhooks) == 3


def test_several_acts_come_in_one_webhook(client: Client, bot: Bot, friends: list[str]) -> None:
    acts = [{"type": "text", "userId": user, "text": "Hi"} for user in friends[:2]]
    client.control("acts", acts=acts)
    assert [event["source"]["userId"] for event in bot.webhooks[0].events] == friends[:2]


def test_a_user_who_blocks_gets_nothing_until_it_unblocks(
    act: Act, client: Client, friend: str
) -> None:
    act("unfollow")
    assert client.push(friend).status == 200
    assert client.get(f"/v2/bot/profile/{friend}").status == 404
    assert "has blocked the account" in refused(client, type="text", userId=friend, text="Hi")
    assert act("unblock")["events"][0]["event"]["follow"] == {"isUnblocked": True}
    assert client.seen("received")["received"] == []
    assert client.get(f"/v2/bot/profile/{friend}").status == 200


def test_groups_follow_who_comes_and_goes(client: Client, group: str, friends: list[str]) -> None:
    client.control("act", type="memberJoined", groupId=group, members=friends[3:])
    client.control("act", type="memberLeft", groupId=group, members=friends[:1])
    members = client.get(f"/v2/bot/group/{group}/members/ids").json["memberIds"]
    assert members == friends[1:]
    client.control("act", type="leave", groupId=group)
    assert client.push(group).status == 400
    client.control("act", type="join", groupId=group)
    assert client.push(group).status == 200


def test_the_account_that_leaves_is_told_of_it(client: Client, bot: Bot, group: str) -> None:
    client.post(f"/v2/bot/group/{group}/leave", {})
    client.control("clock", advance=1)
    assert bot.types == ["leave"]


def test_a_notification_that_arrives_is_confirmed(client: Client, bot: Bot) -> None:
    digest = client.seen("phone-users")["phoneUsers"][0]["digest"]
    body = {"to": digest, "messages": [{"type": "text", "text": "Shipped"}]}
    client.post("/bot/pnp/push", body, x_line_delivery_tag="tag-of-16-letters")
    client.control("clock", advance=1)
    assert bot.events[0]["delivery"] == {"data": "tag-of-16-letters"}


def test_while_another_channel_is_active_nothing_can_be_replied_to(act: Act) -> None:
    act("deactivated")
    event = act("text", text="Hi")["events"][0]["event"]
    assert event["mode"] == "standby"
    assert "replyToken" not in event


def test_memberships_change(act: Act, client: Client, friend: str) -> None:
    act("membership", membershipId=1001, membership="left")
    assert client.get(f"/v2/bot/membership/subscription/{friend}").status == 404
    act("membership", membershipId=1001, membership="joined")
    assert client.get(f"/v2/bot/membership/subscription/{friend}").status == 200


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "type: type is missing"),
        ({"type": "wave"}, "type: must be one of text, sticker"),
        ({"type": "text", "text": "Hi"}, "userId: userId is missing"),
        ({"type": "text", "userId": f"U{9:032x}", "text": "Hi"}, "userId: the sandbox does not"),
        ({"type": "text", "userId": f"U{5:032x}", "text": "Hi", "groupId": f"C{1:032x}"}, "userId"),
        (
            {"type": "text", "userId": f"U{1:032x}", "text": "Hi", "groupId": f"C{9:032x}"},
            "groupId",
        ),
        ({"type": "unsend", "userId": f"U{1:032x}", "messageId": "1"}, "messageId: U0"),
        ({"type": "follow", "userId": f"U{1:032x}"}, "userId: U000"),
        ({"type": "join", "groupId": f"C{1:032x}"}, "groupId: the account is in"),
        ({"type": "memberJoined", "groupId": f"C{1:032x}", "members": [f"U{1:032x}"]}, "members"),
        ({"type": "videoPlayComplete", "userId": f"U{1:032x}", "trackingId": "x"}, "trackingId"),
        ({"type": "module", "module": "detached", "botId": f"U{9:032x}"}, "botId: must be"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    client: Client, fields: dict[str, Any], problem: str
) -> None:
    message = refused(client, **fields)
    assert message.startswith(problem)
    assert "\n" not in message
    assert client.seen("events") == {"events": []}
