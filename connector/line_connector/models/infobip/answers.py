"""Responses to sends: one entry per recipient, each with a status.

A message that is refused alone is no HTTP error: its status says so.
"""

from __future__ import annotations

from typing import Any

from line_connector.models.infobip.status import MessageStatus
from line_connector.schema.model import Body


class AcceptedMessage(Body):
    """The message to one person."""

    message_id: str | None = None
    """Its ID: yours, or the one Infobip made."""

    status: MessageStatus | None = None
    """Its status; usually PENDING_ENROUTE."""


class AcceptedLineMessage(AcceptedMessage):
    """The LINE message to one person."""

    destination: str | None = None
    """Phone number."""

    details: dict[str, Any] | None = None
    """Further details."""


class AcceptedLineMessages(Body):
    """Status of each message of a request."""

    bulk_id: str | None = None
    """ID of the request: yours, or the one Infobip made."""

    messages: list[AcceptedLineMessage] = []
    """One for each destination."""


class AcceptedSingleMessage(AcceptedMessage):
    """The message to one user."""

    to: str | None = None
    """User key or phone number."""


class AcceptedSingleMessages(Body):
    """Status of the message."""

    messages: list[AcceptedSingleMessage] = []
    """The message."""


class AcceptedOmniMessage(AcceptedMessage):
    """The message to one person."""

    to: dict[str, Any] | None = None
    """The person's addresses, as they were sent."""


class AcceptedOmniMessages(Body):
    """Status of each message of a request."""

    bulk_id: str | None = None
    """ID of the request; only there with more than one destination."""

    messages: list[AcceptedOmniMessage] = []
    """One for each destination."""
