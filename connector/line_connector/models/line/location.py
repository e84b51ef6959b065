"""The location message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.lengths import Units
from line_connector.schema.numbers import Real
from line_connector.schema.problems import Problem, warning


class LocationMessage(MessageProperties):
    """A place on the map.

    Source: https://developers.line.biz/en/reference/messaging-api/#location-message
    """

    type: Literal["location"] = "location"

    title: Annotated[str, Units(100)]
    """Name of the place, at most 100 characters."""

    address: Annotated[str, Units(100)]
    """Its address, at most 100 characters."""

    latitude: Real
    """Degrees north of the equator."""

    longitude: Real
    """Degrees east of Greenwich."""

    def warnings(self) -> Iterator[Problem]:
        """Yield degrees that are nowhere on Earth."""
        if abs(self.latitude) > 90:
            yield warning(("latitude",), "may be refused outside -90 to 90")
        if abs(self.longitude) > 180:
            yield warning(("longitude",), "may be refused outside -180 to 180")
