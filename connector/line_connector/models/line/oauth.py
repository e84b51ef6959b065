"""What the operations on tokens have in common; OAuth's names have underscores.

Source: https://developers.line.biz/en/docs/basics/channel-access-token/
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from line_connector.schema.model import Body, Input, rule
from line_connector.schema.secret import Secret

GrantType = Literal["client_credentials"]
CLIENT_CREDENTIALS: GrantType = "client_credentials"

AssertionType = Literal["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
JWT_BEARER: AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

ChannelId = Annotated[str, Field(min_length=1)]
"""ID of a channel, as the LINE Developers Console shows it."""


def _signed(assertion: Secret) -> Secret:
    """Refuse what is no JWT in its compact form; what it says is the provider's to check."""
    if not re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", assertion, re.ASCII):
        raise rule("must be a signed JWT: three parts in base64url, with dots between")
    return assertion


Assertion = Annotated[Secret, AfterValidator(_signed)]
"""A JWT that proves that the request comes from a channel."""


class OAuthInput(Input):
    """An input whose names on the wire are those of the attributes."""

    model_config = ConfigDict(alias_generator=str)


class OAuthBody(Body):
    """An answer whose names on the wire are those of the attributes."""

    model_config = ConfigDict(alias_generator=str)


class IssuedToken(OAuthBody):
    """A channel access token. Whoever has it can act as the account."""

    access_token: str = Field(repr=False)
    """The token."""

    expires_in: int
    """Seconds until it expires."""

    token_type: str
    """`Bearer`."""


class VerifiedToken(OAuthBody):
    """What a valid token is for."""

    client_id: str
    """ID of the channel that it was issued for."""

    expires_in: int
    """Seconds until it expires; a huge number for a long-lived token."""

    scope: str | None = None
    """Its permissions, with spaces between; not always there."""
