"""Quotes and mentions mean something in one chat only; what is only checked may have more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

QUOTE = {"type": "sticker", "packageId": "446", "stickerId": "1988", "quoteToken": "q"}
MENTION = {
    "type": "textV2",
    "text": "{all} {smile}",
    "substitution": {
        "all": {"type": "mention", "mentionee": {"type": "all"}},
        "smile": {"type": "emoji", "productId": "p", "emojiId": "1"},
    },
}
TO_MANY = ["multicast", "narrowcast", "broadcast"]


@pytest.mark.parametrize("path", [*TO_MANY, *(f"validate/{name}" for name in TO_MANY)])
def test_messages_to_many_chats_have_neither(client: Client, friend: str, path: str) -> None:
    body: dict[str, Any] = {"messages": [QUOTE, MENTION]}
    if path == "multicast":
        body["to"] = [friend]

    reply = client.post(f"/v2/bot/message/{path}", body)

    assert (reply.status, reply.problems) == (
        400,
        [
            ("messages[0].quoteToken", "Must not be specified"),
            ("messages[1].substitution.all", "Must not be specified"),
        ],
    )


def test_a_push_may_have_both(client: Client, group: str) -> None:
    body = {"to": group, "messages": [QUOTE, MENTION]}

    assert client.post("/v2/bot/message/push", body).status == 200


@pytest.mark.parametrize("kind", ["reply", "push", *TO_MANY])
def test_a_check_ignores_what_else_the_request_has(client: Client, kind: str) -> None:
    body = {"to": 5, "replyToken": 5, "messages": [{"type": "text", "text": "Hi"}]}

    assert client.post(f"/v2/bot/message/validate/{kind}", body).text == "{}"
