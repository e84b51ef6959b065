"""Mobile push of an OMNI message.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from line_connector.models.any_json import JsonObject
from line_connector.models.infobip.omni.content import OmniValidity
from line_connector.models.infobip.values import Characters, Int32
from line_connector.schema.model import Input, rule
from line_connector.schema.numbers import Boolean


def _without_repetition(names: list[str]) -> list[str]:
    if len(set(names)) < len(names):
        raise rule("must not name one twice")
    return names


Subscriptions = Annotated[list[str], AfterValidator(_without_repetition)]
"""Names, each once."""


class OmniNotificationOptions(Input):
    """How a push notification behaves on the device."""

    vibration_enabled: Boolean | None = None
    """Whether the device vibrates."""

    sound_enabled: Boolean | None = None
    """Whether it makes a sound."""

    sound_name: str | None = None
    """Which sound."""

    badge: Int32 | None = None
    """Number on the app's icon."""

    content_url: str | None = None
    """URL of a picture or a video to show."""

    category: str | None = None
    """Category, which decides the notification's buttons."""

    in_app_style: Literal["MODAL", "BANNER"] | None = None
    """How it is shown inside the app: MODAL or BANNER."""

    title: str | None = None
    """Title."""

    is_silent: Boolean | None = None
    """Whether it is not shown at all."""

    web_view_url: str | None = None
    """URL of a page that a tap opens inside the app."""

    inbox_topic: str | None = None
    """Topic of the app's inbox that it is kept under."""


class OmniPush(OmniValidity):
    """The message as a push notification of your app."""

    text: Annotated[str, Characters(2000, least=1)] | None = None
    """Text, 1 to 2000 characters."""

    custom_payload: JsonObject | None = None
    """Data for your app."""

    notification_options: OmniNotificationOptions | None = None
    """How it behaves on the device."""

    target_only_primary_devices: Boolean | None = None
    """Whether it goes to primary devices alone."""

    include_notifications_disabled_devices: Boolean | None = None
    """Whether it goes also to devices that show no notifications."""

    person_subscriptions: Subscriptions | None = None
    """Subscriptions of people that are reached, each once."""

    device_subscriptions: Subscriptions | None = None
    """Subscriptions of devices that are reached, each once."""
