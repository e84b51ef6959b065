"""Which class an event is read into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from line_connector.json_values import is_object
from line_connector.models.line.webhook.event import Event, UnknownEvent
from line_connector.schema.kept import read_kept, read_unknown
from line_connector.schema.union import load
from line_connector.shortening import shortened

_HERE = "line_connector.models.line.webhook"

EVENTS: Mapping[str, str] = {
    "message": f"{_HERE}.message_events:MessageEvent",
    "messageEdited": f"{_HERE}.message_events:MessageEditedEvent",
    "unsend": f"{_HERE}.message_events:UnsendEvent",
    "follow": f"{_HERE}.friend_events:FollowEvent",
    "unfollow": f"{_HERE}.friend_events:UnfollowEvent",
    "join": f"{_HERE}.chat_events:JoinEvent",
    "leave": f"{_HERE}.chat_events:LeaveEvent",
    "memberJoined": f"{_HERE}.chat_events:MemberJoinedEvent",
    "memberLeft": f"{_HERE}.chat_events:MemberLeftEvent",
    "postback": f"{_HERE}.postback:PostbackEvent",
    "videoPlayComplete": f"{_HERE}.video:VideoPlayCompleteEvent",
    "beacon": f"{_HERE}.beacon:BeaconEvent",
    "accountLink": f"{_HERE}.account_link:AccountLinkEvent",
    "membership": f"{_HERE}.membership:MembershipEvent",
    "module": f"{_HERE}.module_channel:ModuleEvent",
    "activated": f"{_HERE}.module_channel:ActivatedEvent",
    "deactivated": f"{_HERE}.module_channel:DeactivatedEvent",
    "botSuspended": f"{_HERE}.module_channel:BotSuspendedEvent",
    "botResumed": f"{_HERE}.module_channel:BotResumedEvent",
    "delivery": f"{_HERE}.notification:DeliveryEvent",
}
"""The class of each type of event, imported with the first event of the type."""


def read_event(raw: Any) -> Event:
    """Read an event; one that is unknown or odd becomes an `UnknownEvent`. Never fails.

    Args:
        raw: the event's JSON; `event.raw` keeps it.
    """
    if not is_object(raw):
        return read_unknown(UnknownEvent, raw, "must be an object")
    kind = raw.get("type")
    if not isinstance(kind, str):
        return read_unknown(UnknownEvent, raw, "type: must be a string")
    if kind not in EVENTS:
        return read_unknown(UnknownEvent, raw, f"type: '{shortened(kind)}' is unknown")
    return read_kept(cast("type[Event]", load(EVENTS[kind])), UnknownEvent, raw)
