"""The text message with placeholders for mentions and emojis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from line_connector.models.line.ids import GivenId, UserId
from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.lengths import Utf16Length
from line_connector.schema.model import Input
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf

_KEY = "[a-zA-Z0-9_]{1,20}"
_KEY_RULE = "1 to 20 letters, digits and underscores"
_BRACES_RULE = "{{ and }} are braces of the text, {name} is a placeholder"
_LONGEST_SHOWN = 20
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_MOST_OF_A_KIND = 20

Key = Annotated[str, Pattern(_KEY, f"must be named with {_KEY_RULE}")]
"""Name of a placeholder."""


class UserMention(Input):
    """A user to mention."""

    type: Literal["user"] = "user"

    user_id: UserId
    """ID of a user who is in the chat; not of a LINE Official Account."""


class AllMention(Input):
    """Everyone in the chat, to mention."""

    type: Literal["all"] = "all"


Mentionee = Annotated[UserMention | AllMention, OneOf()]


class MentionSubstitution(Input):
    """A mention in place of a placeholder.

    Source: https://developers.line.biz/en/reference/messaging-api/#text-message-v2-mention-object
    """

    type: Literal["mention"] = "mention"

    mentionee: Mentionee
    """Who is mentioned."""


class EmojiSubstitution(Input):
    """A LINE emoji in place of a placeholder.

    Source: https://developers.line.biz/en/reference/messaging-api/#text-message-v2-emoji-object
    """

    type: Literal["emoji"] = "emoji"

    product_id: GivenId
    """ID of a set of LINE emojis."""

    emoji_id: GivenId
    """ID of an emoji in the set."""


Substitution = Annotated[MentionSubstitution | EmojiSubstitution, OneOf()]


class TextMessageV2(MessageProperties):
    """A text with placeholders for mentions and emojis.

    Source: https://developers.line.biz/en/reference/messaging-api/#text-message-v2
    """

    type: Literal["textV2"] = "textV2"

    text: Annotated[str, Utf16Length(5000, least=1)]
    """Text to show, 1 to 5000 characters in UTF-16 units. `{name}` is a placeholder; a brace
    of the text itself is doubled: `{{` and `}}`."""

    substitution: Annotated[dict[Key, Substitution], Field(max_length=100)] | None = None
    """Values of the placeholders, by name; at most 100, of which at most 20
    mentions and 20 emojis. Mentions work in replies and pushes to a group or room."""

    quote_token: str | None = None
    """Quote token of the message to quote. Reply and push only."""

    def errors(self) -> Iterator[Problem]:
        """Yield braces that do not pair, placeholders without substitution, too many of a kind."""
        if not {"{", "}"}.isdisjoint(token[0] for token in _TOKEN.finditer(self.text)):
            yield Problem(("text",), f"must have its braces in pairs: {_BRACES_RULE}")
        used = dict.fromkeys(placeholders(self.text))
        for key in used:
            if not re.fullmatch(_KEY, key, re.ASCII):
                shown = key if len(key) <= _LONGEST_SHOWN else key[:_LONGEST_SHOWN] + "…"
                text = f"must not have {{{shown}}}: {_BRACES_RULE}, named with {_KEY_RULE}"
                yield Problem(("text",), text)
            elif key not in (self.substitution or {}):
                yield Problem(("substitution", key), f"is required: the text uses {{{key}}}")
        for kind, count in self._count_kinds(used).items():
            if count > _MOST_OF_A_KIND:
                text = f"must have at most {_MOST_OF_A_KIND} {kind}s, has {count}"
                yield Problem(("substitution",), text)

    def warnings(self) -> Iterator[Problem]:
        """Yield substitutions nobody uses, and names used so often that there may be too many."""
        used = placeholders(self.text)
        for key in self.substitution or {}:
            if key not in used:
                yield warning(("substitution", key), "may be refused when the text does not use it")
        for kind, count in self._count_kinds(used).items():
            if count > _MOST_OF_A_KIND:
                yield warning(("text",), f"may be refused with more than {_MOST_OF_A_KIND} {kind}s")

    def _count_kinds(self, keys: Iterable[str]) -> Counter[str]:
        """Count the mentions and the emojis that these placeholders stand for."""
        stand_for = [(self.substitution or {}).get(key) for key in keys]
        # Lenient validation lets other objects through.
        return Counter(one.type for one in stand_for if isinstance(one, Input))


def placeholders(text: str) -> list[str]:
    """Return the name in each pair of braces, in the text's order."""
    return [token[1] for token in _TOKEN.finditer(text) if token[1] is not None]


def plain_text(text: str, substitution: Mapping[str, Any]) -> str:
    """Return the text of a valid message as one without markup shows it.

    Args:
        text: of the message, with placeholders.
        substitution: the message's JSON.
    """

    def shown(token: re.Match[str]) -> str:
        if token[1] is None:
            return token[0][0]  # a doubled brace
        put = substitution[token[1]]
        if put["type"] == "emoji":
            return "(emoji)"
        return f"@{put['mentionee'].get('userId', 'All')}"

    return _TOKEN.sub(shown, text)


def escape_braces(text: str) -> str:
    """Double the braces of a text, so that LINE shows it as it is in a text message v2."""
    return text.replace("{", "{{").replace("}", "}}")
