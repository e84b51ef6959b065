"""Issue a stateless channel access token."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.action import Action
from line_connector.http.body import Form
from line_connector.models.line.oauth import (
    CLIENT_CREDENTIALS,
    Assertion,
    AssertionType,
    ChannelId,
    GrantType,
    IssuedToken,
    OAuthInput,
)
from line_connector.schema.problems import Problem
from line_connector.schema.secret import Secret

_BY_SECRET = ("client_id", "client_secret")
_BY_ASSERTION = ("client_assertion_type", "client_assertion")


class IssueStatelessChannelTokenInput(OAuthInput):
    """The channel's ID and secret, or an assertion: one of both, and all of it."""

    grant_type: GrantType = CLIENT_CREDENTIALS
    """What OAuth calls this; there is no other value."""

    client_id: ChannelId | None = None
    """The channel's ID."""

    client_secret: Secret | None = None
    """The channel's secret."""

    client_assertion_type: AssertionType | None = None
    """Required with an assertion; there is no other value."""

    client_assertion: Assertion | None = None
    """A JWT of the channel, signed with its assertion signing key; good for 30 minutes at most."""

    def errors(self) -> Iterator[Problem]:
        """Yield what is missing of the one way to prove who asks, or that there are two."""
        by_secret = [name for name in _BY_SECRET if getattr(self, name) is not None]
        by_assertion = [name for name in _BY_ASSERTION if getattr(self, name) is not None]
        if by_secret and by_assertion:
            yield Problem((by_assertion[0],), "must not stand beside client_id and client_secret")
            return
        wanted = _BY_ASSERTION if by_assertion else _BY_SECRET
        missing = [name for name in wanted if getattr(self, name) is None]
        if len(missing) == len(wanted):
            yield Problem((), "needs client_id and client_secret, or a client_assertion")
        else:
            yield from (Problem((name,), "is required") for name in missing)


class IssueStatelessChannelToken(Action[IssueStatelessChannelTokenInput, IssuedToken]):
    """Issue a stateless channel access token, which is valid for 15 minutes.

    There may be any number of them, and none can be revoked. A connection with a channel's ID and
    secret gets its own by itself; this is for tokens that something else is to use.

    Raises:
        BadRequestError: the channel's ID or secret is wrong, or the assertion is not valid.
        NotFoundError: the key that the assertion was signed with is not registered in the channel.

    Source: https://developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token
    """

    method = "POST"
    path = "/oauth2/v3/token"
    body = Form
    authenticated = False
    idempotent = True  # one more of them does no harm
    rate_limit = "2000/s"
    example = {
        "grant_type": CLIENT_CREDENTIALS,
        "client_id": "1000000001",
        "client_secret": "sandbox-secret",
    }
