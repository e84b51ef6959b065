"""What all cards are given."""

from __future__ import annotations

from line_connector.cards.card_values import CardValues
from line_connector.cards.words import WORDS, Language, Words


class CardInput(CardValues):
    """What all cards are given."""

    language: Language = "en"
    """Language of the words that the card itself brings, such as Total."""

    @property
    def words(self) -> Words:
        """The words that the card itself brings."""
        return WORDS[self.language]
