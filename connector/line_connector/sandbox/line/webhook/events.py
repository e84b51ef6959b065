"""Webhook events: what LINE tells a bot of something that happened."""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.line.message.reply_tokens import issue_reply_token
from line_connector.sandbox.line.module.chat_control import holder
from line_connector.sandbox.state import State

Event = dict[str, Any]
"""An event object as it is sent."""

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_event(state: State, kind: str, **content: Any) -> Event:
    """Make an event that is nobody's, such as that the account was suspended."""
    now = state.clock.now()
    return {
        "type": kind,
        **content,
        "webhookEventId": ulid(state, now),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": int(now * 1000),
        "mode": "active",
    }


def chat_event(
    state: State, kind: str, source: Mapping[str, str], *, replies: bool, **content: Any
) -> Event:
    """Make an event of a chat.

    Args:
        state: of the sandbox.
        kind: type of the event.
        source: user, group or room.
        replies: whether it can be replied to. While another channel is active in the chat, it
            cannot.
        content: the properties that this type has.
    """
    event = {**new_event(state, kind, **content), "source": dict(source)}
    chat_id = chat_of(event)
    if holder(state, chat_id) == "other":
        return {**event, "mode": "standby"}
    return {**event, "replyToken": issue_reply_token(state, chat_id)} if replies else event


def delivery_event(state: State, data: str) -> Event:
    """Make the event that a LINE notification message arrived.

    Args:
        state: of the sandbox.
        data: the delivery tag of the request, else the digest of the phone number.
    """
    return new_event(state, "delivery", delivery={"data": data})


def chat_of(event: Event) -> str:
    """Return the ID of the chat an event is from; empty for one that is nobody's."""
    source = event.get("source", {})
    return str(source.get("groupId") or source.get("roomId") or source.get("userId") or "")


def user_source(user_id: str) -> dict[str, str]:
    """Return the source of an event in a user's one-on-one chat."""
    return {"type": "user", "userId": user_id}


def chat_source(chat_id: str) -> dict[str, str]:
    """Return the source of an event of a group or room as a whole."""
    kind = "group" if chat_id.startswith("C") else "room"
    return {"type": kind, f"{kind}Id": chat_id}


def ulid(state: State, at: float) -> str:
    """Make an ID that contains a time: 48 bits of milliseconds, then 80 random ones."""
    number = int(at * 1000) << 80 | state.random.bits(80)
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(26)))
