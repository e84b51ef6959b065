"""Somebody linked their LINE account with one of your service.

Source: https://developers.line.biz/en/reference/messaging-api/#account-link-event
"""

from __future__ import annotations

from typing import Annotated

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import OpenEnum


class LinkContent(Received):
    """How the linking ended."""

    result: Annotated[str, OpenEnum("ok", "failed")]
    """`ok`, or `failed`: somebody may be posing as the user."""

    nonce: str
    """The nonce that your service made of the user's ID."""


class AccountLinkEvent(Event):
    """Somebody linked their LINE account, or could not; then there is no source."""

    type: str = "accountLink"
    """Type of the event."""

    link: LinkContent
    """How it ended."""
