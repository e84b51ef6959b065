"""Webhook events as LINE sends them."""

from __future__ import annotations

from typing import Any

AOI, REN, MEI = (f"U{number:032x}" for number in (1, 2, 3))
OPS, ROOM = f"C{1:032x}", f"R{1:032x}"


def event(kind: str, at: int, chat: str = AOI, user: str | None = None, **more: Any) -> Any:
    """Return an event of a chat, by a user in it."""
    name = {"U": "user", "C": "group", "R": "room"}[chat[0]]
    source = {"type": name, f"{name}Id": chat, **({"userId": user} if user else {})}
    return {
        "type": kind,
        "timestamp": at,
        "mode": "active",
        "webhookEventId": f"{kind}-{at}-{chat}-{user}",
        "deliveryContext": {"isRedelivery": False},
        "source": source,
        **more,
    }


def said(words: str, at: int, chat: str = AOI, user: str | None = None) -> Any:
    """Return the event of a text."""
    message = {"type": "text", "id": "1", "quoteToken": "q", "text": words}
    return event("message", at, chat, user, message=message)


def members(kind: str, at: int, *users: str, chat: str = OPS) -> Any:
    """Return the event of members who joined or left."""
    who = {"members": [{"type": "user", "userId": user} for user in users]}
    return {**event(kind, at, chat), "joined" if kind == "memberJoined" else "left": who}
