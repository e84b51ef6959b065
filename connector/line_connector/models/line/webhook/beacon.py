"""Somebody is near a LINE Beacon.

Source: https://developers.line.biz/en/reference/messaging-api/#beacon-event
"""

from __future__ import annotations

from typing import Annotated

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import OpenEnum


class BeaconContent(Received):
    """Which beacon, and what happened."""

    hwid: str
    """Hardware ID of the beacon."""

    type: Annotated[str, OpenEnum("enter", "banner", "stay")]
    """`enter`: they came near. `banner`: they tapped its banner. `stay`: they are still there, at
    intervals of 10 seconds or more."""

    dm: str | None = None
    """Device message of the beacon, in hexadecimal digits."""


class BeaconEvent(Event):
    """Somebody came near a beacon, tapped its banner, or is still there."""

    type: str = "beacon"
    """Type of the event."""

    beacon: BeaconContent
    """Which beacon, and what happened."""
