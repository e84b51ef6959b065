"""The cards by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from line_connector.cards.alert_card import alert
from line_connector.cards.approval_card import approval
from line_connector.cards.card import Card
from line_connector.cards.order_card import order
from line_connector.cards.receipt_card import receipt
from line_connector.cards.report_card import report
from line_connector.errors import InputError
from line_connector.shortening import did_you_mean, shortened

CARDS: Mapping[str, Card[..., Any]] = MappingProxyType(
    {card.name: card for card in (alert, order, receipt, approval, report)}
)
"""The cards by name."""


def card_named(name: str) -> Card[..., Any]:
    """Return a card.

    Raises:
        InputError: there is no card of this name.
    """
    if card := CARDS.get(name):
        return card
    hint = did_you_mean(name, CARDS, f"; there are: {', '.join(CARDS)}")
    raise InputError(f"unknown card {shortened(name)!r}{hint}")


def build(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a card as a flex message object.

    Args:
        name: the card's, as in `CARDS`.
        values: its values, by the names in JSON or Python's.

    Raises:
        InputError: there is no such card, or values are missing, unknown or meaningless.
    """
    return card_named(name).build(values)
