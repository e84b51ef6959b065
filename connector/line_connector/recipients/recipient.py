"""One recipient, as the book knows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from line_connector.recipients.times import shown_time

State = Literal["friend", "contact", "member", "joined", "blocked", "left", "unknown"]
"""What is known of how messages reach a recipient.

- friend: follows the account
- contact: wrote to the account; whether it is a friend is not known
- member: seen in a group or room only
- joined: a group or room that the account is in
- blocked: a user who blocked the account, or deleted the chat's friend
- left: a group or room that the account left; a user who left all known groups
- unknown: imported, and never seen
"""

STATES: tuple[State, ...] = ("friend", "contact", "member", "joined", "blocked", "left", "unknown")

KINDS = {"C": "group", "R": "room"}
"""What a recipient is that is no user, by the first letter of the ID."""


@dataclass(frozen=True)
class Consent:
    """Whether a recipient agreed to get messages, since when, and where that is from."""

    given: bool
    at: int
    source: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        state = "given" if self.given else "withdrawn"
        return {"state": state, "at": shown_time(self.at), "source": self.source}


@dataclass(frozen=True)
class Group:
    """A group or room that a user was seen in."""

    id: str
    is_member: bool


@dataclass(frozen=True)
class Recipient:
    """A user, a group or a room."""

    row: Mapping[str, Any]
    """The row of the table of recipients."""

    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    """The oldest first; the last one holds."""

    groups: tuple[Group, ...] = ()
    memberships: tuple[int, ...] = ()
    """IDs of the membership plans that a user has."""

    @property
    def id(self) -> str:
        """LINE's ID."""
        return str(self.row["id"])

    @property
    def kind(self) -> str:
        """`user`, `group` or `room`."""
        return KINDS.get(self.id[0], "user")

    @property
    def name(self) -> str:
        """Your name for it, else LINE's; empty if neither is known."""
        return self.row["name"] or self.row["display_name"] or ""

    @property
    def state(self) -> State:
        """What is known of how messages reach it."""
        row = self.row
        here = max(row["arrived_at"], row["active_at"])
        if row["departed_at"] and row["departed_at"] >= here:
            return "blocked" if self.kind == "user" else "left"
        if self.kind != "user":
            return "joined" if here else "unknown"
        if row["arrived_at"]:
            return "friend"
        if here:
            return "contact"
        if not self.groups:
            return "unknown"
        return "member" if any(each.is_member for each in self.groups) else "left"

    @property
    def has_opted_out(self) -> bool:
        """Whether consent was withdrawn."""
        return bool(self.consents) and not self.consents[-1].given

    @property
    def obstacle(self) -> str:
        """Why nothing should be sent; empty if nothing is known against it."""
        if self.has_opted_out:
            consent = self.consents[-1]
            return f"opted out on {shown_time(consent.at)[:10]} ({consent.source})"
        if self.state == "blocked":
            return f"has blocked the account since {shown_time(self.row['departed_at'])[:10]}"
        if self.state == "left" and self.kind != "user":
            return f"is a {self.kind} that the account has left"
        return ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON; what is not known has no key."""
        row = self.row
        shape: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "name": row["name"],
            "display_name": row["display_name"],
            "aliases": list(self.aliases),
            "tags": list(self.tags),
            "note": row["note"],
            "language": row["language"],
            "picture": row["picture"],
            "members": row["members"],
            "groups": [each.id for each in self.groups if each.is_member],
            "memberships": list(self.memberships),
            "consents": [each.to_dict() for each in self.consents],
            "first_seen": shown_time(row["first_seen"]),
            "last_seen": shown_time(row["last_seen"]),
            "linked_at": shown_time(row["linked_at"]),
        }
        return {name: value for name, value in shape.items() if value not in (None, "", [])}


def folded(name: str) -> str:
    """Return a name as names are compared: without case, width and outer spaces."""
    return unicodedata.normalize("NFKC", name).casefold().strip()
