"""Revoke a channel access token v2.1."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.http.body import Form
from line_connector.models.line.oauth import ChannelId, OAuthInput
from line_connector.schema.model import Body
from line_connector.schema.secret import Secret


class RevokeChannelTokenByJwtInput(OAuthInput):
    """Which token, and whose."""

    client_id: ChannelId
    """The channel's ID."""

    client_secret: Secret
    """The channel's secret."""

    access_token: Secret
    """The token to revoke."""


class RevokeChannelTokenByJwt(Action[RevokeChannelTokenByJwtInput, Body]):
    """Revoke a channel access token v2.1.

    One that is not valid any more is no error.

    Raises:
        BadRequestError: the token has not the form of one, or the channel's ID or secret is wrong.

    Source: https://developers.line.biz/en/reference/messaging-api/#revoke-channel-access-token-v2-1
    """

    method = "POST"
    path = "/oauth2/v2.1/revoke"
    body = Form
    authenticated = False
    idempotent = True
    rate_limit = "2000/s"
    example = {
        "client_id": "1000000001",
        "client_secret": "sandbox-secret",
        "access_token": "eyJhbGciOiJIUzI1NiJ9.c2FtcGxl.c2lnbmF0dXJl",
    }
