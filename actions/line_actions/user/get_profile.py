"""Get a user's profile."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class GetProfileInput(Input):
    """The user."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class GetProfileBody(Body):
    """A user's profile."""

    display_name: str
    """Display name."""

    user_id: str
    """The user's ID."""

    picture_url: str | None = None
    """URL of the profile picture; absent if there is none."""

    status_message: str | None = None
    """Status message; absent if there is none."""

    language: str | None = None
    """Language (BCP 47); absent until the user agrees to LINE's privacy policy."""


class GetProfile(Action[GetProfileInput, GetProfileBody]):
    """Get the profile of a user.

    Only for friends of the account, and users who sent it a message and did not block it.

    Raises:
        NotFoundError: there is no such user, or the account may not see the profile.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-profile
    """

    method = "GET"
    path = "/v2/bot/profile/{userId}"
    rate_limit = "2000/s"
    example = {"userId": "U00000000000000000000000000000001"}
