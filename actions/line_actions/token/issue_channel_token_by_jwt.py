"""Issue a channel access token v2.1."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.http.body import Form
from line_connector.models.line.oauth import (
    CLIENT_CREDENTIALS,
    JWT_BEARER,
    Assertion,
    AssertionType,
    GrantType,
    IssuedToken,
    OAuthInput,
)


class IssueChannelTokenByJwtInput(OAuthInput):
    """An assertion that names the channel and the token's lifetime."""

    grant_type: GrantType = CLIENT_CREDENTIALS
    """What OAuth calls this; there is no other value."""

    client_assertion_type: AssertionType = JWT_BEARER
    """What kind of assertion it is; there is no other value."""

    client_assertion: Assertion
    """A JWT of the channel, signed with its assertion signing key; good for 30 minutes at most. Its
    claim `token_exp` is the token's lifetime in seconds: at most 2592000, which is 30 days."""


class IssueChannelTokenByJwtBody(IssuedToken):
    """The token, and what names it."""

    key_id: str
    """The token's key ID; keep it with the token."""


class IssueChannelTokenByJwt(Action[IssueChannelTokenByJwtInput, IssueChannelTokenByJwtBody]):
    """Issue a channel access token v2.1, which is valid for as long as the assertion asks.

    A channel has at most 30 valid ones; another is refused then.

    Raises:
        BadRequestError: the assertion is not valid or expired, or 30 tokens are valid.
        NotFoundError: the key that the assertion was signed with is not registered in the channel.

    Source: https://developers.line.biz/en/reference/messaging-api/#issue-channel-access-token-v2-1
    """

    method = "POST"
    path = "/oauth2/v2.1/token"
    body = Form
    authenticated = False
    rate_limit = "2000/s"
    example = {
        "grant_type": CLIENT_CREDENTIALS,
        "client_assertion_type": JWT_BEARER,
        "client_assertion": "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl",
    }
