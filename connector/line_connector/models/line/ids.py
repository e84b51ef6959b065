"""Identifiers that LINE gives out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.schema.numbers import LARGEST_INT64, Integer
from line_connector.schema.pattern import Pattern

# A module channel sees its channel's ID in front of each user's.
_MODULE = r"L[0-9A-Za-z]{32,33}-U[0-9A-Za-z]{32,33}"
_HEX = "[0-9a-f]{32}"
UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
USER_ID = rf"U{_HEX}|{_MODULE}"
CHAT_ID = rf"[UCR]{_HEX}|{_MODULE}"


class RecipientId(Pattern):
    """Annotation for the ID of a user, group or room, in whose place a name can be given."""


UserId = Annotated[str, RecipientId(USER_ID, "must be a user ID: U and 32 hex digits")]
"""ID of a user, as webhooks give it; the same user has another one for each provider."""

GroupId = Annotated[str, RecipientId(rf"C{_HEX}", "must be a group ID: C and 32 hex digits")]
"""ID of a group chat."""

RoomId = Annotated[str, RecipientId(rf"R{_HEX}", "must be a room ID: R and 32 hex digits")]
"""ID of a multi-person chat."""

ChatId = Annotated[
    str,
    RecipientId(
        CHAT_ID,
        "must be the ID of a user, group or room: U, C or R and 32 hex digits",
    ),
]
"""ID of a user, a group chat or a multi-person chat."""

RichMenuId = Annotated[
    str, Pattern(rf"richmenu-{_HEX}", "must be a rich menu ID: richmenu- and 32 hex digits")
]
"""ID of a rich menu."""

RichMenuAliasId = Annotated[
    str, Pattern("[a-z0-9_-]{1,32}", "must be 1 to 32 of a-z, 0-9, underscore and hyphen")
]
"""Name given to a rich menu, which can be moved to another menu later."""

RequestId = Annotated[str, Pattern(UUID, "must be a request ID, the UUID in x-line-request-id")]
"""ID of a request, from the response header `x-line-request-id`."""

MessageId = Annotated[str, Pattern("[0-9]+", "must be a message ID, digits only")]
"""ID of a message, as webhooks and the answers to sending give it."""

MembershipId = Annotated[int, Integer(1, LARGEST_INT64)]
"""ID of a membership plan."""

AudienceGroupId = Annotated[int, Integer(1, LARGEST_INT64)]
"""ID of an audience."""

GivenId = Annotated[str, Field(min_length=1)]
"""ID of another kind, in whatever form LINE gives it."""

ContinuationToken = Annotated[
    str | None,
    Field(
        description=(
            "Continuation token: `next` of the page before, for 24 hours; absent, the first page."
        )
    ),
]
"""Which page of a long list is asked for."""
