"""What somebody sent to one of your senders.

Infobip documents inbound messages channel by channel, and none for LINE: these properties are
those that its channels have in common, none is required, and all others are kept.

Source: https://www.infobip.com/docs/api/channels/sms/inbound-sms/receive-inbound-sms-messages
"""

from __future__ import annotations

from pydantic import ConfigDict

from line_connector.models.infobip.datetimes import ToldMoment
from line_connector.models.infobip.delivery_report import ReportPrice
from line_connector.schema.kept import Kept, Unknown
from line_connector.schema.model import Body


class InboundContent(Body):
    """What was sent, where a channel has more than texts."""

    type: str | None = None
    """Type of the content, as `TEXT`."""

    text: str | None = None
    """Text."""

    url: str | None = None
    """Address of the file."""


class InboundMessage(Kept):
    """A message that somebody sent to you."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    message_id: str | None = None
    """ID of the message."""

    from_: str | None = None
    """Who sent it."""

    to: str | None = None
    """Your sender, which it was sent to."""

    integration_type: str | None = None
    """Channel it came by."""

    received_at: ToldMoment | None = None
    """When Infobip received it."""

    text: str | None = None
    """Its text, on channels that have nothing else."""

    message: InboundContent | None = None
    """What was sent, on other channels."""

    keyword: str | None = None
    """Keyword that it starts with."""

    paired_message_id: str | None = None
    """ID of the message of yours that it answers."""

    callback_data: str | None = None
    """Your own data, as sent with that message."""

    price: ReportPrice | None = None
    """What it cost."""


class UnknownInboundMessage(Unknown):
    """An inbound message in which something does not fit."""

    message_id: str | None = None
    """ID of the message."""

    from_: str | None = None
    """Who sent it."""
