"""A text that somebody sent, with the emojis and mentions in it.

Positions are read as UTF-16 code units (an emoji of Unicode has two or more): LINE documents that
of the texts that you send, and does not say it of those that it delivers.

Source: https://developers.line.biz/en/reference/messaging-api/#wh-text
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import by_type, variant

_SPACE = " ".encode("utf-16-le")

Position = Annotated[int, Field(ge=0)]
"""Number of UTF-16 code units."""


class SentEmoji(Received):
    """A LINE emoji in a text, where a name such as `(hello)` stands for it."""

    index: Position
    """Where the name starts."""

    length: Position
    """Length of the name."""

    product_id: str | None = None
    """ID of the set of emojis."""

    emoji_id: str | None = None
    """ID of the emoji in the set."""


class UserMentionee(Received):
    """A user or bot that is mentioned."""

    type: Literal["user"] = "user"
    """Constant."""

    index: Position
    """Where the mention starts in the text."""

    length: Position
    """Length of the mention, with its `@`."""

    user_id: str | None = None
    """Their user ID, if they agreed that the bot gets it."""

    is_self: bool | None = None
    """Whether it is the bot that receives the webhook."""


class AllMentionee(Received):
    """Everybody in the group is mentioned."""

    type: Literal["all"] = "all"
    """Constant."""

    index: Position
    """Where the mention starts in the text."""

    length: Position
    """Length of the mention, with its `@`."""


class UnknownMentionee(Received):
    """Somebody of another type is mentioned."""

    type: str | None = None
    """Its type."""

    index: int | None = None
    """Where the mention starts in the text."""

    length: int | None = None
    """Length of the mention, with its `@`."""


Mentionee = Annotated[
    Annotated[UserMentionee, variant("user")]
    | Annotated[AllMentionee, variant("all")]
    | Annotated[UnknownMentionee, variant()],
    by_type("user", "all"),
]
"""Somebody who is mentioned."""


class Mention(Received):
    """Who is mentioned in a text."""

    mentionees: list[Mentionee]
    """At most 20."""


class TextMessageContent(Received):
    """A text."""

    type: Literal["text"] = "text"
    """Constant."""

    id: str
    """Message ID. An edited message keeps it."""

    text: str
    """The text."""

    emojis: list[SentEmoji] | None = None
    """LINE emojis in the text; those of LINE for Android may be missing."""

    mention: Mention | None = None
    """Who is mentioned in the text."""

    quote_token: str | None = None
    """Token to quote the message with; an edited message has a new one."""

    quoted_message_id: str | None = None
    """ID of the message that it quotes."""

    mark_as_read_token: str | None = None
    """Token to mark the message as read with."""

    @property
    def mentions_bot(self) -> bool:
        """Whether the bot that receives the webhook is mentioned."""
        return bool(self._mentions_of_bot())

    @property
    def text_without_bot(self) -> str:
        """The text without mentions of the bot that receives it: `@Shop hours?` is `hours?`."""
        units = self.text.encode("utf-16-le", "surrogatepass")
        for each in sorted(self._mentions_of_bot(), key=lambda each: each.index, reverse=True):
            end = each.index + each.length
            units = units[: 2 * each.index] + units[2 * end :].removeprefix(_SPACE)
        return units.decode("utf-16-le", "replace").strip()

    def _mentions_of_bot(self) -> list[UserMentionee]:
        mentionees = self.mention.mentionees if self.mention else []
        return [each for each in mentionees if isinstance(each, UserMentionee) and each.is_self]
