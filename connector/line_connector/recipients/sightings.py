"""What a webhook event says about people and chats. No text of a message is looked at here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from line_connector.configuration.recipients import is_recipient_id
from line_connector.json_values import is_list, is_object
from line_connector.schema.numbers import LARGEST_INT64

_CHATS = {"user": "userId", "group": "groupId", "room": "roomId"}

_LATEST = 253_402_300_799_999
"""The end of the year 9999 in milliseconds; a later time cannot be shown."""

_MEMBERS = {"memberJoined": ("joined", "arrived_at"), "memberLeft": ("left", "departed_at")}
"""Events that list members: their property, and what they say."""

ARRIVALS = frozenset({"follow", "join"})
DEPARTURES = frozenset({"unfollow", "leave"})


class Link(NamedTuple):
    """Two that belong together: a chat and a user in it, or a user and a membership."""

    one: str
    other: str | int


@dataclass
class Times:
    """When something was seen, in milliseconds since 1970; 0 for never."""

    first_seen: int = 0
    last_seen: int = 0
    arrived_at: int = 0
    active_at: int = 0
    departed_at: int = 0
    linked_at: int = 0

    def add(self, at: int, *names: str) -> None:
        """Note that what the names say was seen at a time."""
        self.first_seen = min(self.first_seen or at, at)
        self.last_seen = max(self.last_seen, at)
        for name in names:
            setattr(self, name, max(getattr(self, name), at))


@dataclass
class Sightings:
    """What some events say, put together: each recipient and each link is here once."""

    recipients: dict[str, Times] = field(default_factory=dict[str, Times])
    members: dict[Link, Times] = field(default_factory=dict[Link, Times])
    subscriptions: dict[Link, Times] = field(default_factory=dict[Link, Times])

    @classmethod
    def of(cls, events: Iterable[Mapping[str, Any]]) -> Sightings:
        """Return what events say; one without a time or a known source says nothing."""
        sightings = cls()
        for event in events:
            sightings.add(event)
        return sightings

    def add(self, event: Mapping[str, Any]) -> None:
        """Add what an event says."""
        at, kind, chat = event.get("timestamp"), event.get("type"), chat_of(event)
        if chat is None or not isinstance(at, int) or isinstance(at, bool):
            return
        if not (isinstance(kind, str) and 0 < at <= _LATEST):
            return
        if kind in ARRIVALS:
            self._seen(chat, at, "arrived_at")
        elif kind in DEPARTURES:
            self._seen(chat, at, "departed_at")
        else:
            self._seen(chat, at, "active_at")
        self._add_people(event, kind, chat, at)
        if kind == "accountLink" and _within(event, "link").get("result") == "ok":
            self._seen(chat, at, "linked_at")
        if kind == "membership":
            self._add_subscription(_within(event, "membership"), chat, at)

    def _add_people(self, event: Mapping[str, Any], kind: str, chat: str, at: int) -> None:
        user = user_of(event)
        if user is not None and user != chat:
            self._seen_in(chat, user, at, "arrived_at")
        if kind in _MEMBERS:
            word, name = _MEMBERS[kind]
            for each in _users(_within(event, word).get("members")):
                self._seen_in(chat, each, at, name)

    def _add_subscription(self, membership: Mapping[str, Any], user: str, at: int) -> None:
        number, kind = membership.get("membershipId"), membership.get("type")
        if not isinstance(number, int) or not 0 < number <= LARGEST_INT64:
            return
        name = "departed_at" if kind == "left" else "arrived_at"
        if kind in {"joined", "renewed", "left"}:
            self.subscriptions.setdefault(Link(user, number), Times()).add(at, name)

    def _seen(self, recipient: str, at: int, *names: str) -> None:
        self.recipients.setdefault(recipient, Times()).add(at, *names)

    def _seen_in(self, chat: str, user: str, at: int, name: str) -> None:
        self._seen(user, at)
        self.members.setdefault(Link(chat, user), Times()).add(at, name)


def chat_of(event: Mapping[str, Any]) -> str | None:
    """Return the ID of the user, group or room that an event is from; None if there is none."""
    source = _within(event, "source")
    return _id(source.get(_CHATS.get(str(source.get("type")), "")))


def user_of(event: Mapping[str, Any]) -> str | None:
    """Return the ID of the person that an event is from; None if LINE does not say."""
    return _id(_within(event, "source").get("userId"))


def _users(members: object) -> Iterator[str]:
    for member in members if is_list(members) else ():
        user = _id(member.get("userId")) if is_object(member) else None
        if user is not None:
            yield user


def _within(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = event.get(name)
    return value if is_object(value) else {}


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and is_recipient_id(value) else None
