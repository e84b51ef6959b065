"""List the key IDs of a channel's valid tokens v2.1."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.oauth import (
    JWT_BEARER,
    Assertion,
    AssertionType,
    OAuthBody,
    OAuthInput,
)


class GetsAllValidChannelAccessTokenKeyIdsInput(OAuthInput):
    """An assertion that names the channel."""

    client_assertion_type: AssertionType = JWT_BEARER
    """What kind of assertion it is; there is no other value."""

    client_assertion: Assertion
    """A JWT of the channel, signed with its assertion signing key; good for 30 minutes at most."""


class GetsAllValidChannelAccessTokenKeyIdsBody(OAuthBody):
    """The key IDs."""

    kids: list[str]
    """One for each valid token; expired and revoked ones are not there."""


class GetsAllValidChannelAccessTokenKeyIds(
    Action[GetsAllValidChannelAccessTokenKeyIdsInput, GetsAllValidChannelAccessTokenKeyIdsBody]
):
    """List the key IDs of a channel's valid channel access tokens v2.1.

    Raises:
        BadRequestError: the assertion is not valid or expired.
        NotFoundError: the key that the assertion was signed with is not registered in the channel.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-all-valid-channel-access-token-key-ids-v2-1
    """

    method = "GET"
    path = "/oauth2/v2.1/tokens/kid"
    authenticated = False
    rate_limit = "2000/s"
    example = {
        "client_assertion_type": JWT_BEARER,
        "client_assertion": "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl",
    }
