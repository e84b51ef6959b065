"""What a tap on an OMNI flex component does.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.values import Characters
from line_connector.schema.model import Input
from line_connector.schema.union import OneOf


class OmniPostbackAction(Input):
    """Send data back to you."""

    type: Literal["POSTBACK"] = "POSTBACK"

    label: Annotated[str, Characters(20)]
    """Text on the button, at most 20 characters."""

    data: Annotated[str, Characters(300)]
    """Data that comes back, at most 300 characters."""

    display_text: Annotated[str, Characters(300)]
    """Text that appears in the chat as the user's own message, at most 300 characters."""


class OmniUriAction(Input):
    """Open an address."""

    type: Literal["URI"] = "URI"

    label: Annotated[str, Characters(20)]
    """Text on the button, at most 20 characters."""

    uri: Annotated[str, Characters(1000)]
    """URI to open, at most 1000 characters."""


class OmniMessageAction(Input):
    """Send a text as the user's message."""

    type: Literal["MESSAGE"] = "MESSAGE"

    label: Annotated[str, Characters(20)]
    """Text on the button, at most 20 characters."""

    text: Annotated[str, Characters(300)]
    """Text that is sent, at most 300 characters."""


OmniAction = Annotated[OmniPostbackAction | OmniUriAction | OmniMessageAction, OneOf()]
