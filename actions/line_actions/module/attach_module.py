"""Attach a module channel to an account."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from line_connector.action import Action
from line_connector.http.body import Form
from line_connector.models.line.oauth import ChannelId, OAuthBody, OAuthInput
from line_connector.schema.secret import Secret


class AttachModuleInput(OAuthInput):
    """The account administrator's consent, and which module channel it was given to."""

    grant_type: Literal["authorization_code"] = "authorization_code"
    """What OAuth calls this; there is no other value."""

    code: Secret
    """The authorization code that LINE sent to the redirect address; for one use."""

    redirect_uri: Annotated[str, Field(min_length=1)]
    """The redirect address of the authorization URL."""

    code_verifier: Secret | None = None
    """What the authorization URL's `code_challenge` was made of, where it had one (PKCE)."""

    client_id: ChannelId
    """The module channel's ID."""

    client_secret: Secret
    """The module channel's secret."""

    region: str | None = None
    """`region` of the authorization URL, where it had one: `JP` or `TW`."""

    basic_search_id: str | None = None
    """`basic_search_id` of the authorization URL, where it had one: the account's basic ID."""

    scope: str | None = None
    """`scope` of the authorization URL, where it had one: permissions with spaces between."""

    brand_type: str | None = None
    """`brand_type` of the authorization URL, where it had one: `premium`, `verified`, `unverified`,
    or several with spaces between."""


class AttachModuleBody(OAuthBody):
    """The account that the module channel is attached to."""

    bot_id: str
    """User ID of the account's bot; not the one in the Messaging API channel's basic settings."""

    scopes: list[str]
    """Permissions that the administrator granted, such as `message:send`."""


class AttachModule(Action[AttachModuleInput, AttachModuleBody]):
    """Attach a module channel to the account whose administrator agreed to it.

    For those who offer a module channel on LINE Marketplace. The module channel's ID and secret go
    into the form; the connection's own credentials are not sent.

    Raises:
        BadRequestError: the code, or what was given with it, is not valid.
        ForbiddenError: the module channel may not be attached.

    Source: https://developers.line.biz/en/reference/partner-docs/#link-attach-by-operation-module-channel-provider
    """

    method = "POST"
    path = "/module/auth/v1/token"
    host = "manager_url"
    body = Form
    authenticated = False
    rate_limit = "2000/s"
    example = {
        "grant_type": "authorization_code",
        "code": "1234567890abcde",
        "redirect_uri": "https://example.com/callback",
        "client_id": "1000000001",
        "client_secret": "sandbox-secret",
    }
