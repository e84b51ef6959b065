"""What LINE answers about groups and rooms (multi-person chats) and their members."""

from __future__ import annotations

from line_connector.schema.model import Body


class MemberCount(Body):
    """How many are in a chat."""

    count: int
    """Members, without the account; also those who are not friends of it or blocked it."""


class MemberIds(Body):
    """One page of a chat's members."""

    member_ids: list[str]
    """At most 100 user IDs; only users of LINE for iOS and Android are there."""

    next: str | None = None
    """Continuation token for the next page, for 24 hours; absent on the last one."""


class MemberProfile(Body):
    """A member's profile."""

    display_name: str
    """Name that the user shows."""

    user_id: str
    """The user's ID."""

    picture_url: str | None = None
    """Address of the user's picture (HTTPS); absent where there is none."""
