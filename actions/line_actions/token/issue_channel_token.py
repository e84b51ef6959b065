"""Issue a short-lived channel access token."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.http.body import Form
from line_connector.models.line.oauth import (
    CLIENT_CREDENTIALS,
    ChannelId,
    GrantType,
    IssuedToken,
    OAuthInput,
)
from line_connector.schema.secret import Secret


class IssueChannelTokenInput(OAuthInput):
    """Which channel."""

    grant_type: GrantType = CLIENT_CREDENTIALS
    """What OAuth calls this; there is no other value."""

    client_id: ChannelId
    """The channel's ID."""

    client_secret: Secret
    """The channel's secret."""


class IssueChannelToken(Action[IssueChannelTokenInput, IssuedToken]):
    """Issue a short-lived channel access token, which is valid for 30 days.

    A channel has at most 30 valid ones: with another, the oldest is revoked.

    Raises:
        BadRequestError: the channel's ID or secret is wrong.
        RateLimitError: more than 370 requests in a second.

    Source: https://developers.line.biz/en/reference/messaging-api/#issue-shortlived-channel-access-token
    """

    method = "POST"
    path = "/v2/oauth/accessToken"
    body = Form
    authenticated = False
    rate_limit = "370/s"
    example = {
        "grant_type": CLIENT_CREDENTIALS,
        "client_id": "1000000001",
        "client_secret": "sandbox-secret",
    }
