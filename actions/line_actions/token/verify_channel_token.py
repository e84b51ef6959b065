"""Verify a short-lived or long-lived channel access token."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.http.body import Form
from line_connector.models.line.oauth import OAuthInput, VerifiedToken
from line_connector.schema.secret import Secret


class VerifyChannelTokenInput(OAuthInput):
    """Which token."""

    access_token: Secret
    """A short-lived or long-lived channel access token."""


class VerifyChannelToken(Action[VerifyChannelTokenInput, VerifiedToken]):
    """Find out whether a short- or long-lived channel access token is valid, and for how long.

    Raises:
        BadRequestError: it expired, does not exist, or has not the form of one.

    Source: https://developers.line.biz/en/reference/messaging-api/#verify-channel-access-token
    """

    method = "POST"
    path = "/v2/oauth/verify"
    body = Form
    authenticated = False
    idempotent = True
    effect = "reads"
    rate_limit = "2000/s"
    example = {"access_token": "sandbox-token"}
