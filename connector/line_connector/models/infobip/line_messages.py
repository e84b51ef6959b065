"""Messages of POST /line/1/messages: who gets what, and how.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from line_connector.models.infobip.lon.notification import LineNotification
from line_connector.models.infobip.regional import SmsRegional
from line_connector.models.infobip.scheduling import DeliveryTimeWindow
from line_connector.models.infobip.validity import ValidityPeriod
from line_connector.models.infobip.values import Characters, Filled, PhoneNumber
from line_connector.models.infobip.webhooks import Webhooks, beside_delivery
from line_connector.schema.model import Input

MessageId = Annotated[str, Characters(200)]
"""ID of one message to one person, at most 200 characters."""


class LineDestination(Input):
    """One person who gets the message."""

    to: PhoneNumber
    """Phone number: digits, with the country code in front."""

    message_id: MessageId | None = None
    """Your own ID for the message to this person, at most 200 characters. Generated if
    absent."""


class Platform(Input):
    """Entity and application of CPaaS X, which reports name again."""

    entity_id: Annotated[str, Characters(255)] | None = None
    """Entity, at most 255 characters."""

    application_id: Annotated[str, Characters(255)] | None = None
    """Application, at most 255 characters."""


class SmsFailover(Input):
    """The text message that is sent when LINE could not deliver in time."""

    text: str
    """The text."""

    sender: str | None = None
    """Who it comes from: a name or a number."""

    validity_period: ValidityPeriod | None = None
    """Validity period: how long Infobip tries to deliver the text message."""

    regional: SmsRegional | None = None
    """What the law of the recipient's country requires."""


class LineMessageOptions(Input):
    """How a message is delivered."""

    platform: Platform | None = None
    """Entity and application of CPaaS X."""

    validity_period: ValidityPeriod | None = None
    """Validity period: how long Infobip tries to deliver over LINE."""

    delivery_time_window: DeliveryTimeWindow | None = None
    """Delivery time window: days and hours, in UTC, outside of which nothing is delivered."""

    campaign_reference_id: Annotated[str, Characters(255)] | None = None
    """Campaign to count the message under, at most 255 characters."""

    sms_failover: SmsFailover | None = None
    """Text message that is sent when LINE could not deliver in time."""


class LineMessage(Input):
    """One message to any number of people."""

    sender: Filled
    """Your LINE Official Account's sender ID at Infobip."""

    destinations: Annotated[list[LineDestination], Field(min_length=1)]
    """People who get it, at least one."""

    content: LineNotification
    """What they get. It must follow a template that was approved before."""

    options: LineMessageOptions | None = None
    """How it is delivered."""

    webhooks: Annotated[Webhooks | None, BeforeValidator(beside_delivery)] = None
    """Where its delivery reports go."""
