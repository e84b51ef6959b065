"""Rich menus: the picture below a chat, with areas to tap.

Source: https://developers.line.biz/en/reference/messaging-api/#rich-menu-structure
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from line_connector.models.line.action_places import RichMenuAction
from line_connector.models.line.rich_menu_size import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    MOST_WIDTH,
    too_high,
)
from line_connector.schema.lengths import GraphemeLength, ListLength
from line_connector.schema.model import Body, Input
from line_connector.schema.numbers import LARGEST_INT32, Boolean, Integer
from line_connector.schema.problems import Problem, warning


class RichMenuSize(Input):
    """The size of a rich menu, which its image and its areas are measured on.

    Source: https://developers.line.biz/en/reference/messaging-api/#size-object
    """

    width: Annotated[int, Integer(LEAST_WIDTH, MOST_WIDTH)]
    """Width in pixels, 800 to 2500."""

    height: Annotated[int, Integer(LEAST_HEIGHT, LARGEST_INT32)]
    """Height in pixels, at least 250; the width is at least 1.45 times the height."""

    def errors(self) -> Iterator[Problem]:
        """Yield a menu that is too high for its width."""
        if text := too_high(self.width, self.height):
            yield Problem(("height",), text)


class RichMenuBounds(Input):
    """A rectangle of the rich menu, in pixels of its size.

    Source: https://developers.line.biz/en/reference/messaging-api/#bounds-object
    """

    x: Annotated[int, Integer(0, LARGEST_INT32)]
    """Pixels from the left edge."""

    y: Annotated[int, Integer(0, LARGEST_INT32)]
    """Pixels from the top edge."""

    width: Annotated[int, Integer(1, LARGEST_INT32)]
    """Width in pixels."""

    height: Annotated[int, Integer(1, LARGEST_INT32)]
    """Height in pixels."""


class RichMenuArea(Input):
    """A part of the rich menu to tap.

    Source: https://developers.line.biz/en/reference/messaging-api/#area-object
    """

    bounds: RichMenuBounds
    """Where to tap."""

    action: RichMenuAction
    """What a tap does; its label, at most 20 characters, is for accessibility features."""


class RichMenu(Input):
    """A rich menu, without its image.

    Source: https://developers.line.biz/en/reference/messaging-api/#rich-menu-object
    """

    size: RichMenuSize
    """The size that the image and the areas are measured on."""

    selected: Boolean
    """Whether the menu is open when the chat is opened."""

    name: Annotated[str, GraphemeLength(300)]
    """Name to find the menu by, at most 300 characters; users do not see it."""

    chat_bar_text: Annotated[str, GraphemeLength(14)]
    """Text of the bar that opens and closes the menu, at most 14 characters."""

    # LINE was seen to keep a menu without areas.
    areas: Annotated[list[RichMenuArea], ListLength(20, least=0)]
    """Parts to tap, at most 20."""

    def warnings(self) -> Iterator[Problem]:
        """Yield areas that reach beyond the menu: what LINE does with them is not established."""
        for position, area in enumerate(self.areas):
            bounds = area.bounds
            for name, start, length, most in (
                ("width", bounds.x, bounds.width, self.size.width),
                ("height", bounds.y, bounds.height, self.size.height),
            ):
                if start + length > most:
                    text = f"reaches to {start + length}, beyond the menu's {name} of {most}"
                    yield warning(("areas", position, "bounds", name), text)


class RichMenuIdBody(Body):
    """Which rich menu it is."""

    rich_menu_id: str
    """ID of the rich menu."""


class RichMenuSizeBody(Body):
    """The size of a rich menu."""

    width: int
    """Width in pixels."""

    height: int
    """Height in pixels."""


class RichMenuBoundsBody(Body):
    """A rectangle of a rich menu, in pixels of its size."""

    x: int
    """Pixels from the left edge."""

    y: int
    """Pixels from the top edge."""

    width: int
    """Width in pixels."""

    height: int
    """Height in pixels."""


class RichMenuAreaBody(Body):
    """A part of a rich menu to tap."""

    bounds: RichMenuBoundsBody
    """Where to tap."""

    action: dict[str, Any]
    """What a tap does."""


class RichMenuBody(RichMenuIdBody):
    """A rich menu that exists."""

    size: RichMenuSizeBody
    """The size that the image and the areas are measured on."""

    selected: bool
    """Whether the menu is open when the chat is opened."""

    name: str
    """Name to find the menu by."""

    chat_bar_text: str
    """Text of the bar that opens and closes the menu."""

    areas: list[RichMenuAreaBody]
    """Parts to tap."""


class RichMenuAliasBody(RichMenuIdBody):
    """An alias, and the rich menu that it stands for."""

    rich_menu_alias_id: str
    """ID of the alias."""
