"""The buttons at the foot of a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from pydantic import ValidationError

from line_connector.cards.card_values import CardValues
from line_connector.cards.colors import BLUE
from line_connector.cards.components import Component
from line_connector.cards.cutting import line
from line_connector.cards.values import Link, Title
from line_connector.schema.lengths import ListLength, Utf16Length
from line_connector.schema.problems import Problem

MOST_BUTTONS = 5

LONGEST_LABEL = 40
"""UTF-16 units of a button's text."""

_LONGEST_SAID = 300

PostbackData = Annotated[str, Utf16Length(300, least=1)]
"""String that a postback event brings to the webhook."""


class CardButton(CardValues):
    """A button: it opens a link, sends data to your webhook, or says a text for the user."""

    label: Title
    """Text on the button; at most 40 characters are shown."""

    link: Link | None = None
    """Address that it opens: http, https, line or tel."""

    data: PostbackData | None = None
    """String that the postback event brings to your webhook, at most 300 characters."""

    text: Title | None = None
    """Text that the user says with it."""

    def errors(self) -> Iterable[Problem]:
        """Yield a button that does nothing, or several things."""
        given = [name for name in ("link", "data", "text") if getattr(self, name) is not None]
        if len(given) != 1:
            yield Problem((), "must have exactly one of link, data, text")

    def action(self) -> dict[str, Any]:
        """Return the action object."""
        label = line(self.label, LONGEST_LABEL)
        if self.link is not None:
            return {"type": "uri", "label": label, "uri": self.link}
        if self.data is not None:
            return {"type": "postback", "label": label, "data": self.data, "displayText": label}
        return {"type": "message", "label": label, "text": line(self.text or "", _LONGEST_SAID)}


Buttons = Annotated[list[CardButton], ListLength(MOST_BUTTONS)]
"""Buttons below one another."""


def usable_link(*links: str | None) -> str | None:
    """Return the first link that LINE takes; None if there is none.

    For links that come from elsewhere: an alert without its link is better than none.
    """
    return next((link for link in links if link and _is_usable(link)), None)


def _is_usable(link: str) -> bool:
    try:
        CardButton(label=link, link=link)
    except ValidationError:
        return False
    return True


def link_button(label: str, link: str | None) -> list[CardButton]:
    """Return a button that opens a link, in a list; none without a link."""
    return [CardButton(label=label, link=link)] if link else []


def flex_buttons(buttons: Sequence[CardButton], color: str = BLUE) -> list[Component]:
    """Return flex buttons, of which the first stands out."""
    actions = [each.action() for each in buttons]
    return [
        *(button(action, "primary", color) for action in actions[:1]),
        *(button(action) for action in actions[1:]),
    ]


def button(
    action: dict[str, Any],
    style: Literal["primary", "secondary"] = "secondary",
    color: str | None = None,
) -> Component:
    """Return a flex button; white text stands on the colour of a primary one."""
    colored = {} if color is None else {"color": color}
    return {
        "type": "button",
        "style": style,
        "height": "sm",
        "action": action,
        "adjustMode": "shrink-to-fit",
        **colored,
    }
