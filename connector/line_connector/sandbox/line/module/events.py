"""Webhook events of module channels."""

from collections.abc import Sequence

from line_connector.sandbox.line.webhook.events import (
    Event,
    chat_source,
    new_event,
    user_source,
)
from line_connector.sandbox.state import State

SCOPES = ("message:send", "message:receive")


def attached_event(state: State, bot_id: str, scopes: Sequence[str]) -> Event:
    """Make the event that the channel was attached to an account, with some permissions."""
    attached = {"type": "attached", "botId": bot_id, "scopes": [*scopes]}
    return new_event(state, "module", module=attached)


def detached_event(state: State, bot_id: str, reason: str | None = None) -> Event:
    """Make the event that the channel was detached from an account; `bot_deleted` is a reason."""
    detached = {"type": "detached", "botId": bot_id, **({"reason": reason} if reason else {})}
    return new_event(state, "module", module=detached)


def activated_event(state: State, chat_id: str, seconds: float | None) -> Event:
    """Make the event that the channel is the active one in a chat, for some time."""
    if seconds is None:
        return {**new_event(state, "activated"), "source": _source(chat_id)}
    control = {"expireAt": int((state.clock.now() + seconds) * 1000)}
    return {**new_event(state, "activated", chatControl=control), "source": _source(chat_id)}


def deactivated_event(state: State, chat_id: str) -> Event:
    """Make the event that the channel is not the active one in a chat any more."""
    return {**new_event(state, "deactivated"), "source": _source(chat_id)}


def _source(chat_id: str) -> dict[str, str]:
    return user_source(chat_id) if chat_id.startswith("U") else chat_source(chat_id)
