"""Rows of what was bought: how many, what, at which price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from line_connector.cards.card_values import CardValues
from line_connector.cards.colors import INK
from line_connector.cards.components import Component, column, row, text
from line_connector.cards.cutting import line, paragraph
from line_connector.cards.fitting import fitting
from line_connector.cards.values import Amount, Title, money, number
from line_connector.cards.words import Words

_LONGEST_NAME = 120
_LONGEST_AMOUNT = 40
_TIMES = "\N{MULTIPLICATION SIGN}"


class CardItem(CardValues):
    """One thing that was bought."""

    name: Title
    """What it is."""

    quantity: Amount | None = None
    """How many of it: 2, or `500 g`."""

    price: Amount | None = None
    """What they cost together: a text is shown as it is, a number with commas and the currency."""


def priced_rows(items: Sequence[CardItem], currency: str | None, words: Words) -> list[Component]:
    """Return the things with their prices, as a list of one box; empty where there are none."""
    if not items:
        return []
    rows = (_item_row(item, currency) for item in items)
    return [column(fitting(rows, len(items), words), spacing="sm", margin="lg")]


def named_amount(
    name: str, amount: Amount | None, currency: str | None, **style: Any
) -> list[Component]:
    """Return a row of a name and an amount, in a list; none without an amount."""
    if amount is None:
        return []
    return [text_row(name, money(amount, currency), **style)]


def item_line(item: CardItem) -> str:
    """Return how many of what, on one line."""
    if item.quantity is None:
        return item.name
    quantity = number(item.quantity, least_decimals=0)
    is_count = not isinstance(item.quantity, str) or quantity.isdecimal()
    return f"{quantity} {_TIMES} {item.name}" if is_count else f"{quantity} {item.name}"


def _item_row(item: CardItem, currency: str | None) -> Component:
    price = "" if item.price is None else money(item.price, currency)
    return text_row(item_line(item), price, color=INK)


def text_row(name: str, amount: str, **style: Any) -> Component:
    """Return a row of a name and a text at the end of the line."""
    shown = [text(paragraph(name, _LONGEST_NAME), flex=5, **style)]
    if short := line(amount, _LONGEST_AMOUNT):
        shown.append(text(short, flex=3, align="end", **style))
    return row(shown, spacing="md")
