"""Ready cards: flex messages from plain values, so that nobody must write flex to send an alert.

    from line_connector import cards

    message = cards.alert(title="Disk almost full", severity="critical", fields={"Host": "db-1"})

Each card is a pure function: values in, a message object out, which is within LINE's limits however
long the values are. Texts that are too long end in …; rows that do not fit are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.cards.alert_card import alert as alert
    from line_connector.cards.approval_card import ApprovalChoice as ApprovalChoice
    from line_connector.cards.approval_card import approval as approval
    from line_connector.cards.buttons import CardButton as CardButton
    from line_connector.cards.card import Card as Card
    from line_connector.cards.catalogue import CARDS as CARDS
    from line_connector.cards.catalogue import build as build
    from line_connector.cards.catalogue import card_named as card_named
    from line_connector.cards.order_card import order as order
    from line_connector.cards.priced_rows import CardItem as CardItem
    from line_connector.cards.receipt_card import receipt as receipt
    from line_connector.cards.report_card import CardTable as CardTable
    from line_connector.cards.report_card import report as report

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
