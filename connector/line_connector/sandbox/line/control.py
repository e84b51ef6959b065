"""The control API's part for LINE: its users, groups, audiences, keys and reply tokens."""

import secrets
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.control_input import InvalidInputError
from line_connector.sandbox.line import audiences, people
from line_connector.sandbox.line.replying import issue_reply_token
from line_connector.sandbox.state import State

Given = Mapping[str, Any]


def give_reply_token(state: State, given: Given) -> Given:
    """Give the reply token of a user's message, in a group or room if one is named."""
    user_id = given.get("userId")
    chat_id = given.get("groupId") or given.get("roomId")
    if user_id is not None and not people.user_exists(state, user_id):
        raise _unknown("userId", user_id)
    if chat_id is not None and not people.is_in_chat(state, chat_id):
        raise _unknown("groupId" if chat_id.startswith("C") else "roomId", chat_id)
    if chat_id is None:
        people.put_user(state, given["userId"], {"wrote": True})
    return {"replyToken": issue_reply_token(state, chat_id or given["userId"])}


def list_users(state: State, _: Given) -> Given:
    """List everybody LINE knows."""
    return {"users": people.all_users(state)}


def put_users(state: State, given: Given) -> Given:
    """Add a user or several, or change one; they are friends unless said otherwise."""
    user_ids = [given["userId"]] if "userId" in given else _new_ids("U", given.get("count", 1))
    with state.transaction():
        for user_id in user_ids:
            people.put_user(state, user_id, given)
    return {"userIds": user_ids}


def put_group(state: State, given: Given) -> Given:
    """Add a group or room, or change one."""
    if "roomId" in given:
        name, chat_id = "roomId", given["roomId"]
    else:
        name, chat_id = "groupId", given.get("groupId") or _new_ids("C", 1)[0]
    unknown = [each for each in given.get("members", []) if not people.user_exists(state, each)]
    if unknown:
        raise _unknown("members", unknown[0])
    with state.transaction():
        people.put_chat(state, chat_id, given)
    return {name: chat_id}


def put_audience(state: State, given: Given) -> Given:
    """Register an audience, so that narrowcasts can be sent to it."""
    number = given.get("audienceGroupId") or 10**12 + secrets.randbelow(9 * 10**12)
    with state.transaction():
        audiences.put_audience(state, number, given)
    return {"audienceGroupId": number}


def put_channel_key(state: State, given: Given) -> Given:
    """Register a public key of the channel; JWTs signed with its private half name its `kid`."""
    # PyJWT is only loaded for those who sign: it takes a fifth of a second.
    from line_connector.sandbox.line.assertions import register_channel_key

    return {"kid": register_channel_key(state, given)}


def _new_ids(letter: str, count: int) -> list[str]:
    return [letter + secrets.token_hex(16) for _ in range(count)]


def _unknown(name: str, value: str) -> InvalidInputError:
    return InvalidInputError(f"{name}: the sandbox does not know {value}")
