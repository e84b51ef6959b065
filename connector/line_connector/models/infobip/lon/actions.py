"""What a tap on a LON component does.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.values import Characters
from line_connector.schema.model import Input
from line_connector.schema.union import OneOf


class LonAltUri(Input):
    """Another address for another kind of device."""

    desktop: Annotated[str, Characters(1000)] | None = None
    """URI to open in LINE for macOS and Windows, at most 1000 characters."""


class LonUriAction(Input):
    """Open an address."""

    type: Literal["URI"] = "URI"

    label: Annotated[str, Characters(20)]
    """Text on the button, at most 20 characters."""

    uri: Annotated[str, Characters(1000)]
    """URI to open, at most 1000 characters."""

    alt_uri: LonAltUri | None = None
    """Address to open on a desktop instead."""


class LonPostbackAction(Input):
    """Send data back to you."""

    type: Literal["POSTBACK"] = "POSTBACK"

    label: Annotated[str, Characters(20)]
    """Text on the button, at most 20 characters."""

    data: Annotated[str, Characters(1000)]
    """Data that comes back, at most 1000 characters."""

    alt_uri: LonAltUri | None = None
    """Address to open on a desktop instead."""


# Infobip's page shows an action without a type among the required properties.
LonAction = Annotated[LonUriAction | LonPostbackAction, OneOf(default="URI")]
