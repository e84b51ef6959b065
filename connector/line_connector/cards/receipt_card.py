"""The receipt: what was paid for."""

from __future__ import annotations

from typing import Any

from line_connector.cards.buttons import flex_buttons, link_button
from line_connector.cards.card import Card
from line_connector.cards.card_input import CardInput
from line_connector.cards.colors import MUTED
from line_connector.cards.components import Component, column, note, separator, text
from line_connector.cards.cutting import line
from line_connector.cards.message import flex_message
from line_connector.cards.priced_rows import (
    CardItem,
    item_line,
    named_amount,
    priced_rows,
    text_row,
)
from line_connector.cards.values import Amount, Link, Shown, Title, money

_LONGEST_SHOP = 120
_LONGEST_NOTE = 60


class ReceiptCard(CardInput):
    """What was paid for, where and how: a shop's receipt."""

    shop: Title
    """Who sold it."""

    number: Shown | None = None
    """The receipt's number."""

    date: Shown | None = None
    """When it was paid."""

    lines: list[CardItem] = []
    """What was paid for."""

    tax: Amount | None = None
    """The tax: a text is shown as it is, a number with commas and the currency."""

    total: Amount | None = None
    """What was paid in all, as `tax`."""

    currency: Shown | None = None
    """Sign or code of the currency, put beside numbers: ฿1,290 or 1,290 THB."""

    paid_with: Shown | None = None
    """How it was paid: cash, a card."""

    link: Link | None = None
    """Address of the receipt itself: a button."""


def _receipt(given: ReceiptCard) -> dict[str, Any]:
    words = given.words
    about = [line(each or "", _LONGEST_NOTE) for each in (given.number, given.date)]
    body: list[Component] = [
        note(words.receipt),
        text(line(given.shop, _LONGEST_SHOP), size="xl", weight="bold"),
    ]
    if any(about):
        body.append(note(" · ".join(filter(None, about)), margin="xs"))
    if given.lines:
        body += [separator(), *priced_rows(given.lines, given.currency, words)]
    sums = [
        *named_amount(words.tax, given.tax, given.currency, color=MUTED),
        *named_amount(words.total, given.total, given.currency, weight="bold", size="lg"),
        *([text_row(words.paid_with, given.paid_with, color=MUTED)] if given.paid_with else []),
    ]
    if sums:
        body += [separator(), column(sums, spacing="sm", margin="lg")]
    total = "" if given.total is None else f"{words.total}: {money(given.total, given.currency)}"
    return flex_message(
        title=f"{words.receipt}: {given.shop}",
        alt_text=[total, given.date or "", given.number or "", *map(item_line, given.lines)],
        body=body,
        buttons=flex_buttons(link_button(words.details, given.link)),
        reads_like=[given.shop],
    )


receipt = Card("receipt", ReceiptCard, _receipt)
"""Return a receipt as a flex message object; its values are those of `ReceiptCard`."""
