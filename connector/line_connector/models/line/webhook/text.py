"""A text that somebody sent, with the emojis and mentions in it.

Positions count UTF-16 code units, as in all of LINE: an emoji of Unicode has two or more.

Source: https://developers.line.biz/en/reference/messaging-api/#wh-text
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.line.webhook.variants import Received, by_type, variant


class SentEmoji(Received):
    """A LINE emoji in a text, where a name such as `(hello)` stands for it."""

    index: int
    """Where the name starts."""

    length: int
    """Length of the name."""

    product_id: str | None = None
    """ID of the set of emojis."""

    emoji_id: str | None = None
    """ID of the emoji in the set."""


class UserMentionee(Received):
    """A user or bot that is mentioned."""

    type: Literal["user"] = "user"
    """Constant."""

    index: int
    """Where the mention starts in the text."""

    length: int
    """Length of the mention, with its `@`."""

    user_id: str | None = None
    """Their user ID, if they agreed that the bot gets it."""

    is_self: bool = False
    """Whether it is the bot that receives the webhook."""


class AllMentionee(Received):
    """Everybody in the group is mentioned."""

    type: Literal["all"] = "all"
    """Constant."""

    index: int
    """Where the mention starts in the text."""

    length: int
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
        return any(True for _ in self._mentions_of_bot())

    @property
    def text_without_bot(self) -> str:
        """The text without mentions of the bot that receives it: `@Shop hours?` is `hours?`."""
        units = self.text.encode("utf-16-le", "surrogatepass")
        for each in sorted(self._mentions_of_bot(), key=lambda each: each.index, reverse=True):
            start = max(each.index, 0)
            before, after = units[: 2 * start], units[2 * (start + max(each.length, 0)) :]
            units = before + after
        return " ".join(units.decode("utf-16-le", "replace").split(" ")).strip()

    def _mentions_of_bot(self) -> list[UserMentionee]:
        mentionees = self.mention.mentionees if self.mention else []
        return [each for each in mentionees if isinstance(each, UserMentionee) and each.is_self]
