"""What can be done, by its name, and doing it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from line_connector.sandbox.line.acting import (
    account,
    chats,
    friendship,
    media,
    one_on_one,
    taps,
    writing,
)
from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.webhook.deliveries import send_events
from line_connector.sandbox.provider import Fields
from line_connector.sandbox.state import State

ACTS: Mapping[str, Callable[[State, Fields], Deed]] = {
    "text": writing.write_text,
    "sticker": writing.send_sticker,
    "image": media.send_media,
    "video": media.send_media,
    "audio": media.send_media,
    "file": media.send_media,
    "location": writing.send_location,
    "edit": writing.edit,
    "unsend": writing.unsend,
    "tap": taps.tap,
    "postback": taps.post_back,
    "follow": friendship.follow,
    "unfollow": friendship.unfollow,
    "unblock": friendship.unblock,
    "join": chats.join,
    "leave": chats.leave,
    "memberJoined": chats.let_members_join,
    "memberLeft": chats.let_members_leave,
    "beacon": one_on_one.meet_beacon,
    "videoPlayComplete": one_on_one.complete_video,
    "accountLink": one_on_one.link_account,
    "membership": one_on_one.change_membership,
    "delivery": one_on_one.confirm_delivery,
    "module": account.change_module,
    "activated": account.activate,
    "deactivated": account.deactivate,
    "botSuspended": account.suspend,
    "botResumed": account.resume,
}


def perform(state: State, act: Fields) -> tuple[list[int], dict[str, Any]]:
    """Let somebody do something, and the bot be told of it.

    Returns:
        The numbers of the events, and what the control API tells besides them.

    Raises:
        InvalidInputError: it cannot be done.
    """
    with state.transaction():
        deed = ACTS[act["type"]](state, act)
        events = chats.end_quiet(state, deed.events)
        webhooks = [[event] for event in events] if deed.separately else [events]
        numbers = [
            number for webhook in webhooks for number in send_events(state, webhook, deed.bot)
        ]
    return numbers, deed.told


def perform_at_once(state: State, acts: Sequence[Fields]) -> tuple[list[int], dict[str, Any]]:
    """Let several things be done, of which one webhook tells.

    Returns:
        The numbers of the events, and what the control API tells besides them.

    Raises:
        InvalidInputError: one of them cannot be done; then none of them is.
    """
    with state.transaction():
        deeds = [ACTS[act["type"]](state, act) for act in acts]
        events = [event for deed in deeds for event in chats.end_quiet(state, deed.events)]
        numbers = send_events(state, events)
    return numbers, {"acts": [deed.told for deed in deeds]}
