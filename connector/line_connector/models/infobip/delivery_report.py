"""Delivery reports: fetched in batches, or pushed to a server of yours (`webhooks.infobip`).

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from line_connector.models.infobip.datetimes import ToldMoment
from line_connector.models.infobip.status import MessageError, MessageStatus
from line_connector.schema.kept import Kept, Unknown
from line_connector.schema.model import Body


class ReportPrice(Body):
    """What a message cost."""

    price_per_message: float | None = None
    """Price of one message."""

    currency: str | None = None
    """Its currency, as EUR."""


class ReportPlatform(Body):
    """Entity and application of CPaaS X that a message was sent for."""

    entity_id: str | None = None
    """Entity."""

    application_id: str | None = None
    """Application."""


def _no_word_null(value: Any) -> Any:
    """Take the word for the value: chat channels have no network and write `"null"`."""
    return None if value == "null" else value


def _unknown_if_absent(value: Any) -> Any:
    return {} if value is None else value


class DeliveryReport(Kept):
    """Delivery report of the message to one recipient, intermediate or final."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    bulk_id: str | None = None
    """ID of the request; may be empty."""

    message_id: str | None = None
    """ID of the message."""

    to: str | None = None
    """Who it was sent to."""

    sender: str | None = None
    """Who it was sent by."""

    channel: str | None = None
    """Channel that delivered it, or was tried last. OMNI only."""

    sent_at: ToldMoment | None = None
    """When it was sent."""

    done_at: ToldMoment | None = None
    """When this status was reached."""

    message_count: int | None = None
    """Parts that it was sent in."""

    mcc_mnc: Annotated[str | None, BeforeValidator(_no_word_null)] = None
    """Country and network of the recipient."""

    price: ReportPrice | None = None
    """What it cost."""

    status: Annotated[MessageStatus, BeforeValidator(_unknown_if_absent)] = Field(
        default_factory=MessageStatus
    )
    """Status: `final` says whether this is the last report, `delivered` whether it
    arrived."""

    error: MessageError | None = None
    """What went wrong: `permanent` says that a retry is useless."""

    callback_data: str | None = None
    """Your own data, as sent with the message."""

    platform: ReportPlatform | None = None
    """Entity and application that it was sent for."""

    campaign_reference_id: str | None = None
    """Campaign that it is counted under."""


class UnknownReport(Unknown):
    """A report in which something does not fit."""

    message_id: str | None = None
    """ID of the message."""

    to: str | None = None
    """Who it was sent to."""


class DeliveryReports(Body):
    """Delivery reports."""

    results: list[DeliveryReport] = []
    """One for each message with news."""


class OmniLog(DeliveryReport):
    """What is known of the message to one person."""

    from_: str | None = None
    """Sender on the channel."""

    text: str | None = None
    """Text that was sent."""


class OmniLogs(Body):
    """Logs of messages of the last 48 hours."""

    results: list[OmniLog] = []
    """One for each message."""
