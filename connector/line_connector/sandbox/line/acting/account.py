"""What happens to the account itself: module channels, chat control, suspension."""

from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.acting.scene import joined_chat, known_user
from line_connector.sandbox.line.module.bots import attach_bot, detach_bot, is_attached, put_bot
from line_connector.sandbox.line.module.chat_control import acquire
from line_connector.sandbox.line.module.events import (
    SCOPES,
    activated_event,
    attached_event,
    deactivated_event,
    detached_event,
)
from line_connector.sandbox.line.webhook.events import new_event
from line_connector.sandbox.provider import Fields, InvalidInputError
from line_connector.sandbox.state import State

SECONDS = 3600
"""How long a chat is controlled unless something else is given."""


def change_module(state: State, fields: Fields) -> Deed:
    """Attach the module channel to an account, or detach it because the account is deleted."""
    bot_id, is_attaching = fields.get("botId"), fields["module"] == "attached"
    if bot_id is None and is_attaching:
        bot_id = f"U{state.random.token_hex(16)}"
    if bot_id is None or (not is_attaching and not is_attached(state, bot_id)):
        raise InvalidInputError("botId: must be an account that the module channel is attached to")
    if is_attached(state, bot_id) is None:
        put_bot(state, bot_id, {}, attached=False)
    (attach_bot if is_attaching else detach_bot)(state, bot_id)
    if is_attaching:
        event = attached_event(state, bot_id, fields.get("scopes", SCOPES))
    else:
        event = detached_event(state, bot_id, "bot_deleted")
    return Deed([event], {"botId": bot_id}, bot=bot_id)


def activate(state: State, fields: Fields) -> Deed:
    """Make the channel the active one of a chat."""
    chat_id, seconds = _chat(state, fields), fields.get("seconds", SECONDS)
    acquire(state, chat_id, "module", seconds)
    return Deed([activated_event(state, chat_id, seconds)])


def deactivate(state: State, fields: Fields) -> Deed:
    """Let another channel take a chat: the events of it come without reply tokens from now on."""
    chat_id = _chat(state, fields)
    acquire(state, chat_id, "other", None)
    return Deed([deactivated_event(state, chat_id)])


def suspend(state: State, _: Fields) -> Deed:
    """Suspend the account."""
    return Deed([new_event(state, "botSuspended")])


def resume(state: State, _: Fields) -> Deed:
    """End the suspension of the account."""
    return Deed([new_event(state, "botResumed")])


def _chat(state: State, fields: Fields) -> str:
    if "userId" in fields:
        return known_user(state, fields["userId"])
    return joined_chat(state, fields)
