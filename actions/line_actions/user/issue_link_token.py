"""Begin to link a LINE account with one of the service's own."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class IssueLinkTokenInput(Input):
    """Whose account is to be linked."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class IssueLinkTokenBody(Body):
    """The link token."""

    link_token: str
    """Token for the link's address; valid for 10 minutes and once."""


class IssueLinkToken(Action[IssueLinkTokenInput, IssueLinkTokenBody]):
    """Issue a token with which a user links the LINE account with an account of the service.

    Raises:
        BadRequestError: no user has this ID.

    Source: https://developers.line.biz/en/reference/messaging-api/#issue-link-token
    """

    method = "POST"
    path = "/v2/bot/user/{userId}/linkToken"
    rate_limit = "2000/s"
    example = {"userId": "U00000000000000000000000000000001"}
