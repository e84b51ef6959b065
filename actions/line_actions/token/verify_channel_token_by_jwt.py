"""Verify a channel access token v2.1."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.oauth import OAuthInput, VerifiedToken
from line_connector.schema.secret import Secret


class VerifyChannelTokenByJwtInput(OAuthInput):
    """Which token."""

    access_token: Secret
    """A channel access token v2.1."""


class VerifyChannelTokenByJwt(Action[VerifyChannelTokenByJwtInput, VerifiedToken]):
    """Find out whether a channel access token v2.1 is valid, for which channel, and for how long.

    Raises:
        BadRequestError: it expired, does not exist, or has not the form of one.

    Source: https://developers.line.biz/en/reference/messaging-api/#verify-channel-access-token-v2-1
    """

    method = "GET"
    path = "/oauth2/v2.1/verify"
    authenticated = False
    rate_limit = "2000/s"
    example = {"access_token": "eyJhbGciOiJIUzI1NiJ9.c2FtcGxl.c2lnbmF0dXJl"}
