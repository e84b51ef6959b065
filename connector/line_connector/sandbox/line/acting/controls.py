"""Control of what users do: each act makes its webhook events, and changes what it changes."""

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
from line_connector.sandbox.line.webhook.deliveries import is_being_sent, send_events
from line_connector.sandbox.line.webhook.event_log import numbered_events
from line_connector.sandbox.provider import Controls, Fields, Later
from line_connector.sandbox.state import State

controls = Controls()

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


@controls.post("act")
def act(state: State, fields: Fields) -> "Fields | Later":
    """Let somebody do something; wait until the bot has got the webhooks, if not told otherwise."""
    with state.transaction():
        deed = ACTS[fields["type"]](state, fields)
        events = chats.end_quiet(state, deed.events)
        webhooks = [[event] for event in events] if deed.separately else [events]
        numbers = [
            number for webhook in webhooks for number in send_events(state, webhook, deed.bot)
        ]
    return _told(state, fields, numbers, deed.told)


@controls.post("acts")
def act_at_once(state: State, fields: Fields) -> "Fields | Later":
    """Let several things be done, of which one webhook tells."""
    with state.transaction():
        deeds = [ACTS[each["type"]](state, each) for each in fields["acts"]]
        events = [event for deed in deeds for event in chats.end_quiet(state, deed.events)]
        numbers = send_events(state, events)
    return _told(state, fields, numbers, {"acts": [deed.told for deed in deeds]})


def _told(
    state: State, fields: Fields, numbers: Sequence[int], told: Mapping[str, Any]
) -> "Fields | Later":
    def output() -> Fields:
        return {**told, "events": numbered_events(state, numbers)}

    if not fields.get("wait", True):
        return output()
    return Later(lambda: is_being_sent(state, numbers), output)
