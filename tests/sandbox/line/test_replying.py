"""Reply tokens: one use, one minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

HI = [{"type": "text", "text": "Hi"}]
INVALID = {"message": "Invalid reply token"}


def reply(client: Client, token: str, messages: Any = HI) -> Reply:
    return client.post("/v2/bot/message/reply", {"replyToken": token, "messages": messages})


def token_from(client: Client, **source: str) -> str:
    token: str = client.control("reply-tokens", **source)["replyToken"]
    return token


def test_a_reply_goes_to_who_wrote(client: Client, friend: str) -> None:
    answer = reply(client, token_from(client, userId=friend))
    assert answer.status == 200
    (entry,) = client.seen(f"received?to={friend}")["received"]
    assert (entry["via"], entry["messages"]) == ("reply", HI)
    assert entry["sentMessages"] == answer.json["sentMessages"]


def test_a_reply_to_a_group_goes_to_the_group(client: Client, friend: str, group: str) -> None:
    assert reply(client, token_from(client, userId=friend, groupId=group)).status == 200
    assert [entry["to"] for entry in client.seen("received")["received"]] == [group]


def test_a_token_is_used_up_by_a_reply(client: Client, friend: str) -> None:
    token = token_from(client, userId=friend)
    assert reply(client, token).status == 200
    again = reply(client, token)
    assert (again.status, again.json) == (400, INVALID)
    assert len(client.seen("received")["received"]) == 1


def test_a_token_is_good_for_a_minute(client: Client, friend: str) -> None:
    early, late = token_from(client, userId=friend), token_from(client, userId=friend)
    client.control("clock", advance=50)
    assert reply(client, early).status == 200
    client.control("clock", advance=10)
    assert reply(client, late).json == INVALID


@pytest.mark.parametrize("token", ["", "0" * 32, "\ud800"])
def test_a_token_nobody_gave_is_refused(client: Client, token: str) -> None:
    answer = reply(client, token)
    assert (answer.status, answer.json) == (400, INVALID)


def test_a_reply_refused_for_its_messages_leaves_the_token(client: Client, friend: str) -> None:
    token = token_from(client, userId=friend)
    assert reply(client, token, [{"type": "text", "text": ""}]).status == 400
    assert reply(client, token).status == 200


def test_replies_use_no_quota(client: Client, friend: str) -> None:
    client.control("settings", quota=0)
    assert reply(client, token_from(client, userId=friend)).status == 200


def test_who_wrote_can_be_pushed_to(client: Client) -> None:
    stranger = f"U{'b' * 32}"
    client.control("users", userId=stranger, status="stranger")
    token_from(client, userId=stranger)
    client.push(stranger)
    assert len(client.seen(f"received?to={stranger}")["received"]) == 1
