"""Which events are wanted: by type, text, chat and person."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from fnmatch import fnmatchcase

import regex

from line_connector.events.event import Event

LOG = logging.getLogger(__name__)

_SECONDS = 0.05
"""That a pattern may take on one text: others wait for it."""


@dataclass(frozen=True)
class Selection:
    """Events that somebody waits for."""

    on: tuple[str, ...] = ("*",)
    """Types, the beginnings of types up to a dot, or patterns: `message`, `message.text`, `*`."""

    matching: regex.Pattern[str] | None = None
    """Found in the message's text or the postback's data; events without either do not match."""

    chat: str | None = None
    """ID of the user, group or room where it happens."""

    user: str | None = None
    """ID of the person."""

    since: int = 0
    """When it arrived at the earliest, in milliseconds since 1970."""

    def wants(self, event: Event) -> bool:
        """Return whether an event is one of them."""
        return (
            event.received_at >= self.since
            and self.chat in {None, event.chat_id}
            and self.user in {None, event.user_id}
            and any(is_of(event.type, pattern) for pattern in self.on)
            and (self.matching is None or self._matches(self.matching, event))
        )

    def _matches(self, pattern: regex.Pattern[str], event: Event) -> bool:
        try:
            return has_text(event, pattern)
        except TimeoutError:
            LOG.warning("`matching` takes too long on event %s, which is left out", event.event_id)
            return False


def is_of(kind: str, pattern: str) -> bool:
    """Return whether a type is meant by a type, the beginning of one, or a pattern."""
    return kind == pattern or kind.startswith(f"{pattern}.") or fnmatchcase(kind, pattern)


def has_text(event: Event, pattern: regex.Pattern[str]) -> bool:
    """Return whether a pattern is found in what the person wrote or tapped.

    Raises:
        TimeoutError: the pattern takes too long on this text.
    """
    text = event.text
    return text is not None and pattern.search(text, timeout=_SECONDS) is not None
