"""Bubbles of an OMNI message on LINE: custom layouts made of boxes.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.infobip.values import Characters, Looks, WebUrl
from line_connector.schema.model import Input
from line_connector.schema.numbers import LARGEST_INT32, Boolean, Integer
from line_connector.schema.problems import Problem
from line_connector.schema.union import OneOf

_IN_BASELINE = ("FILLER", "TEXT", "ICON", "SPACER")
_IN_OTHERS = ("BOX", "BUTTON", "FILLER", "IMAGE", "TEXT", "SEPARATOR", "SPACER")

OmniShare = Annotated[int, Integer(0, 10)]
"""Flex factor: share of the parent box's free space, 0 to 10."""

OmniSpacing = Literal["XS", "SM", "MD", "LG", "XL", "XXL", "NONE"]
"""Space between components."""

OmniSize = Literal["XXS", "XS", "SM", "MD", "LG", "XL", "XXL", "XXXL", "XXXXL", "XXXXXL"]
"""Size of letters or an icon."""

OmniImageSize = Literal[
    "XXS", "XS", "SM", "MD", "LG", "XL", "XXL", "XXXL", "XXXXL", "XXXXXL", "FULL"
]
"""Width of an image."""

OmniAlign = Literal["START", "END", "CENTER"]
"""Horizontal alignment."""

OmniGravity = Literal["TOP", "BOTTOM", "CENTER"]
"""Vertical alignment."""

OmniColour = Annotated[str, Looks("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?", "#RRGGBB")]
"""A colour."""

OmniRatio = Annotated[str, Looks(r"[0-9]+(\.[0-9]+)?:[0-9]+(\.[0-9]+)?", "width:height, as 20:13")]
"""Aspect ratio of an image."""


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


class OmniText(Input):
    """A text."""

    type: Literal["TEXT"] = "TEXT"

    text: str
    """The text."""

    flex: OmniShare | None = None
    """Flex factor: share of the parent box's free space, 0 to 10."""

    margin: OmniSpacing | None = None
    """Margin before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    size: OmniSize | None = None
    """Font size."""

    align: OmniAlign | None = None
    """Horizontal alignment."""

    gravity: OmniGravity | None = None
    """Vertical alignment."""

    wrap: Boolean | None = None
    """Whether long text wraps."""

    max_lines: Annotated[int, Integer(0, LARGEST_INT32)] | None = None
    """Maximum number of lines."""

    color: OmniColour | None = None
    """Text colour, #RRGGBB."""

    weight: Literal["BOLD", "REGULAR"] | None = None
    """Font weight."""

    action: OmniAction | None = None
    """What a tap does."""


class OmniImage(Input):
    """A picture."""

    type: Literal["IMAGE"] = "IMAGE"

    url: WebUrl
    """URL of the picture."""

    flex: OmniShare | None = None
    """Flex factor: share of the parent box's free space, 0 to 10."""

    margin: OmniSpacing | None = None
    """Margin before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    align: OmniAlign | None = None
    """Horizontal alignment."""

    gravity: OmniGravity | None = None
    """Vertical alignment."""

    size: OmniImageSize | None = None
    """Largest width."""

    aspect_ratio: OmniRatio | None = None
    """Aspect ratio, width:height."""

    aspect_mode: Literal["COVER", "FIT"] | None = None
    """`COVER` fills the area, `FIT` shows all of the picture."""

    background_color: OmniColour | None = None
    """Colour behind the picture, #RRGGBB."""

    action: OmniAction | None = None
    """What a tap does."""


class OmniIcon(Input):
    """A small picture in a line of text."""

    type: Literal["ICON"] = "ICON"

    url: WebUrl
    """URL of the icon."""

    margin: OmniSpacing | None = None
    """Margin before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    size: OmniSize | None = None
    """Largest width."""

    aspect_ratio: OmniRatio | None = None
    """Aspect ratio, width:height."""


class OmniButton(Input):
    """A button."""

    type: Literal["BUTTON"] = "BUTTON"

    action: OmniAction
    """What a tap does; its label is the button's text."""

    flex: OmniShare | None = None
    """Flex factor: share of the parent box's free space, 0 to 10."""

    margin: OmniSpacing | None = None
    """Margin before it in its box: XS, SM, MD, LG, XL, XXL or NONE."""

    color: OmniColour | None = None
    """Colour, #RRGGBB."""

    gravity: OmniGravity | None = None
    """Vertical alignment."""

    height: Literal["SM", "MD"] | None = None
    """Height."""

    style: Literal["LINK", "PRIMARY", "SECONDARY"] | None = None
    """Style: a link, dark or light."""


class OmniSeparator(Input):
    """A line between components."""

    type: Literal["SEPARATOR"] = "SEPARATOR"

    margin: OmniSpacing | None = None
    """Margin before the line: XS, SM, MD, LG, XL, XXL or NONE."""

    color: OmniColour | None = None
    """Colour of the line, #RRGGBB."""


class OmniSpacer(Input):
    """A gap at the beginning or the end of a box."""

    type: Literal["SPACER"] = "SPACER"

    size: OmniSpacing | None = None
    """How wide it is: XS, SM, MD, LG, XL, XXL or NONE."""


class OmniFiller(Input):
    """A gap that fills the free space."""

    type: Literal["FILLER"] = "FILLER"


class OmniBox(Input):
    """A row or a column of components."""

    type: Literal["BOX"] = "BOX"

    layout: Literal["HORIZONTAL", "VERTICAL", "BASELINE"]
    """Layout: components in a row, in a column, or in a row on a common baseline."""

    contents: list[OmniComponent]
    """Components. A BASELINE box takes fillers, texts, icons and spacers; the others take boxes,
    buttons, fillers, images, texts, separators and spacers."""

    flex: OmniShare | None = None
    """Flex factor: share of the parent box's free space, 0 to 10."""

    spacing: OmniSpacing | None = None
    """Space between components: XS, SM, MD, LG, XL, XXL or NONE."""

    margin: OmniSpacing | None = None
    """Margin before the box in its parent: XS, SM, MD, LG, XL, XXL or NONE."""

    action: OmniAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield components that this layout does not take."""
        allowed = _IN_BASELINE if self.layout == "BASELINE" else _IN_OTHERS
        for position, component in enumerate(self.contents):
            # Lenient validation lets components through that are no models.
            if not isinstance(component, dict) and component.type not in allowed:
                yield Problem(
                    ("contents", position, "type"),
                    f"must be one of {', '.join(allowed)} in a {self.layout} box",
                )


OmniComponent = Annotated[
    OmniBox
    | OmniButton
    | OmniFiller
    | OmniIcon
    | OmniImage
    | OmniSeparator
    | OmniSpacer
    | OmniText,
    OneOf(),
]


class OmniBlockStyle(Input):
    """Style of one block of a bubble."""

    background_color: OmniColour | None = None
    """Colour of the background, #RRGGBB."""

    separator: Boolean | None = None
    """Whether a separator is above the block."""

    separator_color: OmniColour | None = None
    """Colour of the separator, #RRGGBB."""


class OmniBubbleStyles(Input):
    """Styles of a bubble's blocks."""

    header: OmniBlockStyle | None = None
    """Style of the header."""

    hero: OmniBlockStyle | None = None
    """Style of the hero."""

    body: OmniBlockStyle | None = None
    """Style of the body."""

    footer: OmniBlockStyle | None = None
    """Style of the footer."""


class OmniBubble(Input):
    """One layout of up to four blocks."""

    type: Literal["BUBBLE"] = "BUBBLE"

    direction: Literal["LEFT_TO_RIGHT", "RIGHT_TO_LEFT"]
    """Direction of text and of horizontal boxes."""

    header: OmniBox | None = None
    """Header: block at the top, mostly a title."""

    hero: OmniImage | None = None
    """Hero: picture below the header."""

    body: OmniBox | None = None
    """Body: block with the message itself."""

    footer: OmniBox | None = None
    """Footer: block at the bottom, mostly buttons."""

    styles: OmniBubbleStyles | None = None
    """Styles of the blocks."""


class OmniCarousel(Input):
    """Bubbles to scroll through."""

    type: Literal["CAROUSEL"] = "CAROUSEL"

    contents: list[OmniBubble]
    """The bubbles."""
