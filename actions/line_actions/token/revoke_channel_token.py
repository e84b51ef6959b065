"""Revoke a short-lived or long-lived channel access token."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.http.body import Form
from line_connector.models.line.oauth import OAuthInput
from line_connector.schema.model import Body
from line_connector.schema.secret import Secret


class RevokeChannelTokenInput(OAuthInput):
    """Which token."""

    access_token: Secret
    """The token to revoke."""


class RevokeChannelToken(Action[RevokeChannelTokenInput, Body]):
    """Revoke a short-lived or long-lived channel access token.

    One that is not valid any more is no error.

    Raises:
        BadRequestError: the token has not the form of one.

    Source: https://developers.line.biz/en/reference/messaging-api/#revoke-longlived-or-shortlived-channel-access-token
    """

    method = "POST"
    path = "/v2/oauth/revoke"
    body = Form
    authenticated = False
    idempotent = True
    rate_limit = "2000/s"
    example = {"access_token": "W1TeHCgfH2Liwa"}
