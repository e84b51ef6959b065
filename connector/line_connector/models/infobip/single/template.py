"""The templates of POST /line/1/single: texts and buttons in one of LINE's layouts.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.values import LineTakes, WebUrl
from line_connector.schema.model import Input
from line_connector.schema.union import OneOf

Label = Annotated[str, LineTakes(20)]
"""Text on a button."""


class SinglePostbackAction(Input):
    """Send data back to you."""

    type: Literal["POSTBACK"] = "POSTBACK"

    label: Label
    """Text on the button; LINE takes at most 20 characters."""

    data: Annotated[str, LineTakes(300)]
    """Data that comes back; LINE takes at most 300 characters."""


class SingleMessageAction(Input):
    """Send a text as the user's message."""

    type: Literal["MESSAGE"] = "MESSAGE"

    label: Label
    """Text on the button; LINE takes at most 20 characters."""

    text: Annotated[str, LineTakes(300)]
    """Text that is sent; LINE takes at most 300 characters."""


class SingleUriAction(Input):
    """Open an address."""

    type: Literal["URI"] = "URI"

    label: Label
    """Text on the button; LINE takes at most 20 characters."""

    uri: Annotated[str, LineTakes(1000)]
    """URI to open; LINE takes at most 1000 characters."""


SingleAction = Annotated[SinglePostbackAction | SingleMessageAction | SingleUriAction, OneOf()]


class SingleCard(Input):
    """What buttons and a column of a carousel have in common."""

    thumbnail_image_url: WebUrl | None = None
    """URL of a picture."""

    title: Annotated[str, LineTakes(40)] | None = None
    """Title; LINE takes at most 40 characters."""


class SingleButtonsTemplate(SingleCard):
    """A picture, a title, a text and buttons."""

    type: Literal["BUTTONS"] = "BUTTONS"

    text: Annotated[str, LineTakes(160)]
    """Text; LINE takes at most 160 characters, or 60 with a picture or a title."""

    actions: Annotated[list[SingleAction], LineTakes(4)]
    """Buttons; LINE takes 1 to 4."""


class SingleConfirmTemplate(Input):
    """A question and two buttons."""

    type: Literal["CONFIRM"] = "CONFIRM"

    text: Annotated[str, LineTakes(240)]
    """Text; LINE takes at most 240 characters."""

    actions: Annotated[list[SingleAction], LineTakes(2, least=2)]
    """Buttons; LINE takes 2."""


class SingleCarouselColumn(SingleCard):
    """One column of a carousel."""

    text: Annotated[str, LineTakes(120)]
    """Text; LINE takes at most 120 characters, or 60 with a picture or a title."""

    actions: Annotated[list[SingleAction], LineTakes(3)]
    """Buttons; LINE takes 1 to 3."""


class SingleCarouselTemplate(Input):
    """Columns to scroll through."""

    type: Literal["CAROUSEL"] = "CAROUSEL"

    columns: Annotated[list[SingleCarouselColumn], LineTakes(10)]
    """Columns; LINE takes at most 10."""


# The page's example of a carousel has no type.
SingleTemplate = Annotated[
    SingleButtonsTemplate | SingleConfirmTemplate | SingleCarouselTemplate,
    OneOf(default="CAROUSEL"),
]


class SingleTemplateMessage(Input):
    """Texts and buttons in one of LINE's layouts."""

    type: Literal["TEMPLATE"] = "TEMPLATE"

    alt_text: Annotated[str, LineTakes(400)]
    """Text for notifications; LINE takes at most 400 characters."""

    template: SingleTemplate
    """The layout and what it shows: BUTTONS, CONFIRM or CAROUSEL."""
