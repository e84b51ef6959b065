"""The text message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.ids import GivenId
from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.lengths import ListLength, Utf16Length, utf16_length
from line_connector.schema.model import Input
from line_connector.schema.numbers import Integer
from line_connector.schema.problems import Problem, warning

_LIMIT = 5000
_LIKELY_ALTERNATIVE = 20


class Emoji(Input):
    """A LINE emoji in place of a `$` of the text.

    Source: https://developers.line.biz/en/reference/messaging-api/#text-message
    """

    index: Annotated[int, Integer(0)]
    """Position of the `$` in the text, in UTF-16 units from 0."""

    product_id: GivenId
    """ID of a set of LINE emojis."""

    emoji_id: GivenId
    """ID of an emoji in the set."""


class TextMessage(MessageProperties):
    """A text.

    Source: https://developers.line.biz/en/reference/messaging-api/#text-message
    """

    type: Literal["text"] = "text"

    text: Annotated[str, Utf16Length(_LIMIT, least=1)]
    """Text to show, 1 to 5000 characters in UTF-16 units; a `$` for each LINE emoji."""

    emojis: Annotated[list[Emoji], ListLength(20, least=0)] | None = None
    """LINE emojis, at most 20."""

    quote_token: str | None = None
    """Quote token of the message to quote. Reply and push only."""

    def errors(self) -> Iterator[Problem]:
        """Yield each emoji whose place is no `$`."""
        if not self.emojis:
            return
        units = self.text.encode("utf-16-le")
        for position, emoji in enumerate(self.emojis):
            if units[2 * emoji.index : 2 * emoji.index + 2] != b"$\0":
                yield Problem(
                    ("emojis", position, "index"), "must be the position of a $, in UTF-16 units"
                )

    def warnings(self) -> Iterator[Problem]:
        """Yield a text that its emojis may make too long: LINE counts their unpublished names."""
        if self.emojis:
            length = utf16_length(self.text) + _LIKELY_ALTERNATIVE * len(self.emojis)
            if length > _LIMIT:
                yield warning(
                    ("text",), "may be too long: each LINE emoji counts as its alternative text"
                )
