"""Ask who a user is."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class GetProfileInput(Input):
    """Whose profile."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class GetProfileBody(Body):
    """A user's profile."""

    display_name: str
    """Name that the user shows."""

    user_id: str
    """The user's ID."""

    picture_url: str | None = None
    """Address of the user's picture; absent where there is none."""

    status_message: str | None = None
    """What the user says under the name; absent where there is nothing."""

    language: str | None = None
    """Language (BCP 47); absent until the user agrees to LINE's privacy policy."""


class GetProfile(Action[GetProfileInput, GetProfileBody]):
    """Get the profile of a user.

    LINE answers for friends of the account, and for users who wrote to it and did not block it.

    Raises:
        NotFoundError: there is no such user, or the account may not see the profile.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-profile
    """

    method = "GET"
    path = "/v2/bot/profile/{userId}"
    rate_limit = "2000/s"
    example = {"userId": "U00000000000000000000000000000001"}
