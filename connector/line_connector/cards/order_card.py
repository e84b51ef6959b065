"""The order: what was ordered, and how far it is."""

from __future__ import annotations

from typing import Any

from line_connector.cards.buttons import flex_buttons, link_button
from line_connector.cards.card import Card
from line_connector.cards.card_input import CardInput
from line_connector.cards.colors import BLUE, SHADE
from line_connector.cards.components import Component, column, note, row, separator, text
from line_connector.cards.cutting import line, paragraph
from line_connector.cards.message import flex_message
from line_connector.cards.picture import picture
from line_connector.cards.priced_rows import CardItem, item_line, named_amount, priced_rows
from line_connector.cards.values import Amount, Link, Picture, Shown, Title, money

_LONGEST_NUMBER = 60
_LONGEST_STATUS = 60
_LONGEST_ADDRESS = 300


class OrderCard(CardInput):
    """What was ordered, and how far it is: with items, total and tracking link."""

    number: Title
    """The order's number."""

    status: Shown | None = None
    """How far it is, such as Shipped."""

    items: list[CardItem] = []
    """What was ordered."""

    total: Amount | None = None
    """What it costs in all: a text is shown as it is, a number with commas and the currency."""

    currency: Shown | None = None
    """Sign or code of the currency, put beside numbers: ฿1,290 or 1,290 THB."""

    tracking: Link | None = None
    """Address where the shipment can be tracked: a button."""

    picture: Picture | None = None
    """HTTPS URL of a picture on top: JPEG or PNG."""

    address: Shown | None = None
    """Where it is sent to."""


def _order(given: OrderCard) -> dict[str, Any]:
    words = given.words
    body: list[Component] = [
        note(words.order),
        text(line(given.number, _LONGEST_NUMBER), size="xl", weight="bold"),
        *_status(line(given.status or "", _LONGEST_STATUS)),
    ]
    if given.items or given.total is not None:
        body.append(separator())
    body += priced_rows(given.items, given.currency, words)
    body += named_amount(words.total, given.total, given.currency, weight="bold", size="md")
    if address := paragraph(given.address or "", _LONGEST_ADDRESS):
        body += [separator(), note(words.address, margin="lg"), text(address, margin="xs")]
    total = None if given.total is None else money(given.total, given.currency)
    return flex_message(
        title=f"{words.order} {given.number}",
        alt_text=[
            given.status or "",
            f"{words.total}: {total}" if total else "",
            *map(item_line, given.items),
        ],
        hero=picture(given.picture),
        body=body,
        buttons=flex_buttons(link_button(words.track, given.tracking)),
        reads_like=[given.status, *(item.name for item in given.items[:1])],
    )


def _status(status: str) -> list[Component]:
    """Return the status on a shade as wide as it is, in a list; none without a status."""
    if not status:
        return []
    shown = text(status, size="xs", weight="bold", color=BLUE)
    shade = column(
        [shown],
        flex=0,
        backgroundColor=SHADE,
        cornerRadius="xl",
        paddingAll="xs",
        paddingStart="md",
        paddingEnd="md",
    )
    return [row([shade], margin="md")]


order = Card("order", OrderCard, _order)
"""Return an order as a flex message object; its values are those of `OrderCard`."""
