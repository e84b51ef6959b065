"""The button of a flex message."""

from __future__ import annotations

from typing import Literal

from line_connector.models.line.action_places import FlexButtonAction
from line_connector.models.line.flex.placing import Placing
from line_connector.models.line.flex.values import Color, FlexFactor
from line_connector.schema.numbers import Flag


class Button(Placing):
    """A button.

    Source: https://developers.line.biz/en/reference/messaging-api/#button
    """

    type: Literal["button"] = "button"

    action: FlexButtonAction
    """What a tap does; its label, 1 to 40 characters, stands on the button."""

    flex: FlexFactor | None = None
    """Share of the parent box's free space. 1 in a horizontal box and 0 in a vertical one if
    absent."""

    height: Literal["sm", "md"] | None = None
    """Height. `md` if absent."""

    style: Literal["primary", "secondary", "link"] | None = None
    """Dark, light, or as a link. `link` if absent."""

    color: Color | None = None
    """Colour of a link's text, else of the button: #RRGGBB or #RRGGBBAA."""

    gravity: Literal["top", "bottom", "center"] | None = None
    """Where it stands vertically. `top` if absent."""

    adjust_mode: Literal["shrink-to-fit"] | None = None
    """How a long label is made to fit."""

    scaling: Flag | None = None
    """Whether the text grows with the app's font size. Not if absent."""
