"""What all events have in common.

Source: https://developers.line.biz/en/reference/messaging-api/#common-properties
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Annotated

from pydantic import Field

from line_connector.models.line.webhook.received import Received
from line_connector.models.line.webhook.source import Source, UnknownSource
from line_connector.schema.kept import Kept, Unknown
from line_connector.schema.variants import OpenEnum

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

Milliseconds = Annotated[int, Field(ge=0, le=253_402_300_799_999)]
"""UNIX time in milliseconds, up to the year 9999."""


class DeliveryContext(Received):
    """How an event was delivered."""

    is_redelivery: bool | None = None
    """Whether LINE sends it again, since your server did not take it the first time."""


class Event(Kept, Received):
    """Something that happened in LINE, as one webhook tells it."""

    type: str
    """Type of the event: `message`, `follow`, …"""

    mode: Annotated[str, OpenEnum("active", "standby")] | None = None
    """`standby`: a module channel is talking to the user, and the bot should stay silent."""

    timestamp: Milliseconds | None = None
    """When it occurred, in milliseconds since 1970, also when it is delivered again."""

    webhook_event_id: str | None = None
    """ID of the event (ULID). The same event may arrive more than once: this tells."""

    delivery_context: DeliveryContext | None = None
    """How it was delivered."""

    source: Source = Field(default_factory=UnknownSource)
    """Who it comes from; an `UnknownSource` without a type if LINE does not say."""

    reply_token: str | None = None
    """Token to reply with, once; absent in events that cannot be replied to, and in standby."""

    @property
    def is_redelivery(self) -> bool:
        """Whether LINE sends it again, since your server did not take it the first time."""
        return bool(self.delivery_context and self.delivery_context.is_redelivery)

    @property
    def is_standby(self) -> bool:
        """Whether a module channel is talking to the user, and the bot should stay silent."""
        return self.mode == "standby"

    @property
    def occurred_at(self) -> datetime | None:
        """When it occurred, in UTC; None if LINE does not say."""
        if self.timestamp is None:
            return None
        return _EPOCH + timedelta(milliseconds=self.timestamp)


class UnknownEvent(Unknown, Event):
    """An event of a type without a class, or one in which something does not fit.

    Of the common properties it has those that fit.
    """

    type: str = ""
    """Type of the event; empty if it says none."""
